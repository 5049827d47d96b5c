package io.pairwire.transaction;

import java.util.Locale;

/** What is the matter with a pseudowire, the gravest that is known first: an end that is missing explains everything else. */
public enum Verdict {
    /** Short and long frames pass, both ways. */
    OK,
    /** An end is not there. */
    MISSING_END,
    /** What one end sends goes to another session, port, address or encapsulation than the other end has. */
    ID_MISMATCH,
    /** What one end sends bears another cookie than the other demands, or none. */
    COOKIE_MISMATCH,
    /** Nothing passes in at least one direction. */
    PATH_BLOCKED,
    /** Short frames pass, long ones do not. */
    MTU_BLACKHOLE,
    /** Nobody knows: a host could not be had, or an end could not be probed. */
    UNVERIFIED;

    /** Returns the word that JSON shows. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
