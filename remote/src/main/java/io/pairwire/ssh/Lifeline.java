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
 * A TCP socket that knows when it was last heard from, and is cut when its time is up.
 *
 * <p>sshj's own keepalive can't be trusted with that: it blocks behind a writer that is itself blocked, and it takes a slow
 * upload, with the answers queued behind it, for a dead peer. Here any octet that arrives is a sign of life, and cutting
 * the socket wakes readers and writers alike.
 */
final class Lifeline extends Socket {
    private static final long NEVER = Long.MAX_VALUE;

    private volatile long heardAt = System.nanoTime();
    private volatile long silenceNanos = NEVER;
    private volatile long deadline;
    private volatile String deadlineReason = "";
    private volatile Optional<String> cut = Optional.empty();
    private volatile boolean settingUp = true;

    Lifeline() throws IOException {
        // Small packets go at once: Nagle's algorithm costs 40 ms an exchange.
        setOption(StandardSocketOptions.TCP_NODELAY, true);
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
                // With nothing to linger for: what the peer has not taken by now is lost.
                setSoLinger(true, 0);
                close();
            } catch (IOException e) {
                cut = Optional.of(reason + " (" + e.getMessage() + ")");
            }
        }
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(super.getInputStream()) {
            @Override
            public int read() throws IOException {
                int octet = super.read();
                heard();
                return octet;
            }

            @Override
            public int read(byte[] octets, int offset, int length) throws IOException {
                int count = super.read(octets, offset, length);
                heard();
                return count;
            }
        };
    }

    private void heard() {
        heardAt = System.nanoTime();
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
            settingUp = false;
        }
    }
}
