package io.pairwire.kernel;

import io.pairwire.netlink.Errno;
import io.pairwire.netlink.Message;
import io.pairwire.netlink.NetlinkException;
import io.pairwire.netlink.Payload;
import io.pairwire.netlink.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One socket of a fake kernel: takes requests apart, packs answers, and loses them when told to. */
final class FakeSocket implements Socket {
    private static final int NLMSGERR_ATTR_MSG = 1;
    /** Events bear the number of the order that caused them, which came by another socket. */
    private static final int ORDER_OF_SOMEBODY = 7;

    private final FakeKernel kernel;
    private final int portId;
    private final Handler handler;
    private final Deque<byte[]> queue = new ArrayDeque<>();
    private final Set<Integer> groups = new HashSet<>();
    private boolean overrun;
    private boolean closed;

    FakeSocket(FakeKernel kernel, int portId, Handler handler) {
        this.kernel = kernel;
        this.portId = portId;
        this.handler = handler;
    }

    @Override
    public int portId() {
        return portId;
    }

    @Override
    public void send(ByteBuffer datagram) throws NetlinkException {
        checkOpen("send");
        ByteBuffer copy = ByteBuffer.allocate(datagram.remaining()).order(ByteOrder.nativeOrder());
        copy.put(datagram).flip();
        for (Message request : Message.listOf(copy)) {
            handle(request);
        }
    }

    @Override
    public int receive(ByteBuffer into, int timeoutMillis) throws NetlinkException {
        checkOpen("recv");
        if (overrun) {
            overrun = false;
            throw NetlinkException.ofCall("recv", Errno.ENOBUFS);
        }
        byte[] datagram = queue.poll();
        into.clear();
        if (datagram == null) {
            into.limit(0);
            return TIMED_OUT;
        }
        int length = Math.min(datagram.length, into.capacity());
        into.put(datagram, 0, length).flip();
        return datagram.length;
    }

    @Override
    public void join(int group) {
        groups.add(group);
    }

    /** Takes what is told to a group, if this socket is in it. */
    void hear(int group, Handler.Part part) {
        if (closed || !groups.contains(group)) {
            return;
        }
        if (kernel.faults.lostEvents > 0) {
            kernel.faults.lostEvents--;
            overrun = true;
            return;
        }
        enqueue(datagram(part.type(), 0, ORDER_OF_SOMEBODY, portId + 1, part.payload()));
    }

    @Override
    public void close() {
        closed = true;
    }

    private void handle(Message request) throws NetlinkException {
        boolean write = handler.isWrite(request);
        try {
            if (kernel.faults.notPermitted && write) {
                throw new KernelError(Errno.EPERM);
            }
            if (write) {
                handler.write(request);
                ack(request, 0, "");
            } else {
                boolean everything = (request.flags() & Message.NLM_F_DUMP) == Message.NLM_F_DUMP;
                answer(request, handler.answer(request, everything), everything);
            }
        } catch (KernelError e) {
            if (write && !kernel.faults.notPermitted) {
                kernel.refused(e.errno());
            }
            ack(request, -e.errno().number(), e.words());
        }
    }

    private void ack(Message request, int error, String words) {
        boolean asked = (request.flags() & Message.NLM_F_ACK) != 0;
        if (error == 0 && !asked) {
            return;
        }
        Payload payload = Payload.empty().fixed32(error);
        payload.fixed32(Message.HEADER_OCTETS + request.octets())
                .fixed16(request.type())
                .fixed16(request.flags())
                .fixed32(request.sequence())
                .fixed32(request.portId());
        int flags = Message.NLM_F_CAPPED;
        if (!words.isEmpty()) {
            flags |= Message.NLM_F_ACK_TLVS;
            payload.string(NLMSGERR_ATTR_MSG, words);
        }
        if (asked && kernel.faults.losesAckOfThisWrite()) {
            overrun = true;
            return;
        }
        strangersOf(request);
        enqueue(datagram(Message.NLMSG_ERROR, flags, request.sequence(), portId, payload));
    }

    private void answer(Message question, List<Handler.Part> parts, boolean everything) {
        strangersOf(question);
        int flags = everything ? Message.NLM_F_MULTI : 0;
        if (everything && kernel.faults.interruptedDumps > 0) {
            kernel.faults.interruptedDumps--;
            flags |= Message.NLM_F_DUMP_INTR;
        }
        ByteBuffer pack = null;
        int before = queue.size();
        for (Handler.Part part : parts) {
            byte[] message = datagram(part.type(), flags, question.sequence(), portId, part.payload());
            if (pack != null && pack.remaining() < message.length) {
                enqueue(pack);
                pack = null;
            }
            if (pack == null) {
                pack = ByteBuffer.allocate(Math.max(kernel.faults.datagramOctets, message.length));
            }
            pack.put(message);
        }
        if (pack != null) {
            enqueue(pack);
        }
        if (kernel.faults.lostAnswers > 0 && queue.size() > before) {
            kernel.faults.lostAnswers--;
            queue.removeLast();
            overrun = true;
        }
        if (everything) {
            enqueue(datagram(
                    Message.NLMSG_DONE,
                    Message.NLM_F_MULTI,
                    question.sequence(),
                    portId,
                    Payload.empty().fixed32(0)));
        }
    }

    /** Answers that are somebody else's, or to what was asked long ago. */
    private void strangersOf(Message request) {
        if (kernel.faults.strangers) {
            Payload refusal = Payload.empty().fixed32(-Errno.EPERM.number()).raw(emptyHeader());
            enqueue(datagram(Message.NLMSG_ERROR, 0, request.sequence() - 1000, portId, refusal));
            enqueue(datagram(Message.NLMSG_ERROR, 0, request.sequence(), portId + 1, refusal));
            enqueue(datagram(
                    Message.NLMSG_DONE,
                    Message.NLM_F_MULTI,
                    0,
                    portId,
                    Payload.empty().fixed32(0)));
        }
    }

    private static Payload emptyHeader() {
        return Payload.empty().fixed32(0).fixed32(0).fixed32(0).fixed32(0);
    }

    private void enqueue(ByteBuffer pack) {
        pack.flip();
        byte[] octets = new byte[pack.remaining()];
        pack.get(octets);
        enqueue(octets);
    }

    private void enqueue(byte[] datagram) {
        if (!kernel.faults.silent) {
            queue.add(datagram);
        }
    }

    private void checkOpen(String call) throws NetlinkException {
        if (closed) {
            throw NetlinkException.ofCall(call, Errno.EBADF);
        }
    }

    private static byte[] datagram(int type, int flags, int sequence, int portId, Payload payload) {
        byte[] octets = payload.octets();
        ByteBuffer buffer = ByteBuffer.allocate(Message.aligned(Message.HEADER_OCTETS + octets.length))
                .order(ByteOrder.nativeOrder());
        Message.write(buffer, type, flags, sequence, portId, octets);
        return buffer.array();
    }
}
