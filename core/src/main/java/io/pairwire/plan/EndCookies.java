package io.pairwire.plan;

import io.pairwire.model.Cookie;
import io.pairwire.model.Side;
import java.util.Optional;

/**
 * The cookies that the two ends of a pseudowire assign, those of them that are made.
 *
 * @param a absent where that end's is not made
 * @param b likewise
 */
public record EndCookies(Optional<Cookie> a, Optional<Cookie> b) {
    /** Returns what one end sends and demands, as the two ends assign it. */
    public static EndCookies of(Side near, Optional<Cookie> sent, Optional<Cookie> demanded) {
        return near == Side.A ? new EndCookies(demanded, sent) : new EndCookies(sent, demanded);
    }

    /** Returns what one of the two assigns. */
    public Optional<Cookie> assignedBy(Side side) {
        return side == Side.A ? a : b;
    }
}
