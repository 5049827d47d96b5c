package io.pairwire.netlink;

import java.io.Closeable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A conversation with the kernel: numbers requests, sends them, and hears each answer out.
 *
 * <p>Answers that are not to what was asked are skipped. A dump that did not fit together, or of which something was lost, is asked
 * for again, a bounded number of times. An order whose answer was lost is never repeated: it comes back as {@link Ack.Lost}.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class Connection implements Closeable {
    /** How long the kernel may be silent; it answers before {@code send} returns, but for its locks. */
    public static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(10);

    /**
     * The most orders under way. Each answer waits in the socket's buffer as a small packet that is charged about a KiB,
     * and the least buffer in use (212,992 octets) must hold them all.
     */
    static final int BATCH_REQUESTS = 128;

    /** The most octets of a batch, well below the least send buffer in use. */
    private static final int BATCH_OCTETS = 32 * 1024;

    /** The kernel fills no dump's datagram further than this; what is longer makes the buffer grow. */
    private static final int RECEIVE_OCTETS = 64 * 1024;

    /** How often a question is asked before it is given up. */
    private static final int ATTEMPTS = 8;

    private final Socket socket;
    private final int patienceMillis;
    private ByteBuffer outgoing = nativeBuffer(BATCH_OCTETS);
    private ByteBuffer incoming = nativeBuffer(RECEIVE_OCTETS);
    private int sequence;
    private long writesSent;

    private Connection(Socket socket, Duration patience) {
        this.socket = socket;
        this.patienceMillis = Math.toIntExact(patience.toMillis());
    }

    /** Returns a connection with the {@link #DEFAULT_PATIENCE}; closing it closes the socket. */
    public static Connection over(Socket socket) {
        return new Connection(socket, DEFAULT_PATIENCE);
    }

    /** Returns a connection that waits so long for the kernel to say something; closing it closes the socket. */
    public static Connection over(Socket socket, Duration patience) {
        return new Connection(socket, patience);
    }

    /** Returns how many orders were sent so far, done or refused. Questions do not count. */
    public long writesSent() {
        return writesSent;
    }

    /** Carries out one order, and returns when the kernel has done it. */
    public void execute(Request order) throws NetlinkException {
        Optional<NetlinkException> failure =
                executeAll(List.of(order), OnRefusal.CONTINUE).get(0).failure();
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    /** Carries out orders, many to a datagram, and returns what became of each, in their order. Never throws for one of them. */
    public List<Ack> executeAll(List<Request> orders, OnRefusal onRefusal) {
        Ack[] acks = new Ack[orders.size()];
        int most = onRefusal == OnRefusal.STOP ? 1 : BATCH_REQUESTS;
        int from = 0;
        boolean stopped = false;
        while (from < acks.length && !stopped) {
            int to = fill(orders, from, most);
            exchange(orders, from, to, acks);
            stopped = onRefusal == OnRefusal.STOP && !acks[from].isDone();
            from = to;
        }
        Arrays.fill(acks, from, acks.length, Ack.NotSent.NOT_SENT);
        return Arrays.asList(acks);
    }

    /**
     * Returns every object's value, in the kernel's order.
     *
     * @throws NetlinkException what the kernel or the decoder says; with {@link Errno#EINTR} if the objects would not hold still, or
     *     {@link Errno#ENOBUFS} if answers kept getting lost
     */
    public <T> List<T> dump(Request question, Decoder<T> decoder) throws NetlinkException {
        return ask(question, decoder, true);
    }

    /** Returns the value of the one answer to a question. */
    public <T> Optional<T> get(Request question, Decoder<T> decoder) throws NetlinkException {
        List<T> values = ask(question, decoder, false);
        return values.isEmpty() ? Optional.empty() : Optional.of(values.get(0));
    }

    /** Joins a multicast group of the socket's protocol. */
    public void join(int group) throws NetlinkException {
        socket.join(group);
    }

    /**
     * Returns the values of the next datagram that was sent to a group we joined; nothing when none came in that time.
     *
     * @throws NetlinkException with {@link Errno#ENOBUFS} once after some were lost for want of room
     */
    public <T> List<T> notifications(Decoder<T> decoder, Duration patience) throws NetlinkException {
        int length = socket.receive(incoming, Math.toIntExact(patience.toMillis()));
        if (length == Socket.TIMED_OUT) {
            return List.of();
        }
        if (growFor(length)) {
            throw NetlinkException.ofCall("recv", Errno.ENOBUFS);
        }
        List<T> values = new ArrayList<>();
        for (Message message : Message.listOf(incoming)) {
            decoder.decode(message).ifPresent(values::add);
        }
        return values;
    }

    @Override
    public void close() throws NetlinkException {
        socket.close();
    }

    /** Writes orders from an index on, as many as fit one batch and at least one; returns the index after the last. */
    private int fill(List<Request> orders, int from, int most) {
        outgoing.clear();
        if (orders.get(from).octets() > outgoing.capacity()) {
            outgoing = nativeBuffer(orders.get(from).octets());
        }
        // Numbers within a batch are consecutive, positive and never 0, which notifications have.
        if (sequence > Integer.MAX_VALUE - BATCH_REQUESTS) {
            sequence = 0;
        }
        int next = from;
        while (next < orders.size() && next - from < most && orders.get(next).octets() <= outgoing.remaining()) {
            orders.get(next).writeTo(outgoing, ++sequence);
            next++;
        }
        outgoing.flip();
        return next;
    }

    /** Sends the batch that was filled, and waits until each order has its ack. */
    private void exchange(List<Request> orders, int from, int to, Ack[] acks) {
        int firstSequence = sequence - (to - from) + 1;
        int missing = to - from;
        Errno reason = Errno.ETIMEDOUT;
        try {
            socket.send(outgoing);
        } catch (NetlinkException e) {
            // The kernel handles a datagram within the call that sends it; a call that failed handed over nothing.
            for (int i = from; i < to; i++) {
                acks[i] = new Ack.Refused(NetlinkException.failed(orders.get(i), e));
            }
            return;
        }
        for (int i = from; i < to; i++) {
            writesSent += orders.get(i).isWrite() ? 1 : 0;
        }
        while (missing > 0) {
            try {
                int length = socket.receive(incoming, reason == Errno.ETIMEDOUT ? patienceMillis : 0);
                if (length == Socket.TIMED_OUT) {
                    break;
                }
                if (growFor(length)) {
                    reason = Errno.EMSGSIZE;
                    continue;
                }
                for (Message message : Message.listOf(incoming)) {
                    int index = message.sequence() - firstSequence;
                    if (message.type() == Message.NLMSG_ERROR
                            && message.portId() == socket.portId()
                            && index >= 0
                            && index < to - from
                            && acks[from + index] == null) {
                        acks[from + index] = ackOf(orders.get(from + index), Refusal.ofError(message));
                        missing--;
                    }
                }
            } catch (NetlinkException e) {
                // Some acks will not come; those already in the buffer still count.
                if (reason != Errno.ETIMEDOUT && e.errno() != Errno.ENOBUFS && e.errno() != Errno.EBADMSG) {
                    break;
                }
                reason = e.errno();
            }
        }
        for (int i = from; i < to; i++) {
            if (acks[i] == null) {
                acks[i] = new Ack.Lost(NetlinkException.failed(orders.get(i), reason, "its answer was lost"));
            }
        }
    }

    private static Ack ackOf(Request order, Refusal refusal) {
        return refusal.number() == 0 ? Ack.Done.DONE : new Ack.Refused(NetlinkException.refused(order, refusal));
    }

    private <T> List<T> ask(Request question, Decoder<T> decoder, boolean everything) throws NetlinkException {
        Errno trouble = Errno.EINTR;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            fill(List.of(question), 0, 1);
            socket.send(outgoing);
            Answers<T> answers = new Answers<>(question, decoder, everything, sequence, socket.portId());
            hear(answers);
            if (!answers.lost && !answers.interrupted) {
                return answers.values();
            }
            trouble = answers.lost ? Errno.ENOBUFS : Errno.EINTR;
        }
        throw NetlinkException.failed(
                question,
                trouble,
                (trouble == Errno.ENOBUFS ? "answers were lost, " : "changed while it was read, ") + ATTEMPTS
                        + " times");
    }

    /** Takes datagrams until the answers are over, or, when something of them was lost, until there are no more. */
    private void hear(Answers<?> answers) throws NetlinkException {
        while (!answers.over) {
            try {
                int length = socket.receive(incoming, answers.isSpoilt() ? 0 : patienceMillis);
                if (length == Socket.TIMED_OUT) {
                    if (!answers.isSpoilt()) {
                        throw NetlinkException.failed(
                                answers.question,
                                Errno.ETIMEDOUT,
                                "the kernel did not answer in " + patienceMillis + " ms");
                    }
                    return;
                }
                if (growFor(length)) {
                    answers.lost = true;
                } else {
                    answers.take(incoming);
                }
            } catch (NetlinkException e) {
                if (e.errno() != Errno.ENOBUFS) {
                    throw e;
                }
                answers.lost = true;
            }
        }
    }

    /** Returns whether a datagram was cut off, having made room for the next of its kind. */
    private boolean growFor(int length) {
        if (length <= incoming.capacity()) {
            return false;
        }
        incoming = nativeBuffer(Integer.highestOneBit(length) * 2);
        return true;
    }

    private static ByteBuffer nativeBuffer(int octets) {
        return ByteBuffer.allocateDirect(octets).order(ByteOrder.nativeOrder());
    }

    /** What has come so far in answer to one question. */
    private static final class Answers<T> {
        private final Request question;
        private final Decoder<T> decoder;
        private final boolean everything;
        private final int sequence;
        private final int portId;
        private final List<T> values = new ArrayList<>();
        private Optional<NetlinkException> failure = Optional.empty();
        private boolean over;
        private boolean lost;
        private boolean interrupted;

        Answers(Request question, Decoder<T> decoder, boolean everything, int sequence, int portId) {
            this.question = question;
            this.decoder = decoder;
            this.everything = everything;
            this.sequence = sequence;
            this.portId = portId;
        }

        /** Takes the messages of one datagram. A failure is kept for later: a dump must be heard out before the next can start. */
        void take(ByteBuffer datagram) {
            try {
                for (Message message : Message.listOf(datagram)) {
                    if (message.sequence() == sequence && message.portId() == portId && !over) {
                        take(message);
                    }
                }
            } catch (NetlinkException e) {
                keep(e);
            }
        }

        private void take(Message message) throws NetlinkException {
            interrupted |= (message.flags() & Message.NLM_F_DUMP_INTR) != 0;
            switch (message.type()) {
                case Message.NLMSG_NOOP -> {}
                case Message.NLMSG_OVERRUN -> lost = true;
                case Message.NLMSG_DONE -> end(Refusal.ofDone(message));
                case Message.NLMSG_ERROR -> end(Refusal.ofError(message));
                default -> {
                    over = !everything;
                    Optional<T> value = decoder.decode(message);
                    if (value.isPresent()) {
                        values.add(value.get());
                    }
                }
            }
        }

        private void end(Refusal refusal) {
            over = true;
            if (refusal.number() != 0) {
                keep(NetlinkException.refused(question, refusal));
            }
        }

        private void keep(NetlinkException e) {
            if (failure.isEmpty()) {
                failure = Optional.of(e);
            }
        }

        /** Returns whether these answers are already of no use, so that no more of them need to be waited for. */
        boolean isSpoilt() {
            return lost || failure.isPresent();
        }

        List<T> values() throws NetlinkException {
            if (failure.isPresent()) {
                throw failure.get();
            }
            return values;
        }
    }
}
