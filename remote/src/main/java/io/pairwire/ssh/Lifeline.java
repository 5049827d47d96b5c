package io.pairwire.ssh;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.Optional;
import jdk.net.ExtendedSocketOptions;

/**
 * A TCP socket, or what stands for one, that knows when it was last heard from, and is cut when its time is up.
 *
 * <p>sshj's own keepalive can't be trusted with that: it blocks behind a writer that is itself blocked, and it takes a slow
 * upload, with the answers queued behind it, for a dead peer. Here any octet that arrives is a sign of life, and cutting
 * the socket wakes readers and writers alike.
 */
class Lifeline extends Socket {
    private static final long NEVER = Long.MAX_VALUE;

    private volatile long heardAt = System.nanoTime();
    private volatile long silenceNanos = NEVER;
    private volatile long deadline;
    private volatile String deadlineReason = "";
    private volatile Optional<String> cut = Optional.empty();
    private volatile boolean settingUp = true;
    private volatile long heard;

    /** Whatever carries the octets, it is no TCP socket of ours. */
    Lifeline() {}

    /** Returns a TCP socket, to be connected. */
    static Lifeline tcp() throws IOException {
        Lifeline socket = new Lifeline();
        // Small packets go at once: Nagle's algorithm costs 40 ms an exchange.
        socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
        return socket;
    }

    /** Lets the next step take this long; then the socket is cut for this reason. */
    void allow(Duration time, String reason) {
        deadlineReason = "";
        deadline = System.nanoTime() + time.toNanos();
        deadlineReason = reason;
    }

    /** Ends the current step's deadline; from here on only silence cuts. */
    void allowForever() {
        deadlineReason = "";
        settingUp = false;
    }

    /** Cuts the socket once nothing has been heard for so long. */
    void cutAfterSilence(Duration silence) {
        heardAt = System.nanoTime();
        silenceNanos = silence.toNanos();
    }

    /** Returns why we cut the socket, if we did. */
    Optional<String> cutBecause() {
        return cut;
    }

    /** Cuts the socket if its time is up. Called now and then by a thread that waits for nothing else. */
    void check() {
        long now = System.nanoTime();
        String reason = deadlineReason;
        if (!reason.isEmpty() && now - deadline > 0) {
            cut(reason);
        } else if (now - heardAt > silenceNanos) {
            cut("no sign of life for " + Duration.ofNanos(silenceNanos).toSeconds() + " s");
        }
    }

    private void cut(String reason) {
        if (cut.isEmpty() && !isClosed()) {
            cut = Optional.of(reason);
            try {
                abort();
            } catch (IOException e) {
                cut = Optional.of(reason + " (" + e.getMessage() + ")");
            }
        }
    }

    /** Ends it at once, waking who reads or writes, and waiting for nobody. */
    void abort() throws IOException {
        // With nothing to linger for: what the peer has not taken by now is lost.
        setSoLinger(true, 0);
        close();
    }

    /** Returns what comes, before it is listened to. */
    InputStream source() throws IOException {
        return super.getInputStream();
    }

    /** Returns how many octets have come: next to none from a server that closes before it introduces itself. */
    long heard() {
        return heard;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(source()) {
            @Override
            public int read() throws IOException {
                int octet = super.read();
                hear(1);
                return octet;
            }

            @Override
            public int read(byte[] octets, int offset, int length) throws IOException {
                int count = super.read(octets, offset, length);
                hear(count);
                return count;
            }
        };
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread reads
    private void hear(int count) {
        heardAt = System.nanoTime();
        heard += count;
        if (settingUp) {
            acknowledgeAtOnce();
        }
    }

    /**
     * Acknowledges what came, now. Until its session runs, sshd leaves Nagle's algorithm on, so that each of its small
     * packets waits for our acknowledgement of the one before, and that is delayed by 40 ms. The kernel forgets this wish.
     */
    private void acknowledgeAtOnce() {
        try {
            setOption(ExtendedSocketOptions.TCP_QUICKACK, true);
        } catch (IOException | UnsupportedOperationException e) {
            // Not a TCP socket, or not Linux.
            settingUp = false;
        }
    }
}
