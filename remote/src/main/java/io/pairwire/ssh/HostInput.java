package io.pairwire.ssh;

import java.io.IOException;
import java.io.OutputStream;
import net.schmizz.sshj.connection.channel.direct.Session;

/**
 * The standard input of the command on a host; every write is sent at once.
 *
 * <p>Sends no more than the host has room for, and waits for room itself: sshj's own wait is not woken by a connection that
 * breaks, nor by a command that ends.
 */
final class HostInput extends OutputStream {
    private static final int CHUNK = 32 * 1024;
    private static final long POLL_MILLIS = 5;

    private final SshLink link;
    private final Session.Command command;
    private final OutputStream delegate;

    HostInput(SshLink link, Session.Command command) {
        this.link = link;
        this.command = command;
        this.delegate = command.getOutputStream();
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
                throw explain(e);
            }
            from += count;
        }
    }

    private long room() throws IOException {
        while (command.getRemoteWinSize() == 0) {
            if (!command.isOpen() || !link.stands()) {
                throw explain(new IOException("no room to send"));
            }
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new java.io.InterruptedIOException("interrupted while sending to " + link.target());
            }
        }
        return command.getRemoteWinSize();
    }

    @Override
    public void close() throws IOException {
        try {
            delegate.close();
        } catch (IOException e) {
            throw explain(e);
        }
    }

    private IOException explain(IOException e) {
        return link.explainWrite(
                e, command.isEOF() || command.getExitStatus() != null || command.getExitSignal() != null);
    }
}
