package io.pairwire.model;

import java.util.Optional;

/**
 * The cookie that an end assigns, as a topology asks for it: none, one that it gives, by whatever way, or one to be made.
 *
 * <p>One that is to be made is made at apply and is known to the two hosts alone; here is only how long it is.
 *
 * @param octets 0 for none, else 4 or 8
 * @param given absent where there is none, where it is to be made, and where it is a secret that nobody has looked up
 */
public record AssignedCookie(int octets, Source source, Optional<Cookie> given) {
    /** No cookie. */
    public static final AssignedCookie NONE = new AssignedCookie(0, Source.NONE, Optional.empty());

    private static final int LEAST_OCTETS = 4;

    /** Where a cookie comes from. */
    public enum Source {
        /** There is none. */
        NONE,
        /** It is made at apply. */
        MADE,
        /** It stands in the topology. */
        WRITTEN,
        /** The topology says where it is kept. */
        KEPT,
        /** It follows from the topology's key. */
        DERIVED
    }

    public AssignedCookie {
        if ((octets == 0) != (source == Source.NONE)) {
            throw new IllegalArgumentException("no octets and no cookie are the same");
        }
        if (octets != 0 && octets != 4 && octets != 8) {
            throw new IllegalArgumentException("a cookie has 4 or 8 octets, not " + octets);
        }
        if (given.isPresent() && given.get().length() != octets) {
            throw new IllegalArgumentException("a cookie of another length than is said");
        }
        boolean mayBeGiven = source == Source.WRITTEN || source == Source.KEPT || source == Source.DERIVED;
        if (given.isPresent() ? !mayBeGiven : source == Source.WRITTEN) {
            throw new IllegalArgumentException("a cookie that is " + source + " is given, or is not");
        }
    }

    /** Returns one that the topology has in so many digits. */
    public static AssignedCookie given(Cookie cookie) {
        return new AssignedCookie(cookie.length(), Source.WRITTEN, Optional.of(cookie));
    }

    /** Returns one that the topology names the place of. */
    public static AssignedCookie kept(Cookie cookie) {
        return new AssignedCookie(cookie.length(), Source.KEPT, Optional.of(cookie));
    }

    /** Returns such a one that nobody has looked up; it has at least so many octets. */
    public static AssignedCookie unseen() {
        return new AssignedCookie(LEAST_OCTETS, Source.KEPT, Optional.empty());
    }

    /** Returns one of so many octets that is to be derived. */
    public static AssignedCookie derived(int octets) {
        return new AssignedCookie(octets, Source.DERIVED, Optional.empty());
    }

    /** Returns one that was derived. */
    public static AssignedCookie derived(Cookie cookie) {
        return new AssignedCookie(cookie.length(), Source.DERIVED, Optional.of(cookie));
    }

    /** Returns one of so many octets that is to be made. */
    public static AssignedCookie made(int octets) {
        return new AssignedCookie(octets, Source.MADE, Optional.empty());
    }

    /** Returns how many octets are to be made. */
    public int octetsToMake() {
        return source == Source.MADE ? octets : 0;
    }
}
