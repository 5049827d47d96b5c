package io.pairwire.topology;

import io.pairwire.model.Encapsulation;
import io.pairwire.model.HostName;
import io.pairwire.model.IpAddress;
import io.pairwire.model.NetnsName;
import io.pairwire.model.Side;
import io.pairwire.model.TunnelId;
import io.pairwire.model.TunnelName;
import io.pairwire.model.UdpChecksums;
import io.pairwire.model.UdpPort;
import io.pairwire.yaml.Position;
import io.pairwire.yaml.Problems;
import io.pairwire.yaml.Suggestion;
import io.pairwire.yaml.YamlValue;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads a tunnel's half of the settings of a tunnel, or of a pseudowire that has its own, and holds it to its rules. */
final class TunnelReader {
    private static final int L2TP_PORT = 1701;
    private static final int FIRST_UNPRIVILEGED_PORT = 1024;

    private final Hosts hosts;
    private final Values values;
    private final Claims claims;
    private final Problems problems;
    private final Set<HostName> withoutLocal = new HashSet<>();
    /** What has been asked of the inventory: a file names each host many times. */
    private final Map<HostName, Optional<IpAddress>> localAddresses = new HashMap<>();

    /** One end, as far as the file gives it. */
    private record End(
            Optional<Given<HostName>> host,
            Optional<Given<NetnsName>> netns,
            Optional<Given<IpAddress>> local,
            Optional<Given<TunnelId>> tunnelId,
            Optional<Given<UdpPort>> udpPort) {
        TunnelDraft.End draft() {
            return new TunnelDraft.End(Given.value(host), Given.value(local), place());
        }

        Optional<Place> place() {
            return Given.isUnusable(netns)
                    ? Optional.empty()
                    : Given.value(host).isEmpty()
                            ? Optional.empty()
                            : Optional.of(new Place(Given.value(host).get(), Given.value(netns)));
        }

        Optional<TunnelForm.End> form(Encapsulation.Type encap, UdpChecksums checksums) {
            boolean udp = encap == Encapsulation.Type.UDP;
            if (Given.value(host).isEmpty()
                    || Given.isUnusable(netns)
                    || Given.value(local).isEmpty()
                    || Given.isUnusable(tunnelId)
                    || (udp && Given.isUnusable(udpPort))) {
                return Optional.empty();
            }
            return Optional.of(new TunnelForm.End(
                    Given.value(host).get(),
                    Given.value(netns),
                    Given.value(local).get(),
                    Given.value(tunnelId),
                    udp,
                    udp ? Given.value(udpPort) : Optional.empty(),
                    checksums));
        }
    }

    TunnelReader(Hosts hosts, Values values, Claims claims, Problems problems) {
        this.hosts = hosts;
        this.values = values;
        this.claims = claims;
        this.problems = problems;
    }

    /**
     * Reads a tunnel.
     *
     * @param name of the tunnel, with its place
     * @param whose what messages call the owner, a tunnel or a pseudowire
     * @param wanted takes the IDs and ports that are not given
     */
    TunnelDraft read(Given<String> name, String whose, PairSettings settings, Wanted wanted) {
        Position at = name.at();
        Given<Encapsulation.Type> encap =
                settings.find(Key.ENCAP).map(values::encap).orElse(Given.of(Encapsulation.Type.UDP, at));
        boolean shortOfEnds = noEnds(whose, at, settings);
        End a = end(Side.A, settings, encap.value(), shortOfEnds, whose, at, wanted);
        End b = end(Side.B, settings, encap.value(), shortOfEnds, whose, at, wanted);
        claim(a);
        boolean oneHost = isOneHost(a, b);
        if (!oneHost) {
            claim(b);
        }
        boolean ends = !oneHost && endsAgree(a, b);
        ChecksumReader checksums = new ChecksumReader(
                settings, encap.value(), Given.value(a.local).or(() -> Given.value(b.local)), values, problems);
        UdpChecksums ofA = checksums.of(Side.A);
        UdpChecksums ofB = checksums.of(Side.B);
        Optional<TunnelForm.End> formA = encap.value().flatMap(type -> a.form(type, ofA));
        Optional<TunnelForm.End> formB = encap.value().flatMap(type -> b.form(type, ofB));
        Optional<TunnelForm> form = ends && name.value().isPresent() && formA.isPresent() && formB.isPresent()
                ? Optional.of(new TunnelForm(
                        wanted.holder(), new TunnelName(name.value().get()), formA.get(), formB.get()))
                : Optional.empty();
        return new TunnelDraft(
                a.draft(),
                oneHost ? TunnelDraft.End.UNKNOWN : b.draft(),
                encap.value(),
                settings.findAboveDefaults(Key.UNDERLAY_MTU),
                form);
    }

