package io.pairwire.topology;

import io.pairwire.model.AssignedCookie;
import io.pairwire.model.Encapsulation;
import io.pairwire.model.InterfaceAddress;
import io.pairwire.model.InterfaceName;
import io.pairwire.model.IpAddress;
import io.pairwire.model.L2SpecType;
import io.pairwire.model.MacAddress;
import io.pairwire.model.Mtu;
import io.pairwire.model.SequenceNumbers;
import io.pairwire.model.Side;
import io.pairwire.yaml.Position;
import io.pairwire.yaml.Problems;
import io.pairwire.yaml.YamlValue;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The rules that the two ends of one pseudowire keep together. */
final class PairRules {
    private static final int LEAST_IPV6_MTU = 1280;
    static final int USUAL_UNDERLAY_MTU = 1500;

    private final Values values;
    private final Problems problems;

    PairRules(Values values, Problems problems) {
        this.values = values;
        this.problems = problems;
    }

    void sequence(PairSettings settings, Given<L2SpecType> l2spec, Given<SequenceNumbers> seq, Given<Integer> reorder) {
        if (seq.value().isEmpty()) {
            return;
        }
        SequenceNumbers numbers = seq.value().get();
        if (numbers == SequenceNumbers.RECV) {
            problems.add(
                    TopologyRule.SEQ_NOBODY_SENDS,
                    seq.at(),
                    "with 'seq: recv' both ends drop packets without sequence numbers, and neither sends them",
                    "write 'seq: both', or leave it out");
        } else if (numbers != SequenceNumbers.NONE
                && l2spec.value().filter(type -> type == L2SpecType.NONE).isPresent()) {
            problems.add(
                    TopologyRule.SEQ_SUBLAYER,
                    seq.at(),
                    "'seq: " + numbers + "' needs the sublayer that 'l2spec: none' leaves out",
                    "write 'l2spec: default', or leave 'seq' out");
        }
        boolean own = settings.pair().get(Key.REORDER_TIMEOUT).isPresent();
        if (own
                && numbers == SequenceNumbers.NONE
                && reorder.value().filter(millis -> millis > 0).isPresent()) {
            problems.add(
                    TopologyRule.REORDER_WITHOUT_SEQ,
                    reorder.at(),
                    "'reorder_timeout' has no effect without sequence numbers",
                    "add 'seq: both', or leave it out");
        }
    }

    void addresses(TunnelDraft tunnel, PseudowireReader.End a, PseudowireReader.End b) {
        routesThroughItself(tunnel, Side.A, a, b);
        routesThroughItself(tunnel, Side.B, b, a);
        boolean same = false;
        for (Given<InterfaceAddress> far : b.inner()) {
            if (a.inner().stream().anyMatch(near -> address(near).equals(address(far)))) {
                same = true;
                problems.add(
                        TopologyRule.INNER_SAME,
                        far.at(),
                        "both ends have the inner address " + address(far),
                        "give each end an address of its own");
            }
        }
        if (!same && !a.inner().isEmpty() && !b.inner().isEmpty()) {
            apart(a, b);
        }
    }

    private void routesThroughItself(
            TunnelDraft tunnel, Side side, PseudowireReader.End near, PseudowireReader.End far) {
        Optional<IpAddress> outer = tunnel.end(side.far()).local();
        if (outer.isEmpty()) {
            return;
        }
        for (Given<InterfaceAddress> inner : near.inner()) {
            InterfaceAddress address = inner.value().orElseThrow();
            if (address.address().sharesPrefix(outer.get(), address.prefixLength())) {
                problems.add(
                        TopologyRule.ROUTES_THROUGH_ITSELF,
                        inner.at(),
                        "the inner prefix " + address + " holds the far end's outer address " + outer.get()
                                + ": the tunnel would route through itself",
                        "choose an inner prefix apart from the outer addresses");
            } else if (address.isHostAddress()
                    && far.inner().stream()
                            .anyMatch(peer -> peer.value().orElseThrow().isHostAddress()
                                    && address(peer).equals(outer.get()))) {
                problems.add(
                        TopologyRule.ROUTES_THROUGH_ITSELF,
                        inner.at(),
                        "the peer of " + address + " is the far end's outer address " + outer.get()
                                + ": the tunnel would route through itself",
                        "choose inner addresses apart from the outer ones");
            }
        }
    }

    /** Warns where both ends have addresses of a family, and none of one end is in a prefix of the other. */
    private void apart(PseudowireReader.End a, PseudowireReader.End b) {
        for (IpAddress.Family family : IpAddress.Family.values()) {
            List<Given<InterfaceAddress>> as = of(family, a);
            List<Given<InterfaceAddress>> bs = of(family, b);
            boolean together = as.stream().anyMatch(one -> bs.stream().anyMatch(other -> meet(one, other)));
            if (!as.isEmpty() && !bs.isEmpty() && !together) {
                problems.add(
                        TopologyRule.INNER_APART,
                        bs.get(0).at(),
                        "no inner " + family + " address of end b is in a prefix of end a: "
                                + bs.get(0).value().orElseThrow() + " and "
                                + as.get(0).value().orElseThrow(),
                        "give both ends addresses of one prefix");
            }
        }
    }

