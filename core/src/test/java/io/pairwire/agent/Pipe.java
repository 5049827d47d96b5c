package io.pairwire.agent;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A pipe of any length between any threads; the JDK's ends when the thread that wrote last has ended. */
final class Pipe {
    private static final byte[] END = {};

    private final BlockingQueue<byte[]> chunks = new LinkedBlockingQueue<>();
    private final InputStream input = new Input();
    private final OutputStream output = new Output();
    private volatile boolean ended;

    InputStream input() {
        return input;
    }

    OutputStream output() {
        return output;
    }

    /** Ends it for the reader, once all that was written is read. */
    void end() {
        ended = true;
        chunks.add(END);
    }

    private final class Input extends InputStream {
        private byte[] current = {};
        private int at;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            while (at == current.length) {
                try {
                    current = chunks.take();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IOException("interrupted", e);
                }
                at = 0;
                if (current.length == 0) {
                    chunks.add(END);
                    return -1;
                }
            }
            int count = Math.min(length, current.length - at);
            System.arraycopy(current, at, into, offset, count);
            at += count;
            return count;
        }
    }

    private final class Output extends OutputStream {
        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] octets, int offset, int length) throws IOException {
            if (ended) {
                throw new IOException("the pipe has ended");
            }
            if (length > 0) {
                chunks.add(Arrays.copyOfRange(octets, offset, offset + length));
            }
        }

        @Override
        public void close() {
            end();
        }
    }
}