    private boolean noEnds(String whose, Position at, PairSettings settings) {
        boolean none =
                settings.findHost(Side.A).isEmpty() && settings.findHost(Side.B).isEmpty();
        if (none) {
            problems.add(
                    TopologyRule.MISSING,
                    at,
                    whose + " names no hosts",
                    "write 'hosts: [HOST-A, HOST-B]', or 'a: {host: HOST-A, ...}' and 'b: {host: HOST-B, ...}'");
        }
        return none;
    }

    private End end(
            Side side,
            PairSettings settings,
            Optional<Encapsulation.Type> encap,
            boolean shortOfEnds,
            String whose,
            Position at,
            Wanted wanted) {
        Optional<Given<HostName>> host = settings.findHost(side).map(values::host);
        if (host.isEmpty() && !shortOfEnds) {
            Position where = settings.pair()
                    .get(side == Side.A ? Key.A : Key.B)
                    .map(YamlValue::at)
                    .orElse(at);
            problems.add(
                    TopologyRule.MISSING,
                    where,
                    "end " + side + " of " + whose + " names no host",
                    "write '" + side + ": {host: HOST, ...}'");
        }
        boolean known = host.isPresent() && isKnown(host.get());
        Optional<Given<TunnelId>> tunnelId = settings.find(Key.TUNNEL_ID, side).map(values::tunnelId);
        if (tunnelId.isEmpty()) {
            wanted.add(Quantity.TUNNEL_ID, side);
        }
        Optional<Given<IpAddress>> local = local(settings, side, host, known, whose);
        Optional<Given<UdpPort>> udpPort = udpPort(settings, side, encap, wanted);
        Optional<Given<NetnsName>> netns =
                settings.findThroughout(Key.NETNS, side).map(values::netns);
        return new End(host, netns, local, tunnelId, udpPort);
    }

    private void claim(End end) {
        Optional<Place> place = end.place();
        if (place.isEmpty()) {
            return;
        }
        Optional<TunnelId> tunnelId = Given.value(end.tunnelId);
        if (tunnelId.isPresent()) {
            claims.tunnelId(
                    place.get(), tunnelId.get(), end.tunnelId.orElseThrow().at());
        }
        Optional<IpAddress> local = Given.value(end.local);
        Optional<UdpPort> port = Given.value(end.udpPort);
        if (local.isPresent() && port.isPresent()) {
            claims.udpPort(
                    place.get(),
                    local.get(),
                    port.get(),
                    end.udpPort.orElseThrow().at());
        }
    }

    private boolean isKnown(Given<HostName> host) {
        if (host.value().isEmpty()) {
            return false;
        }
        if (hosts.known().isEmpty() || hosts.known().get().contains(host.value().get())) {
            return true;
        }
        Set<String> names = hosts.known().get().stream().map(HostName::text).collect(Collectors.toSet());
        problems.add(
                TopologyRule.UNKNOWN_HOST,
                host.at(),
                "the inventory has no host " + Problems.quote(host.value().get().text()),
                Suggestion.hint(host.value().get().text(), names, "add it to the inventory, or correct the name"));
        return false;
    }

    private Optional<Given<IpAddress>> local(
            PairSettings settings, Side side, Optional<Given<HostName>> host, boolean known, String whose) {
        Optional<Given<IpAddress>> written = settings.find(Key.LOCAL, side).map(values::outerAddress);
        Optional<Given<IpAddress>> local = written.isPresent() || !known ? written : ofInventory(host.orElseThrow());
        if (local.isEmpty() && known) {
            noLocal(side, host.orElseThrow(), whose);
        }
        return local.isPresent() ? Optional.of(usable(local.get(), written.isPresent())) : local;
    }

    private Optional<Given<IpAddress>> ofInventory(Given<HostName> host) {
        Optional<IpAddress> address = localAddress(host.value().orElseThrow());
        return address.isPresent() ? Optional.of(Given.of(address.get(), host.at())) : Optional.empty();
    }

