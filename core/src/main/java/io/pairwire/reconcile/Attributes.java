package io.pairwire.reconcile;

import io.pairwire.model.Cookie;
import io.pairwire.model.Encapsulation;
import io.pairwire.model.InterfaceAddress;
import io.pairwire.model.IpAddress;
import io.pairwire.model.L2SpecType;
import io.pairwire.model.NetnsName;
import io.pairwire.model.SequenceNumbers;
import io.pairwire.model.SessionSpec;
import io.pairwire.model.TunnelSpec;
import io.pairwire.model.UdpChecksums;
import io.pairwire.plan.MadeCookies;
import io.pairwire.plan.Mark;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/** Lists a pseudowire end's attributes by the names of {@code ip l2tp}, in the order in which people look for them. */
final class Attributes {
    private static final String NETNS = "netns";
    private static final String ENCAP = "encap";
    private static final String LOCAL = "local";
    private static final String UDP_CHECKSUM = "udp_checksum";
    private static final String L2SPEC_TYPE = "l2spec_type";
    private static final String SEQ = "seq";
    private static final String LNS_MODE = "lns_mode";
    private static final String REORDER_TIMEOUT = "reorder_timeout";
    private static final String MAC = "mac";
    private static final String STATE = "state";

    private Attributes() {}

    /** Returns every attribute of an end that comes into a network namespace with cookies of which some may be made. */
    static List<AttributeChange> coming(Optional<NetnsName> netns, TunnelSpec tunnel, EndState end, MadeCookies made) {
        List<AttributeChange> changes = new ArrayList<>();
        for (Attribute attribute : of(netns, tunnel, end, end.session().lnsMode(), made)) {
            if (attribute.text().isPresent()) {
                changes.add(new AttributeChange(attribute.name(), Optional.empty(), attribute.text(), false));
            }
        }
        return changes;
    }

    /**
     * Returns every attribute of an end that goes from a network namespace.
     *
     * @param macAsked whether somebody asked for its MAC address, which else is the kernel's and nobody's concern
     */
    static List<AttributeChange> going(Optional<NetnsName> netns, TunnelSpec tunnel, EndState end, boolean macAsked) {
        List<AttributeChange> changes = new ArrayList<>();
        for (Attribute attribute : of(netns, tunnel, end, end.session().lnsMode(), MadeCookies.NONE)) {
            boolean concerns = macAsked || !attribute.name().equals(MAC);
            if (concerns && attribute.text().isPresent()) {
                changes.add(new AttributeChange(attribute.name(), attribute.text(), Optional.empty(), false));
            }
        }
        return changes;
    }

    /**
     * Returns the attributes that differ within a network namespace, each with whether it can be changed in place.
     *
     * @param made which of the new cookies are made
     */
    static List<AttributeChange> changing(
            TunnelSpec oldTunnel, EndState from, TunnelSpec newTunnel, EndState to, MadeCookies made) {
        boolean sendsItself = to.session().lnsMode();
        return changing(
                of(Optional.empty(), oldTunnel, from, sendsItself, MadeCookies.NONE),
                of(Optional.empty(), newTunnel, to, sendsItself, made),
                from.alias(),
                to.alias());
    }

    /** Returns the attributes of a session and its interface that differ, its tunnel being the same. */
    static List<AttributeChange> changing(EndState from, EndState to) {
        boolean sendsItself = to.session().lnsMode();
        return changing(
                ofSession(from, sendsItself, MadeCookies.NONE),
                ofSession(to, sendsItself, MadeCookies.NONE),
                from.alias(),
                to.alias());
    }

    private static List<AttributeChange> changing(
            List<Attribute> before, List<Attribute> after, String oldAlias, String newAlias) {
        List<AttributeChange> changes = new ArrayList<>();
        for (int i = 0; i < after.size(); i++) {
            Attribute old = before.get(i);
            Attribute wanted = after.get(i);
            if (!old.identity().equals(wanted.identity())) {
                changes.add(new AttributeChange(wanted.name(), old.spelt(), wanted.spelt(), wanted.fixed()));
            }
        }
        if (!oldAlias.equals(newAlias) && !isDigestOf(changes, oldAlias, newAlias)) {
            changes.add(new AttributeChange("alias", shown(oldAlias), shown(newAlias), false));
        }
        return changes;
    }

