package io.pairwire.agent;

import io.pairwire.netlink.Attributes;
import io.pairwire.netlink.GenericNetlink;
import io.pairwire.netlink.Message;
import io.pairwire.netlink.NetlinkException;
import io.pairwire.netlink.Payload;
import io.pairwire.netlink.Protocol;
import io.pairwire.netlink.Socket;
import io.pairwire.netlink.Sockets;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/**
 * A kernel that agrees to everything, for {@link RehearsedChange}: asked what there is, it says what it was told. That does for one
 * interface, since L2TP and rtnetlink tell of things by the attributes that made them ({@code linux/l2tp.h}, {@code linux/rtnetlink.h}).
 */
final class EchoingKernel implements Sockets {
    private static final int GENL_ID_CTRL = 16;
    private static final int CTRL_CMD_NEWFAMILY = 1;
    private static final int CTRL_ATTR_FAMILY_ID = 1;
    private static final int FAMILY_ID = 0x20;

    private static final int L2TP_CMD_TUNNEL_CREATE = 1;
    private static final int L2TP_CMD_TUNNEL_GET = 4;
    private static final int L2TP_CMD_SESSION_CREATE = 5;
    private static final int L2TP_CMD_SESSION_GET = 8;
    private static final int L2TP_ATTR_IFNAME = 8;

    private static final int RTM_NEWLINK = 16;
    private static final int RTM_GETLINK = 18;
    private static final int RTM_SETLINK = 19;
    private static final int RTM_NEWADDR = 20;
    private static final int RTM_GETADDR = 22;
    private static final int ARPHRD_ETHER = 1;
    private static final int IFI_TYPE = 2;
    private static final int IFLA_IFNAME = 3;
    private static final int INTERFACE_INDEX = 1;

    /** What is there, by the command or the type of message that asks for it. */
    private final Map<Integer, List<byte[]>> carried = new HashMap<>();

    private byte[] interfaceName = {};

    @Override
    public Socket open(Protocol protocol) {
        return new EchoingSocket(protocol);
    }

    @Override
    public Sockets within(Path namespace) {
        return this;
    }

    private void take(int kind, Message order) throws NetlinkException {
        byte[] payload = payload(order);
        switch (kind) {
            case L2TP_CMD_TUNNEL_CREATE -> carry(L2TP_CMD_TUNNEL_GET, payload);
            case L2TP_CMD_SESSION_CREATE -> {
                carry(L2TP_CMD_SESSION_GET, payload);
                interfaceName =
                        Payload.empty().string(IFLA_IFNAME, nameIn(order)).octets();
                carried.put(RTM_GETLINK, List.of(interfaceOf(bareInterface())));
            }
            case RTM_SETLINK -> carried.put(RTM_GETLINK, List.of(interfaceOf(payload)));
            case RTM_NEWADDR -> carry(RTM_GETADDR, payload);
            default -> throw new IllegalArgumentException("not rehearsed: order " + kind);
        }
    }

    private void carry(int question, byte[] payload) {
        if (question < RTM_GETLINK) {
            payload[0] = (byte) question;
        }
        carried.computeIfAbsent(question, none -> new ArrayList<>()).add(payload);
    }

    private static byte[] payload(Message message) throws NetlinkException {
        byte[] payload = new byte[message.octets()];
        for (int i = 0; i < payload.length; i++) {
            payload[i] = (byte) message.u8(i);
        }
        return payload;
    }

    private static String nameIn(Message order) throws NetlinkException {
        Attributes attributes = order.attributes(GenericNetlink.HEADER_OCTETS);
        String name = "";
        while (attributes.next()) {
            name = attributes.type() == L2TP_ATTR_IFNAME ? attributes.string() : name;
        }
        return name;
    }

    private static byte[] bareInterface() {
        return Payload.empty()
                .fixed32(0)
                .fixed32(INTERFACE_INDEX)
                .fixed32(0)
                .fixed32(0)
                .octets();
    }

    /** Returns what tells of the interface by what last ordered something of it. */
    private byte[] interfaceOf(byte[] order) {
        ByteBuffer link = ByteBuffer.allocate(order.length + interfaceName.length)
                .order(ByteOrder.nativeOrder())
                .put(order)
                .put(interfaceName);
        return link.putShort(IFI_TYPE, (short) ARPHRD_ETHER).array();
    }

    /** Answers to what was sent over it, each in a datagram of its own. */
    private final class EchoingSocket implements Socket {
        private static final int PORT_ID = 1;

        private final Protocol protocol;
        private final Queue<byte[]> answers = new ArrayDeque<>();

        EchoingSocket(Protocol protocol) {
            this.protocol = protocol;
        }

        @Override
        public int portId() {
            return PORT_ID;
        }

        @Override
        public void send(ByteBuffer datagram) throws NetlinkException {
            for (Message message : Message.listOf(datagram)) {
                hear(message);
            }
            datagram.position(datagram.limit());
        }

        private void hear(Message message) throws NetlinkException {
            int kind = protocol == Protocol.ROUTE ? message.type() : GenericNetlink.command(message);
            byte[] zero = Payload.empty().fixed32(0).octets();
            if ((message.flags() & Message.NLM_F_ACK) != 0) {
                take(kind, message);
                answer(message, Message.NLMSG_ERROR, zero);
            } else if (message.type() == GENL_ID_CTRL && protocol != Protocol.ROUTE) {
                Payload family = Payload.generic(CTRL_CMD_NEWFAMILY, 0).u16(CTRL_ATTR_FAMILY_ID, FAMILY_ID);
                answer(message, GENL_ID_CTRL, family.octets());
            } else {
                int type = protocol == Protocol.ROUTE ? kind - RTM_GETLINK + RTM_NEWLINK : FAMILY_ID;
                carried.getOrDefault(kind, List.of()).forEach(thing -> answer(message, type, thing));
                answer(message, Message.NLMSG_DONE, zero);
            }
        }

        private void answer(Message question, int type, byte[] payload) {
            ByteBuffer datagram = ByteBuffer.allocate(Message.aligned(Message.HEADER_OCTETS + payload.length))
                    .order(ByteOrder.nativeOrder());
            Message.write(datagram, type, 0, question.sequence(), PORT_ID, payload);
            answers.add(datagram.array());
        }

        @Override
        public int receive(ByteBuffer into, int timeoutMillis) {
            byte[] answer = answers.poll();
            if (answer == null) {
                return TIMED_OUT;
            }
            into.clear().put(answer).flip();
            return answer.length;
        }

        @Override
        public void join(int group) {}

        @Override
        public void close() {}
    }
}
