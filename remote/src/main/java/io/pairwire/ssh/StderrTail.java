package io.pairwire.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The last 16 KiB of a stream, read to its end by a thread of its own, so that the host never waits for us to read. */
final class StderrTail implements Runnable {
    private static final int LIMIT = 16 * 1024;

    /** Wants to know when something is said. */
    interface Listener {
        /** Returns what; its first letter is in it but once. */
        String marker();

        /** It was said. */
        void heard() throws IOException;

        /**
         * Something else was said.
         *
         * @param endsLine whether that line is at its end, as a question's is not
         */
        void said(boolean endsLine);
    }

    private final InputStream source;
    private final Optional<Listener> listener;
    private int matched;
    private final byte[] ring = new byte[LIMIT];
    private long total;

    StderrTail(InputStream source) {
        this(source, Optional.empty());
    }

    StderrTail(InputStream source, Optional<Listener> listener) {
        this.source = source;
        this.listener = listener;
    }

    Thread start(String name) {
        Thread thread = new Thread(this, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    @Override
    public void run() {
        byte[] chunk = new byte[4096];
        try {
            for (int count = source.read(chunk); count >= 0; count = source.read(chunk)) {
                keep(chunk, count);
                if (listener.isPresent()) {
                    listen(listener.get(), chunk, count);
                }
            }
        } catch (IOException e) {
            // The connection broke; whoever uses the other two streams hears of it.
            keep(new byte[0], 0);
        }
    }

    private void listen(Listener to, byte[] chunk, int count) throws IOException {
        String marker = to.marker();
        int after = 0;
        for (int i = 0; i < count; i++) {
            matched = chunk[i] == marker.charAt(matched) ? matched + 1 : chunk[i] == marker.charAt(0) ? 1 : 0;
            if (matched == marker.length()) {
                matched = 0;
                after = i + 1;
                to.heard();
            }
        }
        if (after < count) {
            to.said(chunk[count - 1] == '\n');
        }
    }

    private synchronized void keep(byte[] chunk, int count) {
        for (int i = 0; i < count; i++) {
            ring[(int) (total++ % LIMIT)] = chunk[i];
        }
    }

    synchronized String text() {
        int kept = (int) Math.min(total, LIMIT);
        byte[] tail = new byte[kept];
        for (int i = 0; i < kept; i++) {
            tail[i] = ring[(int) ((total - kept + i) % LIMIT)];
        }
        return Handover.printable(new String(tail, StandardCharsets.UTF_8).replace("\r", ""));
    }
}
