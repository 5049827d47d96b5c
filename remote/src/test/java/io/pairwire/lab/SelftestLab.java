package io.pairwire.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The scenario of the kernel's own selftest ({@code tools/testing/selftests/net/l2tp.sh}) with the tunnels made by our utility: two hosts
 * and a router between them, tunnels over IPv4 and IPv6, then ESP in transport mode below them, then without it again.
 */
@Tag("lab")
final class SelftestLab {
    private static final List<String> NAMESPACES = List.of("host-1", "host-2", "router");

    @AfterEach
    void endTheNamespaces() {
        NAMESPACES.forEach(namespace -> LabHosts.run(List.of("ip", "netns", "delete", namespace)));
    }

    @Test
    void framesPassARouterWithAndWithoutEsp() {
        sh("modprobe -a l2tp_netlink l2tp_eth l2tp_ip l2tp_ip6 esp4 esp6 xfrm_user");
        namespace("host-1", "172.16.101.1/32", "fc00:101::1/128");
        namespace("host-2", "172.16.101.2/32", "fc00:101::2/128");
        namespace("router", "172.16.101.254/32", "fc00:101::fe/128");
        cable("host-1", "eth1", "10.1.1", "2001:db8:1::");
        cable("host-2", "eth2", "10.1.2", "2001:db8:2::");
        sh("""
                ip -n host-1 route add 10.1.2.0/24 via 10.1.1.2
                ip -n host-1 -6 route add 2001:db8:2::/64 via 2001:db8:1::2
                ip -n host-2 route add 10.1.1.0/24 via 10.1.2.2
                ip -n host-2 -6 route add 2001:db8:1::/64 via 2001:db8:2::2
                """);
        end("host-1", 1, 2);
        end("host-2", 2, 1);
        assertThat(sh("ip -n host-1 l2tp show tunnel"))
                .contains("Tunnel 1041, encap IP\n  From 10.1.1.1 to 10.1.2.1\n  Peer tunnel 1042")
                .contains("Tunnel 1061, encap IP\n  From 2001:db8:1::1 to 2001:db8:2::1\n  Peer tunnel 1062");

        pings();
        Stream.of("host-1", "host-2").forEach(host -> {
            esp(host, "10.1.1.1", "10.1.2.1");
            esp(host, "2001:db8:1::1", "2001:db8:2::1");
        });
        pings();
        for (String host : List.of("host-1", "host-2")) {
            // Both directions of both families were enciphered: no state has counted nothing.
            assertThat(sh("ip -n " + host + " -s xfrm state").lines().filter(line -> line.contains("(packets)")))
                    .hasSizeGreaterThanOrEqualTo(4)
                    .filteredOn(line -> line.contains("(bytes)"))
                    .hasSize(4)
                    .noneMatch(line -> line.contains(" 0(packets)"));
            sh("ip -n " + host + " xfrm state flush; ip -n " + host + " xfrm policy flush");
        }
        pings();
        for (String host : List.of("host-1", "host-2")) {
            assertThat(within(host, LabUtility.batchCommand("""
                    del session tunnel_id 104%1$s session_id 104%1$s
                    del tunnel tunnel_id 104%1$s
                    del tunnel tunnel_id 106%1$s
                    show tunnel
                    show session""".formatted(host.substring(5)))))
                    .isEmpty();
            assertThat(sh("ip -n " + host + " -br link")).doesNotContain("l2tp");
        }
    }

    private static void namespace(String name, String address, String address6) {
        sh("""
                ip netns add %1$s
                ip netns exec %1$s sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1 \
                    net.ipv6.conf.default.forwarding=1 net.ipv6.conf.default.accept_dad=0
                ip -n %1$s link set lo up
                ip -n %1$s address add %2$s dev lo
                ip -n %1$s address add %3$s dev lo nodad
                ip -n %1$s route add unreachable default metric 8192
                ip -n %1$s -6 route add unreachable default metric 8192
                """.formatted(name, address, address6));
    }

    /** Joins a host to the router: the host has the first address of each network, the router the second. */
    private static void cable(String host, String port, String network, String network6) {
        sh("""
                ip -n %1$s link add eth0 type veth peer name %2$s netns router
                ip -n %1$s address add %3$s.1/24 dev eth0
                ip -n %1$s address add %4$s1/64 dev eth0 nodad
                ip -n %1$s link set eth0 up
                ip -n router address add %3$s.2/24 dev %2$s
                ip -n router address add %4$s2/64 dev %2$s nodad
                ip -n router link set %2$s up
                """.formatted(host, port, network, network6));
    }

    /** Makes one host's tunnels and sessions by the utility, and the rest by {@code ip}, as the utility leaves it to that. */
    private static void end(String host, int here, int there) {
        within(host, LabUtility.batchCommand("""
                add tunnel tunnel_id 104%1$d peer_tunnel_id 104%2$d encap ip local 10.1.%1$d.1 remote 10.1.%2$d.1
                add session name l2tp4 tunnel_id 104%1$d session_id 104%1$d peer_session_id 104%2$d
                add tunnel tunnel_id 106%1$d peer_tunnel_id 106%2$d encap ip local 2001:db8:%1$d::1 remote 2001:db8:%2$d::1
                add session name l2tp6 tunnel_id 106%1$d session_id 106%1$d peer_session_id 106%2$d""".formatted(here, there)));
        sh("""
                ip -n %1$s link set l2tp4 up
                ip -n %1$s address add 172.16.1.%2$d peer 172.16.1.%3$d dev l2tp4
                ip -n %1$s link set l2tp6 up
                ip -n %1$s address add fc00:1::%2$d peer fc00:1::%3$d dev l2tp6 nodad
                ip -n %1$s route add 172.16.101.%3$d/32 via 172.16.1.%3$d
                ip -n %1$s -6 route add fc00:101::%3$d/128 via fc00:1::%3$d
                """.formatted(host, here, there));
    }

    /** Has a host encipher what goes between two addresses, in both directions. */
    private static void esp(String host, String one, String other) {
        String direction = host.equals("host-1") ? "out" : "in";
        String back = host.equals("host-1") ? "in" : "out";
        sh("""
                esp() {
                    ip -n %1$s xfrm policy add src "$1" dst "$2" dir "$3" tmpl proto esp mode transport
                    ip -n %1$s xfrm state add src "$1" dst "$2" spi "$4" proto esp mode transport \
                        aead 'rfc4106(gcm(aes))' 0x0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f 128
                }
                esp %2$s %3$s %4$s 0x1000
                esp %3$s %2$s %5$s 0x1001
                """.formatted(host, one, other, direction, back));
    }

    /** Across each tunnel, and through it to the address behind. */
    private static void pings() {
        for (String target :
                List.of("172.16.1.2", "-I 172.16.101.1 172.16.101.2", "fc00:1::2", "-I fc00:101::1 fc00:101::2")) {
            sh("ip netns exec host-1 ping -c 1 -W 10 " + target);
        }
    }

    private static String within(String namespace, List<String> command) {
        return LabHosts.run(Stream.concat(Stream.of("ip", "netns", "exec", namespace), command.stream())
                        .toList())
                .orThrow();
    }

    private static String sh(String script) {
        return LabHosts.run(List.of("sh", "-e", "-c", script)).orThrow();
    }
}
