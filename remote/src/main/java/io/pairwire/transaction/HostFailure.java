package io.pairwire.transaction;

import io.pairwire.exchange.Reply;
import io.pairwire.model.HostName;

/**
 * Why a host could not do its part.
 *
 * @param message what is wrong, and where
 * @param advice what to do about it; may be empty
 */
public record HostFailure(HostName host, Kind kind, String message, String advice) {
    /** What a failure means for the run. */
    public enum Kind {
        /** No agent could be had there, or it could not work: nothing was changed. */
        UNREACHABLE,
        /** Another run works there. */
        LOCKED,
        /** The host has changed since its plan was shown. */
        STALE,
        /** A change was refused; the host was taken back. */
        REFUSED,
        /** The connection was lost when something may have been changed. */
        LOST,
        /** Frames do not pass as they should. */
        UNVERIFIED,
        /** The person, or the run's own end, wanted it so. */
        STOPPED
    }

    /** Returns why a host did not do what it was asked to, in its own words. */
    static HostFailure of(HostName host, Reply.Refused refused) {
        Kind kind = switch (refused.why()) {
            case LOCKED -> Kind.LOCKED;
            case STALE -> Kind.STALE;
            case UNFIT -> Kind.UNREACHABLE;
            case INTERNAL -> Kind.REFUSED;
        };
        return new HostFailure(host, kind, host + ": " + refused.message(), refused.advice());
    }
}
