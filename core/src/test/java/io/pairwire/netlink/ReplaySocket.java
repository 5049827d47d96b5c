package io.pairwire.netlink;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Answers each datagram sent with the next of the exchanges it was given, numbered as the asker expects. */
public final class ReplaySocket implements Socket {
    private static final int PORT = 77;

    private final Deque<Golden.Exchange> exchanges;
    private final Deque<ByteBuffer> queue = new ArrayDeque<>();
    private final List<ByteBuffer> sent = new ArrayList<>();

    public ReplaySocket(Golden.Exchange... exchanges) {
        this.exchanges = new ArrayDeque<>(List.of(exchanges));
    }

    /** Returns what was sent. */
    public List<ByteBuffer> sent() {
        return sent;
    }

    @Override
    public int portId() {
        return PORT;
    }

    @Override
    public void send(ByteBuffer datagram) {
        ByteBuffer copy = ByteBuffer.allocate(datagram.remaining()).order(datagram.order());
        copy.put(datagram).flip();
        sent.add(copy);
        for (List<Byte> reply : exchanges.remove().received()) {
            ByteBuffer buffer = Golden.buffer(reply);
            for (int at = 0;
                    at + Message.HEADER_OCTETS <= buffer.limit();
                    at += Math.max(16, buffer.getInt(at) + 3 & ~3)) {
                buffer.putInt(at + 8, copy.getInt(8));
                buffer.putInt(at + 12, PORT);
            }
            queue.add(buffer);
        }
    }

    @Override
    public int receive(ByteBuffer into, int timeoutMillis) {
        ByteBuffer reply = queue.poll();
        into.clear();
        if (reply == null) {
            into.limit(0);
            return TIMED_OUT;
        }
        into.put(reply.duplicate()).flip();
        return reply.limit();
    }

    @Override
    public void join(int group) {}

    @Override
    public void close() {}
}