    /** Returns whether an alias differs only by its digest of what is fixed, which differs and is told by its own name. */
    private static boolean isDigestOf(List<AttributeChange> changes, String from, String to) {
        Optional<Mark> before = Mark.parse(from);
        Optional<Mark> after = Mark.parse(to);
        return changes.stream().anyMatch(AttributeChange::forcesReplacement)
                && before.isPresent()
                && after.isPresent()
                && before.get().topology().equals(after.get().topology())
                && before.get().pseudowire().equals(after.get().pseudowire());
    }

    private static Optional<String> shown(String alias) {
        return alias.isEmpty() ? Optional.empty() : Optional.of(alias);
    }

    /**
     * One attribute.
     *
     * @param identity what decides whether two values are the same
     * @param text what people see; absent where there is nothing to see, or what is usual
     * @param usual what the usual is called where it comes or goes; empty where there is nothing
     * @param fixed whether the kernel takes it only at creation
     */
    private record Attribute(String name, Object identity, Optional<String> text, String usual, boolean fixed) {
        static Attribute fixed(String name, Object value) {
            return new Attribute(name, value, Optional.of(value.toString()), "", true);
        }

        static Attribute optional(String name, Optional<?> value) {
            return new Attribute(name, value, value.map(Object::toString), "", true);
        }

        /** Returns what people see beside another value. */
        Optional<String> spelt() {
            return text.isPresent() || usual.isEmpty() ? text : Optional.of(usual);
        }
    }

    /**
     * Returns what differs for an end that goes from one network namespace and comes into another, from all that goes and all that
     * comes: the namespace, and what else is another.
     */
    static List<AttributeChange> moving(List<AttributeChange> going, List<AttributeChange> coming) {
        Map<String, Optional<String>> before = texts(going, AttributeChange::from);
        Map<String, Optional<String>> after = texts(coming, AttributeChange::to);
        Set<String> names = new LinkedHashSet<>(List.of(NETNS));
        names.addAll(before.keySet());
        names.addAll(after.keySet());
        List<AttributeChange> changes = new ArrayList<>();
        for (String name : names) {
            Optional<String> from = spelt(name, before);
            Optional<String> to = spelt(name, after);
            boolean random = name.equals(MAC) && to.isEmpty();
            if (!from.equals(to) && !random) {
                changes.add(new AttributeChange(name, from, to, name.equals(NETNS)));
            }
        }
        return changes;
    }

    /** Returns what an attribute is among all that an end has, what is usual by its name. */
    private static Optional<String> spelt(String name, Map<String, Optional<String>> end) {
        String usual = name.equals(UDP_CHECKSUM) ? usualChecksums(end) : usual(name);
        return end.getOrDefault(name, Optional.empty())
                .or(() -> Optional.of(usual).filter(text -> !text.isEmpty()));
    }

    private static String usualChecksums(Map<String, Optional<String>> end) {
        boolean udp = has(end, ENCAP, Encapsulation.Type.UDP.toString()::equals);
        return udp ? usualChecksums(has(end, LOCAL, text -> text.indexOf(':') < 0)) : "";
    }

    private static boolean has(Map<String, Optional<String>> end, String name, Predicate<String> which) {
        return end.getOrDefault(name, Optional.empty()).filter(which).isPresent();
    }

    private static Map<String, Optional<String>> texts(
            List<AttributeChange> changes, Function<AttributeChange, Optional<String>> which) {
        Map<String, Optional<String>> texts = new LinkedHashMap<>();
        changes.forEach(change -> texts.put(change.name(), which.apply(change)));
        return texts;
    }

    private static List<Attribute> of(
            Optional<NetnsName> netns, TunnelSpec tunnel, EndState end, boolean sendsItself, MadeCookies made) {
        Optional<Encapsulation.Udp> udp = tunnel.encapsulation().udp();
        List<Attribute> attributes = new ArrayList<>(20);
        attributes.add(Attribute.optional(NETNS, netns));
        attributes.add(Attribute.fixed("tunnel_id", tunnel.tunnelId()));
        attributes.add(Attribute.fixed("peer_tunnel_id", tunnel.peerTunnelId()));
        attributes.add(Attribute.fixed(ENCAP, tunnel.encapsulation().type()));
        attributes.add(Attribute.fixed(LOCAL, tunnel.local()));
        attributes.add(Attribute.fixed("remote", tunnel.remote()));
        attributes.add(Attribute.optional("udp_sport", udp.map(Encapsulation.Udp::source)));
        attributes.add(Attribute.optional("udp_dport", udp.map(Encapsulation.Udp::destination)));
        attributes.add(
                checksums(udp.map(Encapsulation.Udp::checksums), tunnel.local().family()));
        attributes.addAll(ofSession(end, sendsItself, made));
        return attributes;
    }

