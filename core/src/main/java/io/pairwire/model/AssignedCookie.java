package io.pairwire.model;

import java.util.Optional;

/**
 * The cookie that an end assigns, as a topology asks for it: none, one that it gives, or one to be made.
 *
 * <p>One that is to be made is made at apply and is known to the two hosts alone; here is only how long it is.
 *
 * @param octets 0 for none, else 4 or 8
 * @param given absent where there is none, or it is to be made
 */
public record AssignedCookie(int octets, Optional<Cookie> given) {
    /** No cookie. */
    public static final AssignedCookie NONE = new AssignedCookie(0, Optional.empty());

    public AssignedCookie {
        if (octets != 0 && octets != 4 && octets != 8) {
            throw new IllegalArgumentException("a cookie has 4 or 8 octets, not " + octets);
        }
        if (given.isPresent() && given.get().length() != octets) {
            throw new IllegalArgumentException("a cookie of another length than is said");
        }
    }

    /** Returns one that is given. */
    public static AssignedCookie given(Cookie cookie) {
        return new AssignedCookie(cookie.length(), Optional.of(cookie));
    }

    /** Returns one of so many octets that is to be made. */
    public static AssignedCookie made(int octets) {
        return new AssignedCookie(octets, Optional.empty());
    }

    /** Returns how many octets are to be made. */
    public int octetsToMake() {
        return given.isPresent() ? 0 : octets;
    }
}
