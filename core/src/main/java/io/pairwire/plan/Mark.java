package io.pairwire.plan;

import io.pairwire.model.Cookie;
import io.pairwire.model.Encapsulation;
import io.pairwire.model.L2SpecType;
import io.pairwire.model.PseudowireName;
import io.pairwire.model.SessionSpec;
import io.pairwire.model.TopologyName;
import io.pairwire.model.TunnelSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The owner's mark on an interface, kept in its alias ({@code IFLA_IFALIAS}): {@code pairwire:<topology>/<pseudowire>#<digest>}.
 *
 * @param digest of what is fixed when a session is created; see {@link #digest}
 */
public record Mark(TopologyName topology, PseudowireName pseudowire, String digest) {
    private static final Pattern FORM =
            Pattern.compile("pairwire:([a-z0-9][a-z0-9-]{0,23})/([A-Za-z0-9_][A-Za-z0-9_.-]{0,62})#([0-9a-f]{16})");

    /** Returns the mark of a pseudowire's end as it should be. */
    public static Mark of(TopologyName topology, TunnelSpec tunnel, PlannedSession session) {
        return new Mark(
                topology,
                session.pseudowire(),
                digest(tunnel, session.session(), session.cookieOctets(), session.peerCookieOctets()));
    }

    /** Returns the mark that an alias is, if it is one. */
    public static Optional<Mark> parse(String alias) {
        Matcher matcher = FORM.matcher(alias);
        return matcher.matches()
                ? Optional.of(new Mark(
                        new TopologyName(matcher.group(1)), new PseudowireName(matcher.group(2)), matcher.group(3)))
                : Optional.empty();
    }

    /**
     * Returns 16 hexadecimal digits that stand for all that is fixed when a tunnel and its session are created, the sublayer
     * among it, which the kernel never tells back: a changed sublayer shows as a changed digest.
     *
     * <p>Of cookies only the lengths go in, for the alias is readable to everyone on the host. FNV-1a of 64 bits: it guards
     * against change, not against malice, and costs no provider look-up where the agent starts.
     */
    public static String digest(TunnelSpec tunnel, SessionSpec session) {
        return digest(tunnel, session, octets(session.cookie()), octets(session.peerCookie()));
    }

    private static String digest(TunnelSpec tunnel, SessionSpec session, int cookieOctets, int peerCookieOctets) {
        return digest(hashOf(tunnel, session, cookieOctets, peerCookieOctets), session.l2spec());
    }

    /** Returns the hash of all but the sublayer, which comes last because more than one is tried. */
    private static long hashOf(TunnelSpec tunnel, SessionSpec session, int cookieOctets, int peerCookieOctets) {
        StringBuilder text = new StringBuilder(96)
                .append(tunnel.tunnelId())
                .append(' ')
                .append(tunnel.peerTunnelId())
                .append(' ')
                .append(tunnel.local())
                .append(' ')
                .append(tunnel.remote())
                .append(' ');
        Optional<Encapsulation.Udp> udp = tunnel.encapsulation().udp();
        if (udp.isPresent()) {
            text.append(udp.get().source())
                    .append(' ')
                    .append(udp.get().destination())
                    .append(' ')
                    .append(udp.get().checksums().ipv4())
                    .append(udp.get().checksums().ipv6Sent())
                    .append(udp.get().checksums().ipv6Required());
        } else {
            text.append("ip");
        }
        text.append(' ')
                .append(session.sessionId())
                .append(' ')
                .append(session.peerSessionId())
                .append(' ')
                .append(cookieOctets)
                .append(' ')
                .append(peerCookieOctets)
                .append(' ');
        return hash(0xcbf29ce484222325L, text);
    }

    /** Goes on with a hash over more text, which is ASCII. */
    private static long hash(long hash, CharSequence text) {
        long next = hash;
        for (int i = 0; i < text.length(); i++) {
            next = (next ^ text.charAt(i)) * 0x100000001b3L;
        }
        return next;
    }

    private static String digest(long hash, L2SpecType l2spec) {
        String digits = Long.toHexString(hash(hash, l2spec.toString()));
        return "0".repeat(16 - digits.length()) + digits;
    }

    /** Returns the digests that the mark of a session may have, one for each sublayer; its own sublayer is not looked at. */
    public static List<String> digests(TunnelSpec tunnel, SessionSpec session) {
        long hash = hashOf(tunnel, session, octets(session.cookie()), octets(session.peerCookie()));
        List<String> digests = new ArrayList<>(L2SpecType.values().length);
        for (L2SpecType candidate : L2SpecType.values()) {
            digests.add(digest(hash, candidate));
        }
        return digests;
    }

    /**
     * Returns the sublayer that a session was made with, if this mark is the one it was given then; its own sublayer is not looked at.
     *
     * <p>The kernel never tells the sublayer back, but the digest was made with one of the two.
     */
    public Optional<L2SpecType> sublayer(TunnelSpec tunnel, SessionSpec session) {
        long hash = hashOf(tunnel, session, octets(session.cookie()), octets(session.peerCookie()));
        for (L2SpecType candidate : L2SpecType.values()) {
            if (digest(hash, candidate).equals(digest)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    private static int octets(Optional<Cookie> cookie) {
        return cookie.map(Cookie::length).orElse(0);
    }

    /** Returns the alias. */
    @Override
    public String toString() {
        return "pairwire:" + topology + "/" + pseudowire + "#" + digest;
    }
}