    private static Attribute checksums(Optional<UdpChecksums> checksums, IpAddress.Family family) {
        boolean ipv4 = family == IpAddress.Family.IPV4;
        Optional<UdpChecksums> unusual = checksums.filter(value -> !value.equals(UdpChecksums.DEFAULT));
        return new Attribute(
                UDP_CHECKSUM,
                unusual,
                unusual.map(value -> ipv4 ? onOff(value.ipv4()) : sentAndRequired(value)),
                checksums.isEmpty() ? "" : usualChecksums(ipv4),
                true);
    }

    private static String usualChecksums(boolean ipv4) {
        return ipv4 ? onOff(UdpChecksums.DEFAULT.ipv4()) : sentAndRequired(UdpChecksums.DEFAULT);
    }

    private static String sentAndRequired(UdpChecksums checksums) {
        return "tx " + onOff(checksums.ipv6Sent()) + ", rx " + onOff(checksums.ipv6Required());
    }

    private static String onOff(boolean on) {
        return on ? "on" : "off";
    }

    private static List<Attribute> ofSession(EndState end, boolean sendsItself, MadeCookies made) {
        SessionSpec session = end.session();
        List<Attribute> attributes = new ArrayList<>(12);
        attributes.add(Attribute.fixed("session_id", session.sessionId()));
        attributes.add(Attribute.fixed("peer_session_id", session.peerSessionId()));
        attributes.add(cookie("cookie", session.cookie(), made.sent() > 0));
        attributes.add(cookie("peer_cookie", session.peerCookie(), made.demanded() > 0));
        attributes.add(new Attribute(
                L2SPEC_TYPE,
                end.l2spec(),
                end.l2specKnown()
                        ? Optional.of(session.l2spec())
                                .filter(type -> type != L2SpecType.DEFAULT)
                                .map(L2SpecType::toString)
                        : Optional.of("unknown"),
                usual(L2SPEC_TYPE),
                true));
        // Without LNS mode the kernel turns sending on and off by what it receives, so only what it demands is ours to
        // set.
        attributes.add(new Attribute(
                SEQ,
                sendsItself ? session.seq() : session.seq().required(),
                Optional.of(session.seq())
                        .filter(seq -> seq != SequenceNumbers.NONE)
                        .map(SequenceNumbers::toString),
                usual(SEQ),
                false));
        attributes.add(new Attribute(
                LNS_MODE,
                session.lnsMode(),
                session.lnsMode() ? Optional.of("on") : Optional.empty(),
                usual(LNS_MODE),
                false));
        int timeout = session.reorderTimeoutMillis();
        attributes.add(new Attribute(
                REORDER_TIMEOUT,
                timeout,
                timeout == 0 ? Optional.empty() : Optional.of(timeout + " ms"),
                usual(REORDER_TIMEOUT),
                false));
        attributes.add(Attribute.fixed("interface", end.link().name()));
        attributes.add(new Attribute(
                "mtu", end.link().mtu(), Optional.of(Integer.toString(end.link().mtu())), "", false));
        attributes.add(inPlace("bridge", end.link().bridge()));
        attributes.add(inPlace(MAC, end.link().mac()));
        attributes.add(addresses(end.link().addresses()));
        attributes.add(
                new Attribute(STATE, end.up(), end.up() ? Optional.empty() : Optional.of("down"), usual(STATE), false));
        return attributes;
    }

    /** Returns what an attribute is called that is as usual; empty where that depends on others, or where there is nothing then. */
    private static String usual(String name) {
        return switch (name) {
            case L2SPEC_TYPE -> L2SpecType.DEFAULT.toString();
            case SEQ -> SequenceNumbers.NONE.toString();
            case LNS_MODE -> "off";
            case REORDER_TIMEOUT -> "0 ms";
            case STATE -> "up";
            default -> "";
        };
    }

    private static Attribute inPlace(String name, Optional<?> value) {
        return new Attribute(name, value, value.map(Object::toString), "", false);
    }

    private static Attribute cookie(String name, Optional<Cookie> cookie, boolean made) {
        String how = made ? AttributeChange.MADE : "";
        return new Attribute(name, cookie, cookie.map(value -> value.length() + " octets" + how), "", true);
    }

    private static Attribute addresses(List<InterfaceAddress> addresses) {
        TreeSet<String> texts = new TreeSet<>();
        addresses.forEach(address -> texts.add(address.toString()));
        return new Attribute(
                "address",
                texts,
                texts.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", texts)),
                "",
                false);
    }
}
