package io.pairwire.libc;

import io.pairwire.netlink.Errno;
import io.pairwire.netlink.NetlinkException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * A network namespace, entered to open a socket there.
 *
 * <p>A namespace is a thread's, and a socket keeps the one that it was made in. So a thread goes there, makes the socket and ends:
 * it never has to find its way back, and starts no other thread, which would begin where it is.
 */
final class NetworkNamespace {
    private static final int O_CLOEXEC = 0x80000;
    private static final int CLONE_NEWNET = 0x40000000;

    private final Path file;

    NetworkNamespace(Path file) {
        this.file = file;
    }

    /** Returns a socket that was opened there. */
    <T> T open(Callable<T> opening) throws NetlinkException {
        FutureTask<T> task = new FutureTask<>(() -> {
            enter();
            return opening.call();
        });
        Thread thread = new Thread(task, "network namespace " + file);
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof NetlinkException refused) {
                throw refused;
            }
            throw new IllegalStateException("cannot open a socket in " + file, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw NetlinkException.ofCall("setns " + file, Errno.EINTR);
        }
    }

    private void enter() throws NetlinkException {
        int fd = Libc.open(file.toString(), O_CLOEXEC);
        try {
            Libc.setns(fd, CLONE_NEWNET);
        } finally {
            Libc.close(fd);
        }
    }
}