    private static boolean meet(Given<InterfaceAddress> one, Given<InterfaceAddress> other) {
        InterfaceAddress near = one.value().orElseThrow();
        InterfaceAddress far = other.value().orElseThrow();
        return (near.isHostAddress() && far.isHostAddress())
                || near.address().sharesPrefix(far.address(), Math.min(near.prefixLength(), far.prefixLength()));
    }

    private static List<Given<InterfaceAddress>> of(IpAddress.Family family, PseudowireReader.End end) {
        return end.inner().stream()
                .filter(inner ->
                        address(inner).family() == family && !address(inner).isLinkLocal())
                .toList();
    }

    private static IpAddress address(Given<InterfaceAddress> inner) {
        return inner.value().orElseThrow().address();
    }

    /** A bridge takes every frame of its ports: what is addressed to a port's own address would never reach it. */
    void bridged(PseudowireReader.End end) {
        Optional<InterfaceName> bridge = Given.value(end.bridge());
        if (bridge.isPresent() && !end.inner().isEmpty()) {
            problems.add(
                    TopologyRule.BRIDGED_ADDRESS,
                    end.inner().get(0).at(),
                    "the interface is a port of bridge " + bridge.get() + ", and a port can have no inner address",
                    "give the address to the bridge itself, on the host");
        }
    }

    void macs(PseudowireReader.End a, PseudowireReader.End b) {
        Optional<MacAddress> ofA = Given.value(a.mac());
        if (ofA.isPresent() && ofA.equals(Given.value(b.mac()))) {
            problems.add(
                    TopologyRule.MAC_SAME,
                    b.mac().orElseThrow().at(),
                    "both ends have the MAC address " + ofA.get(),
                    "give each end an address of its own");
        }
    }

    /** Returns the MTU of both interfaces; empty where it cannot be told, or is wrong. */
    OptionalInt mtu(
            Position at,
            PairSettings settings,
            TunnelDraft tunnel,
            Optional<L2SpecType> l2spec,
            PseudowireReader.End a,
            PseudowireReader.End b) {
        Given<OptionalInt> wanted = settings.find(Key.MTU).map(values::mtu).orElse(Given.of(OptionalInt.empty(), at));
        Optional<YamlValue> underlayValue = settings.pair()
                .get(Key.UNDERLAY_MTU)
                .or(tunnel::underlayMtu)
                .or(() -> settings.findBehind(Key.UNDERLAY_MTU));
        Given<Integer> underlay = underlayValue.map(values::underlayMtu).orElse(Given.of(USUAL_UNDERLAY_MTU, at));
        Optional<IpAddress.Family> family =
                tunnel.a().local().or(tunnel.b()::local).map(IpAddress::family);
        Optional<Encapsulation.Type> encap = tunnel.encap();
        Optional<AssignedCookie> cookieA = a.cookie().value();
        Optional<AssignedCookie> cookieB = b.cookie().value();
        if (wanted.value().isEmpty()
                || underlay.value().isEmpty()
                || family.isEmpty()
                || encap.isEmpty()
                || l2spec.isEmpty()
                || cookieA.isEmpty()
                || cookieB.isEmpty()) {
            return OptionalInt.empty();
        }
        int fitting = Mtu.fitting(
                underlay.value().get(), family.get(), encap.get(), cookieA.get(), cookieB.get(), l2spec.get());
        OptionalInt written = wanted.value().get();
        int mtu = written.orElse(fitting);
        boolean ipv6 = !of(IpAddress.Family.IPV6, a).isEmpty()
                || !of(IpAddress.Family.IPV6, b).isEmpty();
        int least = ipv6 ? LEAST_IPV6_MTU : Values.LEAST_MTU;
        if (mtu < least) {
            tooSmall(written.isPresent() ? wanted.at() : underlay.at(), mtu, least, written.isPresent());
            return OptionalInt.empty();
        }
        if (mtu > fitting) {
            problems.add(
                    TopologyRule.MTU_TOO_LARGE,
                    wanted.at(),
                    "mtu " + mtu + " does not fit: over " + family.get() + " and " + encap.get() + ", an underlay of "
                            + underlay.value().get() + " leaves " + Math.max(0, fitting),
                    "write 'mtu: auto'; or say 'underlay_mtu' where the whole path has more than "
                            + underlay.value().get());
            return OptionalInt.empty();
        }
        return OptionalInt.of(mtu);
    }

    private void tooSmall(Position at, int mtu, int least, boolean written) {
        problems.add(
                TopologyRule.MTU_TOO_SMALL,
                at,
                (written ? "mtu " + mtu : "the underlay leaves an mtu of " + mtu + ", which") + " is below the " + least
                        + " that " + (least == LEAST_IPV6_MTU ? "IPv6 addresses need" : "IPv4 needs"),
                written ? "raise it" : "raise 'underlay_mtu' where the path has more");
    }
}
