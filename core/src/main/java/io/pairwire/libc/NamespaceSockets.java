package io.pairwire.libc;

import io.pairwire.netlink.Errno;
import io.pairwire.netlink.NetlinkException;
import io.pairwire.netlink.Protocol;
import io.pairwire.netlink.Socket;
import io.pairwire.netlink.Sockets;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Opens sockets to the running kernel in a network namespace of its own.
 *
 * <p>A namespace is a thread's, and a socket keeps the one that it was made in. So a thread goes there, makes the socket and ends:
 * it never has to find its way back, and starts no other thread, which would begin where it is.
 */
final class NamespaceSockets implements Sockets {
    private static final int O_CLOEXEC = 0x80000;
    private static final int CLONE_NEWNET = 0x40000000;

    private final Path namespace;

    NamespaceSockets(Path namespace) {
        this.namespace = namespace;
    }

    @Override
    public Socket open(Protocol protocol) throws NetlinkException {
        FutureTask<Socket> task = new FutureTask<>(() -> {
            enter();
            return KernelSocket.open(protocol);
        });
        Thread thread = new Thread(task, "network namespace " + namespace);
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof NetlinkException refused) {
                throw refused;
            }
            throw new IllegalStateException("cannot open a socket in " + namespace, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw NetlinkException.ofCall("setns " + namespace, Errno.EINTR);
        }
    }

    private void enter() throws NetlinkException {
        int fd = Libc.open(namespace.toString(), O_CLOEXEC);
        try {
            Libc.setns(fd, CLONE_NEWNET);
        } finally {
            Libc.close(fd);
        }
    }

    @Override
    public Sockets within(Path other) {
        return new NamespaceSockets(other);
    }
}
