package io.pairwire.ssh;

import java.io.IOException;

/** OpenSSH's configuration cannot be followed: it is wrong, or asks for what is not to be had here. Says where. */
public final class SshConfigException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String next;

    SshConfigException(String place, String why, String next) {
        super(place + ": " + why);
        this.next = next;
    }

    /** Returns what to do next; never empty. */
    public String next() {
        return next;
    }
}
