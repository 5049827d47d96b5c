package io.pairwire.ssh;

import java.io.IOException;
import java.util.Optional;

/**
 * The agent could not be started on a host, with the whole story: what failed, where, why, and what to do next.
 *
 * <p>Nothing has been changed on the host then, beyond the agent's cache.
 */
public final class SshException extends IOException {
    private static final long serialVersionUID = 1L;

    /** What stood in the way. */
    public enum Kind {
        /** No connection: name not found, refused, timed out, or lost before the agent ran. */
        UNREACHABLE,
        /** OpenSSH's configuration for the host is wrong, or asks for what is not to be had. Nobody was contacted. */
        CONFIG,
        /** The host's key is unknown, changed or revoked, or no algorithm is common to both. */
        HOST_KEY,
        /** The host does not take any key we have, or we could not read one. */
        AUTH,
        /** Logged in as somebody who is not root there, and does not become root. */
        PRIVILEGE,
        /** No Java 17 or later on the host. */
        NO_JAVA,
        /** The agent jar could not be cached on the host: directory unsafe or not writable, disk full, upload cut. */
        PUSH,
        /** An agent is at work there, or a change is open that is not confirmed. */
        BUSY,
        /** The bootstrap or the agent ended before it was ready. */
        AGENT_DIED,
        /** The host did not answer as our bootstrap does: too much noise, or silence. */
        PROTOCOL
    }

    private final Kind kind;
    private final String what;
    private final String where;
    private final String why;
    private final String next;

    SshException(Kind kind, String what, SshTarget target, String why, String next, Optional<Throwable> cause) {
        super(what + " " + target.name() + " (" + target.endpoint() + "): " + why, cause.orElse(null));
        this.kind = kind;
        this.what = what;
        this.where = target.name() + " (" + target.endpoint() + ")";
        this.why = why;
        this.next = next;
    }

    /** Returns this failure of a bastion as the failure of a host behind it. */
    SshException behind(SshTarget target) {
        return new SshException(
                kind,
                "cannot reach",
                target,
                "its bastion fails: " + what + " " + where + ": " + why,
                next,
                Optional.of(this));
    }

    /** Returns what stood in the way. */
    public Kind kind() {
        return kind;
    }

    /** Returns what failed, without the place, such as {@code cannot connect to}. */
    public String what() {
        return what;
    }

    /** Returns the host and its address and port, such as {@code lon1 (192.0.2.1:22)}. */
    public String where() {
        return where;
    }

    /** Returns the reason; may span lines. */
    public String why() {
        return why;
    }

    /** Returns what to do next; may span lines; never empty. */
    public String next() {
        return next;
    }
}
