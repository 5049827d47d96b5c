package io.pairwire.plan;

import io.pairwire.model.AssignedCookie;
import io.pairwire.model.Cookie;
import io.pairwire.model.Encapsulation;
import io.pairwire.model.HostName;
import io.pairwire.model.InterfaceAddress;
import io.pairwire.model.InterfaceName;
import io.pairwire.model.IpAddress;
import io.pairwire.model.L2SpecType;
import io.pairwire.model.MacAddress;
import io.pairwire.model.Mtu;
import io.pairwire.model.NetnsName;
import io.pairwire.model.Pseudowire;
import io.pairwire.model.PseudowireEnd;
import io.pairwire.model.PseudowireName;
import io.pairwire.model.SequenceNumbers;
import io.pairwire.model.SessionId;
import io.pairwire.model.Topology;
import io.pairwire.model.TopologyName;
import io.pairwire.model.Tunnel;
import io.pairwire.model.TunnelEnd;
import io.pairwire.model.TunnelId;
import io.pairwire.model.TunnelName;
import io.pairwire.model.UdpChecksums;
import io.pairwire.model.UdpPort;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * Makes topologies that the static rules would let pass, each another for another seed: IDs, ports, names and addresses are
 * each used once on a host; tunnels hold one to four pseudowires.
 */
public final class TopologyGenerator {
    private final Random random;
    private final Set<Long> used = new HashSet<>();
    private int names;
    private int addresses;

    private TopologyGenerator(Random random) {
        this.random = random;
    }

    /** Returns a topology of two to five hosts and up to some twenty pseudowires. */
    public static Topology topology(Random random) {
        return new TopologyGenerator(random).make();
    }

    private Topology make() {
        int hosts = 2 + random.nextInt(4);
        int tunnels = 1 + random.nextInt(6);
        List<Pseudowire> pseudowires = new ArrayList<>();
        for (int i = 0; i < tunnels; i++) {
            Tunnel tunnel = tunnel(i, hosts);
            int sessions = random.nextBoolean() ? 1 : 1 + random.nextInt(4);
            for (int j = 0; j < sessions; j++) {
                pseudowires.add(pseudowire(tunnel));
            }
        }
        return new Topology(new TopologyName("metro-" + random.nextInt(100)), pseudowires);
    }

    private Tunnel tunnel(int number, int hosts) {
        int a = random.nextInt(hosts);
        int b = (a + 1 + random.nextInt(hosts - 1)) % hosts;
        boolean ipv4 = random.nextInt(3) > 0;
        boolean udp = random.nextInt(3) > 0;
        boolean sentByA = random.nextBoolean();
        boolean sentByB = random.nextBoolean();
        return new Tunnel(
                new TunnelName("tunnel" + number),
                tunnelEnd(a, ipv4, udp, sentByA, sentByB),
                tunnelEnd(b, ipv4, udp, sentByB, sentByA));
    }

    private TunnelEnd tunnelEnd(int host, boolean ipv4, boolean udp, boolean sends, boolean farEndSends) {
        return new TunnelEnd(
                new HostName("host" + host),
                random.nextInt(4) > 0 ? Optional.empty() : Optional.of(new NetnsName("inner" + random.nextInt(2))),
                ipv4 ? IpAddress.ipv4(0xc0000200 + host + 1) : IpAddress.ipv6(0x2001_0db8_0000_0000L, host + 1),
                new TunnelId(unused()),
                udp ? Optional.of(new UdpPort(1024 + Math.floorMod(unused(), 60_000))) : Optional.empty(),
                new UdpChecksums(random.nextBoolean(), sends, farEndSends && random.nextBoolean()));
    }

    private Pseudowire pseudowire(Tunnel tunnel) {
        L2SpecType l2spec = random.nextInt(4) > 0 ? L2SpecType.DEFAULT : L2SpecType.NONE;
        boolean numbered = l2spec == L2SpecType.DEFAULT && random.nextInt(3) == 0;
        int addresses = random.nextInt(3);
        boolean hostAddresses = random.nextBoolean();
        PseudowireEnd a = end(addresses, hostAddresses);
        PseudowireEnd b = end(random.nextInt(4) > 0 ? addresses : random.nextInt(3), hostAddresses);
        int mtu = Mtu.fitting(
                1500,
                tunnel.a().local().family(),
                tunnel.a().udpPort().isPresent() ? Encapsulation.Type.UDP : Encapsulation.Type.IP,
                a.assignedCookie(),
                b.assignedCookie(),
                l2spec);
        return new Pseudowire(
                new PseudowireName("wire" + names++),
                tunnel,
                a,
                b,
                l2spec,
                numbered
                        ? List.of(SequenceNumbers.values()).get(random.nextInt(SequenceNumbers.values().length))
                        : SequenceNumbers.NONE,
                random.nextInt(3) == 0,
                numbered ? 10 * random.nextInt(50) : 0,
                random.nextBoolean() ? mtu : 1280 + random.nextInt(100),
                Set.of());
    }

    private PseudowireEnd end(int addresses, boolean hostAddresses) {
        List<InterfaceAddress> given = new ArrayList<>();
        // Bridges of as many names as pseudowires: no two pseudowires close a loop.
        Optional<InterfaceName> bridge = addresses == 0 && random.nextBoolean()
                ? Optional.of(new InterfaceName("br" + names))
                : Optional.empty();
        Optional<MacAddress> mac =
                random.nextBoolean() ? Optional.of(new MacAddress(0x02_00_5e_00_00_00L + names)) : Optional.empty();
        for (int i = 0; i < addresses; i++) {
            given.add(address(hostAddresses));
        }
        String name = "pw" + names++;
        return new PseudowireEnd(
                new SessionId(unused()),
                cookie(),
                new InterfaceName(random.nextBoolean() ? name : name + ".x_-+"),
                given,
                bridge,
                mac);
    }

    private InterfaceAddress address(boolean hostAddress) {
        int number = ++addresses;
        boolean ipv4 = random.nextBoolean();
        IpAddress address = ipv4 ? IpAddress.ipv4(0x0a000000 + number) : IpAddress.ipv6(0xfd00_0000_0000_0000L, number);
        int length = hostAddress ? address.family().bits() : address.family().bits() - 1 - random.nextInt(16);
        return new InterfaceAddress(address, length, Optional.empty());
    }

    private AssignedCookie cookie() {
        return switch (random.nextInt(4)) {
            case 0 -> AssignedCookie.NONE;
            case 1 -> AssignedCookie.given(new Cookie(random.nextLong() >>> 32, 4));
            case 2 -> AssignedCookie.made(4 + 4 * random.nextInt(2));
            default -> AssignedCookie.given(new Cookie(random.nextLong(), 8));
        };
    }

    /** Returns 32 bits that were never returned, nor were any of the same port; every fourth has its highest bit set. */
    private int unused() {
        int bits = random.nextInt() & (random.nextInt(4) == 0 ? -1 : 0xffffff);
        return bits != 0 && used.add(Math.floorMod((long) bits, 60_000L)) ? bits : unused();
    }
}
