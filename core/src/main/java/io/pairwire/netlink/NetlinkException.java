package io.pairwire.netlink;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A request that failed, with its whole story: {@code l2tp SESSION_CREATE session 128 of tunnel 42: EEXIST (session ID in use)}.
 *
 * <p>The error is the kernel's, a system call's, or one of ours: {@link Errno#EBADMSG} for bytes that make no sense, {@link
 * Errno#ETIMEDOUT} for silence, {@link Errno#ENOBUFS} for answers lost on the way.
 */
public final class NetlinkException extends IOException {
    private static final long serialVersionUID = 1;
    private static final int NO_OFFSET = -1;

    private final String operation;
    private final Errno errno;
    private final String meaning;
    private final String advice;
    private final boolean passing;
    private final String kernelMessage;
    private final int offset;

    private NetlinkException(String operation, Errno errno, Meaning meaning, String kernelMessage, int offset) {
        super(operation + ": " + errno + " (" + meaning.text() + ")"
                + (kernelMessage.isEmpty() ? "" : "; the kernel says: " + kernelMessage));
        this.operation = operation;
        this.errno = errno;
        this.meaning = meaning.text();
        this.advice = meaning.advice();
        this.passing = meaning.passing();
        this.kernelMessage = kernelMessage;
        this.offset = offset;
    }

    /** A system call that failed. */
    public static NetlinkException ofCall(String call, Errno errno) {
        return new NetlinkException(call, errno, Meaning.of(errno.text(), ""), "", NO_OFFSET);
    }

    /** Bytes that make no sense. */
    public static NetlinkException malformed(String what) {
        return new NetlinkException("netlink", Errno.EBADMSG, Meaning.of(what, ""), "", NO_OFFSET);
    }

    /** A request that the kernel refused. */
    static NetlinkException refused(Request request, Refusal refusal) {
        Errno errno = Errno.of(refusal.number());
        Meaning meaning = errno == Errno.UNKNOWN
                ? Meaning.of("error number " + Math.abs(refusal.number()), "")
                : request.meanings().of(errno);
        return new NetlinkException(request.toString(), errno, meaning, refusal.message(), refusal.offset());
    }

    /** A request that could not be handed over. */
    static NetlinkException failed(Request request, NetlinkException cause) {
        NetlinkException e = failed(request, cause.errno, cause.operation + " failed: " + cause.meaning);
        e.initCause(cause);
        return e;
    }

    /** A request that something of ours befell. */
    static NetlinkException failed(Request request, Errno errno, String text) {
        return new NetlinkException(request.toString(), errno, Meaning.of(text, ""), "", NO_OFFSET);
    }

    /** Returns what was tried: {@code l2tp SESSION_CREATE session 128 of tunnel 42}. */
    public String operation() {
        return operation;
    }

    public Errno errno() {
        return errno;
    }

    /** Returns what the error means here: {@code session ID in use}. */
    public String meaning() {
        return meaning;
    }

    /** Returns what to do about it, as a sentence. */
    public Optional<String> advice() {
        return advice.isEmpty() ? Optional.empty() : Optional.of(advice);
    }

    /** Returns whether the same request may well succeed later with nothing changed by us. */
    public boolean isPassing() {
        return passing;
    }

    /** Returns the kernel's own words ({@code NLMSGERR_ATTR_MSG}). */
    public Optional<String> kernelMessage() {
        return kernelMessage.isEmpty() ? Optional.empty() : Optional.of(kernelMessage);
    }

    /** Returns where in the request, in octets from its header on, the offending attribute stands ({@code NLMSGERR_ATTR_OFFS}). */
    public OptionalInt offendingOffset() {
        return offset == NO_OFFSET ? OptionalInt.empty() : OptionalInt.of(offset);
    }
}
