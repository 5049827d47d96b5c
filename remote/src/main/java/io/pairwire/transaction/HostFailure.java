package io.pairwire.transaction;

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
        /** The host could not be taken back, or nobody knows whether it was. */
        LEFT_CHANGED
    }
}
