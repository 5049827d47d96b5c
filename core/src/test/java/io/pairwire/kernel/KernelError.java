package io.pairwire.kernel;

import io.pairwire.netlink.Errno;

/** A request that the fake kernel refuses, with the words of its extended ack, if any. */
final class KernelError extends Exception {
    private static final long serialVersionUID = 1;

    private final Errno errno;

    KernelError(Errno errno) {
        this(errno, "");
    }

    KernelError(Errno errno, String words) {
        super(words);
        this.errno = errno;
    }

    Errno errno() {
        return errno;
    }

    String words() {
        return String.valueOf(getMessage());
    }
}
