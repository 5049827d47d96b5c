package io.pairwire.topology;

import io.pairwire.model.AssignedCookie;
import io.pairwire.model.HostName;
import io.pairwire.model.InterfaceAddress;
import io.pairwire.model.InterfaceName;
import io.pairwire.model.L2SpecType;
import io.pairwire.model.MacAddress;
import io.pairwire.model.PseudowireName;
import io.pairwire.model.SequenceNumbers;
import io.pairwire.model.SessionId;
import io.pairwire.model.Side;
import io.pairwire.yaml.Position;
import io.pairwire.yaml.Problems;
import io.pairwire.yaml.YamlEntry;
import io.pairwire.yaml.YamlValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reads pseudowires, one at a time, and holds each to its rules. */
final class PseudowireReader {
    /** How long a cookie is that nobody has asked for. */
    private static final int USUAL_OCTETS = 8;

    private final SharedSettings shared;
    private final Tunnels tunnels;
    private final TunnelReader tunnelReader;
    private final Values values;
    private final Claims claims;
    private final Bridges bridges;
    private final PairRules rules;
    private final Problems problems;
    private final Set<String> names = new HashSet<>();
    private final List<Wanted> allWanted = new ArrayList<>();
    private Optional<Position> firstDerived = Optional.empty();

    /** One end's session, as far as the file gives it. */
    record End(
            Optional<Given<SessionId>> sessionId,
            Given<AssignedCookie> cookie,
            Optional<Given<InterfaceName>> interfaceName,
            Optional<Given<List<Given<InterfaceAddress>>>> addresses,
            Optional<Given<InterfaceName>> bridge,
            Optional<Given<MacAddress>> mac) {
        /** Returns the addresses that can be used, with their places. */
        List<Given<InterfaceAddress>> inner() {
            return Given.value(addresses).orElse(List.of());
        }

        private Optional<PseudowireForm.End> form() {
            if (Given.isUnusable(sessionId)
                    || Given.isUnusable(addresses)
                    || Given.isUnusable(bridge)
                    || Given.isUnusable(mac)
                    || cookie.value().isEmpty()
                    || Given.value(interfaceName).isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(new PseudowireForm.End(
                    Given.value(sessionId),
                    cookie.value().get(),
                    Given.value(interfaceName).get(),
                    inner().stream().flatMap(given -> given.value().stream()).toList(),
                    Given.value(bridge),
                    Given.value(mac)));
        }
    }

    PseudowireReader(
            SharedSettings shared,
            Tunnels tunnels,
            TunnelReader tunnelReader,
            Values values,
            Claims claims,
            Problems problems) {
        this.shared = shared;
        this.tunnels = tunnels;
        this.tunnelReader = tunnelReader;
        this.values = values;
        this.claims = claims;
        this.bridges = new Bridges(problems);
        this.rules = new PairRules(values, problems);
        this.problems = problems;
    }

    /** Reads a pseudowire; empty where something is wrong with it, which has been reported. */
    Optional<PseudowireForm> read(YamlEntry entry) {
        Position at = entry.key().at();
        names.add(entry.name());
        Given<String> name = values.name("pseudowire", entry.key());
        String whose = "pseudowire " + (name.value().isPresent() ? name.value().get() : Problems.quote(entry.name()));
        boolean member = entry.value()
                .mapping()
                .flatMap(mapping -> mapping.entry(Key.TUNNEL_KEY.text()))
                .isPresent();
        PairSettings settings =
                PairSettings.of(entry.value(), member ? Level.MEMBER : Level.PSEUDOWIRE, whose, shared, problems);
        if (!settings.pair().isReadable()) {
            return Optional.empty();
        }
        Wanted wanted = new Wanted(Holder.pseudowire(entry.name()), at);
        TunnelDraft tunnel;
        if (member) {
            tunnel = tunnels.shared(settings);
            hostsAgree(settings, tunnel);
        } else {
            tunnel = tunnelReader.read(name, whose, settings, wanted);
            name.value().ifPresent(own -> tunnels.reserve(own, at));
        }
        End a = end(Side.A, settings, wanted, name);
        End b = end(Side.B, settings, wanted, name);
        wanted.at(tunnel);
        if (!wanted.isEmpty()) {
            allWanted.add(wanted);
        }
        claim(tunnel.a().place(), a);
        claim(tunnel.b().place(), b);
        bridge(name, tunnel, a, b);
        return form(name, settings, tunnel, a, b);
    }

    private Optional<PseudowireForm> form(Given<String> name, PairSettings settings, TunnelDraft tunnel, End a, End b) {
        Given<L2SpecType> l2spec =
                settings.find(Key.L2SPEC).map(values::l2spec).orElse(Given.of(L2SpecType.DEFAULT, name.at()));
        Given<SequenceNumbers> seq =
                settings.find(Key.SEQ).map(values::seq).orElse(Given.of(SequenceNumbers.NONE, name.at()));
        Given<Boolean> lnsMode = settings.find(Key.LNS_MODE)
                .map(value -> values.onOff(Key.LNS_MODE, value))
                .orElse(Given.of(false, name.at()));
        Given<Integer> reorder =
                settings.find(Key.REORDER_TIMEOUT).map(values::reorderTimeout).orElse(Given.of(0, name.at()));
        Given<Boolean> isProtected =
                settings.find(Key.PROTECT).map(values::protect).orElse(Given.of(false, name.at()));
        Given<List<String>> tags = settings.find(Key.TAGS).map(values::tags).orElse(Given.of(List.of(), name.at()));
        Given<Integer> generation = settings.find(Key.COOKIE_GENERATION)
                .map(values::cookieGeneration)
                .orElse(Given.of(1, name.at()));
        derived(settings, a, b, generation.at());
        rules.sequence(settings, l2spec, seq, reorder);
        rules.addresses(tunnel, a, b);
        rules.bridged(a);
        rules.bridged(b);
        rules.macs(a, b);
        OptionalInt mtu = rules.mtu(name.at(), settings, tunnel, l2spec.value(), a, b);
        Optional<PseudowireForm.End> endA = a.form();
        Optional<PseudowireForm.End> endB = b.form();
        boolean whole = name.value().isPresent()
                && tunnel.form().isPresent()
                && endA.isPresent()
                && endB.isPresent()
                && l2spec.value().isPresent()
                && seq.value().isPresent()
                && lnsMode.value().isPresent()
                && reorder.value().isPresent()
                && isProtected.value().isPresent()
                && generation.value().isPresent()
                && tags.value().isPresent()
                && mtu.isPresent();
        return whole
                ? Optional.of(new PseudowireForm(
                        new PseudowireName(name.value().orElseThrow()),
                        tunnel.form().orElseThrow(),
                        endA.orElseThrow(),
                        endB.orElseThrow(),
                        l2spec.value().orElseThrow(),
                        seq.value().orElseThrow(),
                        lnsMode.value().orElseThrow(),
                        reorder.value().orElseThrow(),
                        mtu.getAsInt(),
                        isProtected.value().orElseThrow(),
                        generation.value().orElseThrow(),
                        Set.copyOf(tags.value().orElseThrow())))
                : Optional.empty();
    }

    /** Notes whether cookies are derived, and warns where nothing is and a generation says which. */
    private void derived(PairSettings settings, End a, End b, Position generation) {
        for (Given<AssignedCookie> cookie : List.of(a.cookie, b.cookie)) {
            if (cookie.value()
                    .filter(asked -> asked.source() == AssignedCookie.Source.DERIVED)
                    .isPresent()) {
                if (firstDerived.isEmpty()) {
                    firstDerived = Optional.of(cookie.at());
                }
                return;
            }
        }
        boolean own = settings.pair().get(Key.COOKIE_GENERATION).isPresent();
        if (own && a.cookie.value().isPresent() && b.cookie.value().isPresent()) {
            problems.add(
                    TopologyRule.GENERATION_OF_NOTHING,
                    generation,
                    "'cookie_generation' has no effect where no cookie is derived",
                    "add 'cookie: derived', or leave it out; 'rotate-cookies' makes other 'auto' cookies");
        }
    }

    /** Returns where the first cookie stands that is to be derived, if any is. */
    Optional<Position> firstDerived() {
        return firstDerived;
    }

    /** Returns what the pseudowires leave to be allocated. */
    List<Wanted> wanted() {
        return allWanted;
    }

    /** Returns whether there is a pseudowire of a name. */
    boolean has(String name) {
        return names.contains(name);
    }

    /** The hosts of a shared tunnel may be repeated at its pseudowires, never changed. */
    private void hostsAgree(PairSettings settings, TunnelDraft tunnel) {
        for (Side side : Side.values()) {
            Optional<Given<HostName>> repeated = settings.findHost(side).map(values::host);
            Optional<HostName> host = tunnel.end(side).host();
            if (Given.value(repeated).isPresent() && host.isPresent() && !host.equals(Given.value(repeated))) {
                boolean swapped = tunnel.end(side.far()).host().equals(Given.value(repeated));
                problems.add(
                        TopologyRule.HOST_DISAGREES,
                        repeated.orElseThrow().at(),
                        "end " + side + " of the tunnel is host " + host.get() + ", not "
                                + Given.value(repeated).get(),
                        swapped ? "swap 'a' and 'b'" : "leave 'host' out: the tunnel has it");
            }
        }
    }

    private End end(Side side, PairSettings settings, Wanted wanted, Given<String> name) {
        Optional<Given<SessionId>> sessionId =
                settings.find(Key.SESSION_ID, side).map(values::sessionId);
        if (sessionId.isEmpty()) {
            wanted.add(Quantity.SESSION_ID, side);
        }
        Optional<YamlValue> interfaceValue = settings.find(Key.INTERFACE, side);
        Given<InterfaceName> interfaceName = interfaceValue.isPresent()
                ? values.interfaceName(Key.INTERFACE, interfaceValue.get())
                : name.map(InterfaceNames::of);
        return new End(
                sessionId,
                cookie(side, settings),
                Optional.of(interfaceName),
                settings.find(Key.ADDRESS, side).map(values::addresses),
                settings.findThroughout(Key.BRIDGE, side).map(value -> values.interfaceName(Key.BRIDGE, value)),
                settings.find(Key.MAC, side).map(values::mac));
    }

    /** Returns an end's cookie: its own, or what is said for the pair; where nobody says anything, one that is made. */
    private Given<AssignedCookie> cookie(Side side, PairSettings settings) {
        boolean own = settings.end(side).get(Key.COOKIE).isPresent();
        boolean perEnd =
                settings.pair().get(Key.COOKIE).flatMap(YamlValue::list).isPresent();
        if (own || perEnd) {
            return settings.find(Key.COOKIE, side).map(values::cookie).orElseThrow();
        }
        Optional<YamlValue> shared = settings.find(Key.COOKIE);
        if (shared.isPresent()) {
            return values.sharedCookie(shared.get());
        }
        return settings.find(Key.COOKIE, side)
                .map(values::cookie)
                .orElse(Given.of(
                        AssignedCookie.made(USUAL_OCTETS), settings.pair().at()));
    }

    /** Notes which bridges a pseudowire joins, if it joins two. */
    private void bridge(Given<String> name, TunnelDraft tunnel, End a, End b) {
        Optional<Bridges.Bridge> ofA = bridge(tunnel.a(), a);
        Optional<Bridges.Bridge> ofB = bridge(tunnel.b(), b);
        if (ofA.isPresent() && ofB.isPresent() && name.value().isPresent()) {
            bridges.join(name.value().get(), ofA.get(), ofB.get(), name.at());
        }
    }

    private static Optional<Bridges.Bridge> bridge(TunnelDraft.End tunnel, End end) {
        Optional<InterfaceName> bridge = Given.value(end.bridge());
        return bridge.isPresent() && tunnel.place().isPresent()
                ? Optional.of(new Bridges.Bridge(tunnel.place().get(), bridge.get()))
                : Optional.empty();
    }

    private void claim(Optional<Place> place, End end) {
        if (place.isEmpty()) {
            return;
        }
        Optional<SessionId> id = Given.value(end.sessionId);
        if (id.isPresent()) {
            claims.sessionId(place.get(), id.get(), end.sessionId.orElseThrow().at());
        }
        Optional<InterfaceName> name = Given.value(end.interfaceName);
        if (name.isPresent()) {
            claims.interfaceName(
                    place.get(), name.get(), end.interfaceName.orElseThrow().at());
        }
        Optional<InterfaceName> bridge = Given.value(end.bridge);
        if (bridge.isPresent()) {
            claims.bridge(place.get(), bridge.get(), end.bridge.orElseThrow().at());
        }
        for (Given<InterfaceAddress> inner : end.inner()) {
            inner.value().ifPresent(address -> claims.inner(place.get(), address.address(), inner.at()));
        }
    }
}
