package io.pairwire.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketOption;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Two streams that stand for a socket: a connection through a bastion, or the standard streams of a command.
 *
 * <p>What comes is taken from its stream by a thread of its own, even when nobody here wants it any more: so a reader can be woken though the
 * stream's own reader could not, and a bastion that is shared is never in the way of others.
 */
final class StreamLifeline extends Lifeline {
    private static final int ROOM = 64 * 1024;

    private final InputStream from;
    private final OutputStream to;
    private final Runnable hangUp;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Object lock = new Object();
    private final byte[] buffer = new byte[ROOM];
    private int first;
    private int count;
    private boolean ended;

    /**
     * @param name names its thread
     * @param hangUp tells the other side that this one is done; may block, and may be told twice
     */
    StreamLifeline(String name, InputStream from, OutputStream to, Runnable hangUp) {
        this.from = from;
        this.to = to;
        this.hangUp = hangUp;
        daemon("ssh-tunnel-" + name, this::pump);
    }

    private static void daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void pump() {
        byte[] piece = new byte[ROOM / 2];
        try {
            for (int got = from.read(piece); got >= 0; got = from.read(piece)) {
                put(piece, got);
            }
        } catch (IOException e) {
            // It ends, one way or the other; the reader's own protocol tells whether it was done.
            end();
        }
        end();
    }

    private void end() {
        synchronized (lock) {
            ended = true;
            lock.notifyAll();
        }
    }

    private void put(byte[] piece, int length) {
        synchronized (lock) {
            int done = 0;
            while (done < length && !closed.get()) {
                if (count == ROOM) {
                    await();
                    continue;
                }
                int at = (first + count) % ROOM;
                int fits = Math.min(Math.min(length - done, ROOM - count), ROOM - at);
                System.arraycopy(piece, done, buffer, at, fits);
                count += fits;
                done += fits;
                lock.notifyAll();
            }
        }
    }

    @SuppressWarnings("WaitNotInLoop") // both who call it do so in one
    private void await() {
        try {
            lock.wait();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed.set(true);
        }
    }

    private int take(byte[] octets, int offset, int length) throws IOException {
        synchronized (lock) {
            while (count == 0 && !ended && !closed.get()) {
                await();
            }
            if (closed.get()) {
                throw new SocketException("Socket closed");
            }
            if (count == 0) {
                return -1;
            }
            int got = Math.min(Math.min(length, count), ROOM - first);
            System.arraycopy(buffer, first, octets, offset, got);
            first = (first + got) % ROOM;
            count -= got;
            lock.notifyAll();
            return got;
        }
    }

    @Override
    InputStream source() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return take(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] octets, int offset, int length) throws IOException {
                return length == 0 ? 0 : take(octets, offset, length);
            }
        };
    }

    @Override
    public OutputStream getOutputStream() {
        return to;
    }

    @Override
    void abort() {
        close();
    }

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // closes once by itself, and must not wait for a lock
    public void close() {
        if (closed.compareAndSet(false, true)) {
            synchronized (lock) {
                lock.notifyAll();
            }
            daemon("ssh-hang-up", hangUp);
        }
    }

    @Override
    public boolean isClosed() {
        return closed.get();
    }

    @Override
    public boolean isConnected() {
        return true;
    }

    @Override
    public int getPort() {
        return 0;
    }

    @Override
    public void connect(SocketAddress endpoint, int timeout) {
        throw new IllegalStateException("it is connected");
    }

    @Override
    public void setSoTimeout(int timeout) {
        // Time is kept by the lifeline.
    }

    @Override
    public <T> java.net.Socket setOption(SocketOption<T> name, T value) {
        throw new UnsupportedOperationException("no TCP socket");
    }
}