    private Optional<IpAddress> localAddress(HostName host) {
        return localAddresses.computeIfAbsent(host, hosts.localAddress());
    }

    /** Reports it for each end, or once for each host that an inventory could have told of; not where that one is itself at fault. */
    private void noLocal(Side side, Given<HostName> host, String whose) {
        if (hosts.isUnread()) {
            return;
        }
        HostName name = host.value().orElseThrow();
        if (hosts.known().isEmpty()) {
            problems.add(
                    TopologyRule.NO_LOCAL,
                    host.at(),
                    "end " + side + " of " + whose + " gives no 'local'",
                    "write 'local: ADDRESS', or name an inventory that has it");
        } else if (withoutLocal.add(name)) {
            problems.add(
                    TopologyRule.NO_LOCAL,
                    host.at(),
                    "end " + side + " of " + whose + " gives no 'local', and the inventory has no address of host "
                            + name,
                    "set 'pairwire_local: ADDRESS' for " + name + " in the inventory, or write 'local' here");
        }
    }

    private Given<IpAddress> usable(Given<IpAddress> local, boolean written) {
        Optional<String> fault =
                local.value().isPresent() ? outerFault(local.value().get()) : Optional.empty();
        if (fault.isEmpty()) {
            return local;
        }
        problems.add(
                TopologyRule.OUTER_ADDRESS,
                local.at(),
                "the outer address " + local.value().orElseThrow() + (written ? "" : ", from the inventory,") + " is "
                        + fault.get(),
                "use an address of this host that the far end can send to");
        return Given.unusable(local.at());
    }

    /** A loopback address serves two ends on one host, but these are on two. */
    private static Optional<String> outerFault(IpAddress address) {
        Optional<String> fault = address.outerFault();
        return fault.isEmpty() && address.isLoopback() ? Optional.of("loopback") : fault;
    }

    private Optional<Given<UdpPort>> udpPort(
            PairSettings settings, Side side, Optional<Encapsulation.Type> encap, Wanted wanted) {
        Optional<YamlValue> written = settings.find(Key.UDP_PORT, side);
        if (encap.isPresent() && encap.get() == Encapsulation.Type.IP) {
            written.ifPresent(value -> ChecksumReader.udpOnly(Key.UDP_PORT, value.at(), problems));
            return Optional.empty();
        }
        if (written.isEmpty() && encap.isPresent()) {
            wanted.add(Quantity.UDP_PORT, side);
        }
        Optional<Given<UdpPort>> port = written.map(values::udpPort);
        Given.value(port)
                .filter(given -> given.number() < FIRST_UNPRIVILEGED_PORT || given.number() == L2TP_PORT)
                .ifPresent(given -> problems.add(
                        TopologyRule.UDP_PORT_RESERVED,
                        port.orElseThrow().at(),
                        "UDP port " + given + (given.number() == L2TP_PORT ? " is L2TP's own" : " is below 1024")
                                + ": another program may own it",
                        "use 1024 or more, and not 1701"));
        return port;
    }

    private boolean isOneHost(End a, End b) {
        Optional<HostName> host = Given.value(a.host);
        if (host.isEmpty() || !host.equals(Given.value(b.host))) {
            return false;
        }
        problems.add(
                TopologyRule.SAME_HOST,
                b.host.orElseThrow().at(),
                "host " + host.get() + " is at both ends",
                "name the other host");
        return true;
    }

    /** Returns whether the outer addresses of the two ends can face each other. */
    private boolean endsAgree(End a, End b) {
        Optional<IpAddress> localA = Given.value(a.local);
        Optional<IpAddress> localB = Given.value(b.local);
        if (localA.isEmpty() || localB.isEmpty()) {
            return false;
        }
        Position at = b.local.orElseThrow().at();
        if (localA.get().family() != localB.get().family()) {
            problems.add(
                    TopologyRule.FAMILIES,
                    at,
                    "the outer addresses are of two families: " + localA.get() + " and " + localB.get(),
                    "give both ends an " + localA.get().family() + " address, or both an "
                            + localB.get().family() + " one");
            return false;
        }
        if (localA.equals(localB)) {
            problems.add(
                    TopologyRule.SAME_ADDRESS,
                    at,
                    "both ends have the outer address " + localA.get(),
                    "give each end its own host's address");
            return false;
        }
        return true;
    }
}
