package io.pairwire.ssh;

import io.pairwire.ssh.SshException.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;

/** Makes TCP connections, trying each address of a name in turn as OpenSSH does. */
final class Dialler {
    private Dialler() {}

    static Lifeline dial(SshTarget target, Duration timeout) throws SshException {
        InetAddress[] addresses;
        try {
            addresses = InetAddress.getAllByName(target.address());
        } catch (UnknownHostException e) {
            throw unreachable(
                    target,
                    "no address is known for '" + target.address() + "'",
                    "Check the spelling of the host's address (ansible_host) and that DNS or /etc/hosts knows it.",
                    e);
        }
        IOException last = new IOException("no address");
        for (InetAddress address : addresses) {
            try {
                return dial(new InetSocketAddress(address, target.port()), timeout);
            } catch (IOException e) {
                last = e;
            }
        }
        throw unreachable(target, reason(last, timeout), advice(last, target), last);
    }

    private static Lifeline dial(InetSocketAddress address, Duration timeout) throws IOException {
        Lifeline socket = Lifeline.tcp();
        boolean connected = false;
        try {
            socket.connect(address, (int) timeout.toMillis());
            connected = true;
            return socket;
        } finally {
            if (!connected) {
                socket.close();
            }
        }
    }

    private static String reason(IOException e, Duration timeout) {
        if (e instanceof SocketTimeoutException) {
            return "no answer within " + Failures.seconds(timeout);
        }
        return String.valueOf(e.getMessage());
    }

    private static String advice(IOException e, SshTarget target) {
        if (e instanceof SocketTimeoutException) {
            return "Check that the host is up, that the address is right, and that no firewall drops port "
                    + target.port() + ".";
        }
        if (e instanceof NoRouteToHostException) {
            return "Check this machine's routes to " + target.address() + ".";
        }
        return "Check that sshd runs on the host and listens on port " + target.port()
                + " (ansible_port), and that no firewall rejects it.";
    }

    private static SshException unreachable(SshTarget target, String why, String next, Throwable cause) {
        return new SshException(Kind.UNREACHABLE, "cannot connect to", target, why, next, Optional.of(cause));
    }
}
