package io.pairwire.plan;

import io.pairwire.model.Cookie;
import io.pairwire.model.HostName;
import io.pairwire.model.LinkSpec;
import io.pairwire.model.NetnsName;
import io.pairwire.model.PseudowireName;
import io.pairwire.model.SessionSpec;
import io.pairwire.model.Side;
import java.util.Optional;

/**
 * One end of a pseudowire as its host should carry it.
 *
 * @param side which end this is
 * @param peerHost the host at the other end
 * @param netns the network namespace where it and its tunnel should be; absent for the host's own
 * @param session its cookies as far as the topology gives them
 * @param made the cookies that it does not give
 * @param isProtected whether it must not be removed until a plan says otherwise
 */
public record PlannedSession(
        PseudowireName pseudowire,
        Side side,
        HostName peerHost,
        Optional<NetnsName> netns,
        SessionSpec session,
        MadeCookies made,
        LinkSpec link,
        boolean isProtected) {
    /** Returns how many octets of cookie it sends, given or made. */
    public int cookieOctets() {
        return session.cookie().map(Cookie::length).orElse(made.sent());
    }

    /** Returns how many octets of cookie it demands, given or made. */
    public int peerCookieOctets() {
        return session.peerCookie().map(Cookie::length).orElse(made.demanded());
    }

    /** Returns this with the cookies that were to be made. */
    public PlannedSession with(EndCookies cookies) {
        Optional<Cookie> sent = made.sent() > 0 ? cookies.assignedBy(side.far()) : session.cookie();
        Optional<Cookie> demanded = made.demanded() > 0 ? cookies.assignedBy(side) : session.peerCookie();
        return new PlannedSession(
                pseudowire,
                side,
                peerHost,
                netns,
                session.withCookies(sent, demanded),
                MadeCookies.NONE,
                link,
                isProtected);
    }

    /** Returns this, protected or not. */
    public PlannedSession withProtection(boolean protection) {
        return new PlannedSession(pseudowire, side, peerHost, netns, session, made, link, protection);
    }
}
