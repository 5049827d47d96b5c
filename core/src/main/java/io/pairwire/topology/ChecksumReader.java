package io.pairwire.topology;

import io.pairwire.model.Encapsulation;
import io.pairwire.model.IpAddress;
import io.pairwire.model.Side;
import io.pairwire.model.UdpChecksums;
import io.pairwire.yaml.Position;
import io.pairwire.yaml.Problems;
import io.pairwire.yaml.YamlEntry;
import io.pairwire.yaml.YamlValue;
import java.util.List;
import java.util.Optional;

/** Reads which UDP checksums the two ends of one tunnel make and demand: no end may demand what the other does not send. */
final class ChecksumReader {
    private static final List<Key> CHECKSUMS = List.of(Key.UDP_CHECKSUM, Key.UDP6_CHECKSUM_TX, Key.UDP6_CHECKSUM_RX);

    private final PairSettings settings;
    private final Optional<Encapsulation.Type> encap;
    private final Optional<IpAddress.Family> family;
    private final Values values;
    private final Problems problems;

    /**
     * A reader for one tunnel.
     *
     * @param local the outer address of some end, where one is known
     */
    ChecksumReader(
            PairSettings settings,
            Optional<Encapsulation.Type> encap,
            Optional<IpAddress> local,
            Values values,
            Problems problems) {
        this.settings = settings;
        this.encap = encap;
        this.family = local.map(IpAddress::family);
        this.values = values;
        this.problems = problems;
    }

    /** Returns an end's; over IPv6 it demands, unless it says something else, what the far end sends. */
    UdpChecksums of(Side side) {
        for (Key key : CHECKSUMS) {
            hasEffect(key, side);
        }
        boolean ipv4 = find(Key.UDP_CHECKSUM, side).orElse(UdpChecksums.DEFAULT.ipv4());
        boolean sent = isSentOverIpv6(side);
        boolean sentByFarEnd = isSentOverIpv6(side.far());
        Optional<Boolean> demanded = find(Key.UDP6_CHECKSUM_RX, side);
        if (!sentByFarEnd && demanded.orElse(false) && overUdpAndIpv6()) {
            problems.add(
                    TopologyRule.CHECKSUM_DEMANDED,
                    settings.findThroughout(Key.UDP6_CHECKSUM_RX, side)
                            .map(YamlValue::at)
                            .orElseThrow(),
                    "end " + side + " would drop every packet: it demands UDP checksums, and end " + side.far()
                            + " sends none",
                    "leave 'udp6_checksum_rx' out: it follows what the other end sends");
        }
        return new UdpChecksums(ipv4, sent, demanded.orElse(sentByFarEnd));
    }

    private boolean isSentOverIpv6(Side side) {
        return find(Key.UDP6_CHECKSUM_TX, side).orElse(UdpChecksums.DEFAULT.ipv6Sent());
    }

    private Optional<Boolean> find(Key key, Side side) {
        Optional<YamlValue> value = settings.findThroughout(key, side);
        return value.isPresent() ? values.onOff(key, value.get()).value() : Optional.empty();
    }

    private boolean overUdpAndIpv6() {
        return encap.filter(type -> type == Encapsulation.Type.UDP).isPresent()
                && family.filter(known -> known == IpAddress.Family.IPV6).isPresent();
    }

    /** Reports a setting of the tunnel itself that nothing comes of. */
    private void hasEffect(Key key, Side side) {
        Optional<YamlEntry> ofEnd = settings.end(side).entry(key);
        Optional<YamlEntry> own = ofEnd.isPresent() ? ofEnd : settings.pair().entry(key);
        IpAddress.Family meant = key == Key.UDP_CHECKSUM ? IpAddress.Family.IPV4 : IpAddress.Family.IPV6;
        if (own.isEmpty()) {
            return;
        }
        Position at = own.get().key().at();
        if (encap.filter(type -> type == Encapsulation.Type.IP).isPresent()) {
            udpOnly(key, at, problems);
        } else if (family.isPresent() && family.get() != meant) {
            problems.add(
                    TopologyRule.OTHER_FAMILY,
                    at,
                    "'" + key.text() + "' has no effect: the outer addresses are " + family.get(),
                    "leave it out");
        }
    }

    /** Reports a setting that only UDP has. */
    static void udpOnly(Key key, Position at, Problems problems) {
        problems.add(
                TopologyRule.UDP_ONLY,
                at,
                "'" + key.text() + "' has no meaning with 'encap: ip'",
                "leave it out, or use 'encap: udp'");
    }
}
