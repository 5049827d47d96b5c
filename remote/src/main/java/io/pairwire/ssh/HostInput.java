package io.pairwire.ssh;

import java.io.IOException;
import java.io.OutputStream;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import net.schmizz.sshj.connection.channel.Channel;

/**
 * What goes into a channel: the standard input of the command on a host, or a connection through a bastion; every write is sent at once.
 *
 * <p>Sends no more than the host has room for, and waits for room itself: sshj's own wait is not woken by a connection that
 * breaks, nor by a command that ends.
 */
final class HostInput extends OutputStream {
    private static final int CHUNK = 32 * 1024;
    private static final long POLL_MILLIS = 5;

    private final Channel channel;
    private final BooleanSupplier stands;
    private final UnaryOperator<IOException> explanation;
    private final OutputStream delegate;

    /**
     * @param stands whether the connection that the channel is in still does
     * @param explanation says what a failed write means
     */
    HostInput(Channel channel, BooleanSupplier stands, UnaryOperator<IOException> explanation) {
        this.channel = channel;
        this.stands = stands;
        this.explanation = explanation;
        this.delegate = channel.getOutputStream();
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        int from = offset;
        int end = offset + length;
        while (from < end) {
            int count = (int) Math.min(Math.min(end - from, CHUNK), room());
            try {
                delegate.write(octets, from, count);
                delegate.flush();
            } catch (IOException e) {
                throw explanation.apply(e);
            }
            from += count;
        }
    }

    private long room() throws IOException {
        while (channel.getRemoteWinSize() == 0) {
            if (!channel.isOpen() || !stands.getAsBoolean()) {
                throw explanation.apply(new IOException("no room to send"));
            }
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new java.io.InterruptedIOException("interrupted while sending");
            }
        }
        return channel.getRemoteWinSize();
    }

    @Override
    public void close() throws IOException {
        try {
            delegate.close();
        } catch (IOException e) {
            throw explanation.apply(e);
        }
    }
}
