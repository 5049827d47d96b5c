package io.pairwire.libc;

import io.pairwire.netlink.Errno;
import io.pairwire.netlink.NetlinkException;
import io.pairwire.probe.Arrival;
import io.pairwire.probe.ProbeSocket;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A packet socket of the running kernel over all interfaces of a network namespace.
 *
 * <p>It asks for every protocol ({@code ETH_P_ALL}): a bridge takes its ports' frames before a socket of one EtherType would see them. So
 * that it does not cost a busy host a copy of all its traffic, a filter in the kernel passes over everything but our EtherType, and
 * what the host sends is not offered at all where the kernel knows how (Linux 4.20).
 */
final class PacketSocket implements ProbeSocket {
    private static final int AF_PACKET = 17;
    private static final int SOL_PACKET = 263;
    private static final int PACKET_IGNORE_OUTGOING = 23;
    private static final int PACKET_OUTGOING = 4;
    private static final short ETH_P_ALL = 3;

    /** Thousands of probes and echoes may come at once, each counted with what the kernel keeps around it. */
    private static final int RECEIVE_BUFFER_OCTETS = 32 << 20;

    /** The length of {@code struct sockaddr_ll}: family, protocol, index, hardware type, packet type, address length, address. */
    private static final int SOCKADDR_LL_OCTETS = 20;

    private static final int INDEX_OFFSET = 4;
    private static final int PACKET_TYPE_OFFSET = 10;

    private static final short BPF_LD_H_ABS = 0x28;
    private static final short BPF_JMP_JEQ_K = 0x15;
    private static final short BPF_RET_K = 0x06;
    private static final int ETHERTYPE_OFFSET = 12;
    private static final int OURS = 0x88b5;
    private static final int ALL_OF_IT = 0x40000;

    private final OpenSocket socket;
    private final ByteBuffer destination = OpenSocket.nativeBuffer(SOCKADDR_LL_OCTETS);
    private final ByteBuffer source = OpenSocket.nativeBuffer(SOCKADDR_LL_OCTETS);
    private final ByteBuffer sourceLength = OpenSocket.nativeBuffer(4);

    private PacketSocket(OpenSocket socket) {
        this.socket = socket;
    }

    static PacketSocket open() throws NetlinkException {
        // Of no protocol until its filter is there, or it would begin with everybody's frames.
        PacketSocket socket = new PacketSocket(OpenSocket.of(AF_PACKET, 0));
        try {
            socket.prepare();
        } catch (NetlinkException e) {
            socket.close();
            throw e;
        }
        return socket;
    }

    private void prepare() throws NetlinkException {
        Libc.attachFilter(socket.fd(), filter());
        socket.receiveBuffer(RECEIVE_BUFFER_OCTETS);
        socket.optional(SOL_PACKET, PACKET_IGNORE_OUTGOING, 1);
        Libc.bind(socket.fd(), address(destination, 0));
    }

    /** Lets frames of our EtherType through, all of them, and nothing of any other. */
    private static ByteBuffer filter() {
        ByteBuffer program = OpenSocket.nativeBuffer(32);
        instruction(program, BPF_LD_H_ABS, 0, 0, ETHERTYPE_OFFSET);
        instruction(program, BPF_JMP_JEQ_K, 0, 1, OURS);
        instruction(program, BPF_RET_K, 0, 0, ALL_OF_IT);
        instruction(program, BPF_RET_K, 0, 0, 0);
        return program.flip();
    }

    private static void instruction(ByteBuffer program, short code, int ifTrue, int ifFalse, int operand) {
        program.putShort(code).put((byte) ifTrue).put((byte) ifFalse).putInt(operand);
    }

    private static ByteBuffer address(ByteBuffer into, int index) {
        into.clear();
        into.putShort((short) AF_PACKET);
        // The protocol is in network order.
        into.put((byte) (ETH_P_ALL >> 8)).put((byte) ETH_P_ALL);
        into.putInt(index);
        into.putLong(0).putInt(0);
        return into.flip();
    }

    @Override
    public void send(int index, ByteBuffer frame) throws NetlinkException {
        int sent = Libc.sendto(socket.fd(), frame, OpenSocket.MSG_DONTWAIT, address(destination, index));
        if (sent != frame.remaining()) {
            throw NetlinkException.ofCall("sendto", Errno.EMSGSIZE);
        }
        frame.position(frame.limit());
    }

    @Override
    public Optional<Arrival> receive(ByteBuffer into, int timeoutMillis) throws NetlinkException {
        Optional<Arrival> arrival = receiveNow(into);
        return arrival.isEmpty() && timeoutMillis > 0 && socket.isReadableWithin(timeoutMillis)
                ? receiveNow(into)
                : arrival;
    }

    private Optional<Arrival> receiveNow(ByteBuffer into) throws NetlinkException {
        while (true) {
            into.clear();
            source.clear();
            sourceLength.clear();
            sourceLength.putInt(SOCKADDR_LL_OCTETS).flip();
            int length;
            try {
                length = Libc.recvfrom(
                        socket.fd(), into, OpenSocket.MSG_TRUNC | OpenSocket.MSG_DONTWAIT, source, sourceLength);
            } catch (NetlinkException e) {
                if (e.errno() == Errno.EAGAIN) {
                    into.limit(0);
                    return Optional.empty();
                }
                // An interface that goes down says so to who listens on all of them, and the others go on.
                if (e.errno() == Errno.EINTR || e.errno() == Errno.ENETDOWN) {
                    continue;
                }
                throw e;
            }
            if (source.get(PACKET_TYPE_OFFSET) != PACKET_OUTGOING) {
                into.limit(Math.min(length, into.capacity()));
                return Optional.of(new Arrival(source.getInt(INDEX_OFFSET), length));
            }
        }
    }

    @Override
    public void close() throws NetlinkException {
        socket.close();
    }
}
