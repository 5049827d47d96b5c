package io.pairwire.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The last 16 KiB of a stream, read to its end by a thread of its own, so that the host never waits for us to read. */
final class StderrTail implements Runnable {
    private static final int LIMIT = 16 * 1024;

    private final InputStream source;
    private final byte[] ring = new byte[LIMIT];
    private long total;

    StderrTail(InputStream source) {
        this.source = source;
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
            }
        } catch (IOException e) {
            // The connection broke; whoever uses the other two streams hears of it.
            keep(new byte[0], 0);
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
