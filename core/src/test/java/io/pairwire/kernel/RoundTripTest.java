package io.pairwire.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.pairwire.l2tp.L2tp;
import io.pairwire.link.LinkState;
import io.pairwire.link.Links;
import io.pairwire.model.Cookie;
import io.pairwire.model.Encapsulation;
import io.pairwire.model.InterfaceAddress;
import io.pairwire.model.InterfaceName;
import io.pairwire.model.IpAddress;
import io.pairwire.model.L2SpecType;
import io.pairwire.model.MacAddress;
import io.pairwire.model.SequenceNumbers;
import io.pairwire.model.SessionId;
import io.pairwire.model.SessionSpec;
import io.pairwire.model.TunnelId;
import io.pairwire.model.TunnelSpec;
import io.pairwire.model.UdpChecksums;
import io.pairwire.model.UdpPort;
import io.pairwire.netlink.Connection;
import io.pairwire.netlink.NetlinkException;
import io.pairwire.netlink.Protocol;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Whatever a kernel is told, it tells back: a value goes through our encoder, the fake kernel's own reading and writing of octets, and
 * our decoder, and is the same. What kernels keep to themselves, the sublayer, is left out.
 */
class RoundTripTest {
    private static final int CASES = 5_000;

    private final Random random = new Random(20260401);

    @Test
    void tunnels_and_sessions_read_back_as_they_were_told() throws NetlinkException {
        for (int i = 0; i < CASES; i++) {
            FakeKernel kernel = new FakeKernel();
            try (Connection connection = Connection.over(kernel.open(Protocol.GENERIC))) {
                L2tp l2tp = L2tp.open(connection).orElseThrow();
                TunnelSpec tunnel = tunnel();
                SessionSpec session = session(tunnel.tunnelId());
                InterfaceName name = new InterfaceName("pw" + random.nextInt(1_000_000));

                connection.execute(l2tp.createTunnel(tunnel));
                connection.execute(l2tp.createSession(session, name));

                assertThat(l2tp.tunnels())
                        .singleElement()
                        .satisfies(read -> assertThat(read.spec()).hasValue(tunnel));
                assertThat(l2tp.tunnel(tunnel.tunnelId()).orElseThrow().spec()).hasValue(tunnel);
                assertThat(l2tp.sessions())
                        .singleElement()
                        .satisfies(read -> assertThat(read.ethernet().orElseThrow())
                                .satisfies(ethernet -> {
                                    assertThat(ethernet.tunnelId()).isEqualTo(session.tunnelId());
                                    assertThat(ethernet.sessionId()).isEqualTo(session.sessionId());
                                    assertThat(ethernet.peerSessionId()).isEqualTo(session.peerSessionId());
                                    assertThat(ethernet.cookie()).isEqualTo(session.cookie());
                                    assertThat(ethernet.peerCookie()).isEqualTo(session.peerCookie());
                                    assertThat(ethernet.seq()).isEqualTo(session.seq());
                                    assertThat(ethernet.lnsMode()).isEqualTo(session.lnsMode());
                                    assertThat(ethernet.reorderTimeoutMillis())
                                            .isEqualTo(session.reorderTimeoutMillis());
                                    assertThat(ethernet.interfaceName()).isEqualTo(name);
                                }));
            }
        }
    }

    @Test
    void links_and_addresses_read_back_as_they_were_told() throws NetlinkException {
        for (int i = 0; i < CASES; i++) {
            FakeKernel kernel = new FakeKernel();
            int index = kernel.addLink("pw0", 1446, "");
            try (Connection connection = Connection.over(kernel.open(Protocol.ROUTE))) {
                Links links = new Links(connection);
                int mtu = 68 + random.nextInt(65_000);
                MacAddress mac = new MacAddress((random.nextLong() & 0xfeff_ffff_ffffL) | 0x0200_0000_0000L);
                String alias = "é".repeat(random.nextInt(100)) + random.nextInt();
                InterfaceAddress address = address();

                connection.execute(
                        links.change(index).mtu(mtu).mac(mac).alias(alias).up().order());
                connection.execute(links.addAddress(index, address));

                LinkState link = links.links().get(2);
                assertThat(link.mtu()).isEqualTo(mtu);
                assertThat(link.mac()).hasValue(mac);
                assertThat(link.alias()).isEqualTo(alias);
                assertThat(link.up()).isTrue();
                assertThat(links.addresses()).anySatisfy(state -> {
                    assertThat(state.linkIndex()).isEqualTo(index);
                    assertThat(state.address()).isEqualTo(address);
                });
            }
        }
    }

    private TunnelSpec tunnel() {
        boolean ipv6 = random.nextBoolean();
        // What a family has no use for is never told, so it must stand at its default.
        UdpChecksums checksums = new UdpChecksums(random.nextBoolean(), random.nextBoolean(), random.nextBoolean())
                .relevantTo(ipv6 ? IpAddress.Family.IPV6 : IpAddress.Family.IPV4);
        Encapsulation encapsulation =
                random.nextBoolean() ? new Encapsulation.Ip() : new Encapsulation.Udp(port(), port(), checksums);
        return new TunnelSpec(new TunnelId(number()), new TunnelId(number()), outer(ipv6), outer(ipv6), encapsulation);
    }

    private SessionSpec session(TunnelId tunnelId) {
        return new SessionSpec(
                tunnelId,
                new SessionId(number()),
                new SessionId(number()),
                cookie(),
                cookie(),
                L2SpecType.DEFAULT,
                List.of(SequenceNumbers.values()).get(random.nextInt(4)),
                random.nextBoolean(),
                4 * random.nextInt(1_000));
    }

    private Optional<Cookie> cookie() {
        return switch (random.nextInt(3)) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(new Cookie(random.nextInt() & 0xffff_ffffL, 4));
            default -> Optional.of(new Cookie(random.nextLong(), 8));
        };
    }

    private int number() {
        int number = random.nextInt();
        return number == 0 ? 1 : number;
    }

    private UdpPort port() {
        return new UdpPort(1 + random.nextInt(65_535));
    }

    private IpAddress outer(boolean ipv6) {
        return ipv6
                ? IpAddress.ipv6(0x2001_0db8_0000_0000L | (random.nextInt() & 0xffff_ffffL), random.nextLong())
                : IpAddress.ipv4(0x0a00_0000 | (random.nextInt() & 0xff_ffff));
    }

    private InterfaceAddress address() {
        boolean ipv6 = random.nextBoolean();
        int bits = ipv6 ? 128 : 32;
        IpAddress ours = outer(ipv6);
        if (random.nextBoolean()) {
            return InterfaceAddress.parse(ours + "/" + bits).facing(outer(ipv6));
        }
        return InterfaceAddress.parse(ours + "/" + (1 + random.nextInt(bits)));
    }
}
