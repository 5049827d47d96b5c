package io.pairwire.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose is what, on real kernels: through hand edits, beside others, without a manifest, and when things go. */
@Tag("lab")
final class OwnershipLab {
    private static final String HOSTS = "hosts: [host1, host2], local: [192.168.1.1, 192.168.1.2]";

    @TempDir
    private Path directory = Path.of("");

    @BeforeAll
    static void bringHostsUp() {
        LabHosts.up("host1", "host2");
        for (String host : new String[] {"host1", "host2"}) {
            LabHosts.exec(host, "modprobe", "-a", "l2tp_netlink", "l2tp_eth", "l2tp_ip")
                    .orThrow();
        }
    }

    @AfterEach
    void nothingIsLeft() {
        LabHosts.swept("host1", "host2");
    }

    private Path topology(String name, String... pseudowires) throws IOException {
        return Files.writeString(
                directory.resolve(name + ".yml"),
                "topology: " + name + "\ndefaults: {cookie: none, encap: ip}\npseudowires:\n  "
                        + String.join("\n  ", pseudowires) + "\n");
    }

    private static String wire(String name, int number, String more) {
        return "%s: {%s, tunnel_id: [%d, %d], session_id: [%d, %d]%s}"
                .formatted(name, HOSTS, number, number + 100, number + 1000, number + 2000, more);
    }

    private static void ip(String host, String command) {
        LabHosts.exec(host, "sh", "-c", "ip " + command.replace("; ", " && ip "))
                .orThrow();
    }

    private static LabHosts.Result done(LabHosts.Result result) {
        assertThat(result.status()).as(result.toString()).isZero();
        return result;
    }

    private static String manifest(String host, String topology) {
        return LabHosts.exec(host, "cat", "/var/lib/pairwire/" + topology + ".json")
                .orThrow();
    }

    /** Returns what a host has of L2TP but the indexes and MAC addresses of interfaces, which come anew with them. */
    private static List<String> carried(String host) {
        return RawDump.of(host).l2tp().stream()
                .map(item -> item.kind() + " "
                        + item.fields().entrySet().stream()
                                .filter(field -> !field.getKey().equals("index")
                                        && !field.getKey().equals("mac"))
                                .map(Object::toString)
                                .collect(Collectors.joining(" ")))
                .sorted()
                .toList();
    }

    @Test
    void whatHandsDidIsMendedAndNothingElseIsTouchedThoughTheManifestIsLost() throws IOException {
        Path topology = topology(
                "own",
                wire("renamed", 1, ""),
                wire("remade", 2, ", cookie: [0123456789abcdef, fedcba9876543210]"),
                wire("changed", 3, ", address: [10.7.3.1/30, 10.7.3.2/30], mtu: 1400"),
                wire("gone", 4, ""),
                wire("stays", 5, ""));
        done(LabCli.within(topology, "apply", "--yes"));
        List<String> first = carried("host1");
        List<String> second = carried("host2");
        RawDump before = RawDump.of("host1");
        String kept = manifest("host1", "own");

        ip("host1", "link set renamed down; link set renamed name wan0; link set wan0 up");
        ip("host1", "l2tp del session tunnel_id 2 session_id 1002");
        while (LabHosts.exec("host1", "ip", "link", "show", "remade").status() == 0) {
            Thread.onSpinWait();
        }
        ip(
                "host1",
                "l2tp add session name remade tunnel_id 2 session_id 1002 peer_session_id 2002 cookie 0badc0de0badc0de");
        ip("host1", "address del 10.7.3.1/30 dev changed; link set changed mtu 1300 down");
        ip("host2", "l2tp del tunnel tunnel_id 104");
        assertThat(RawDump.of("host1").one("session", "id", 1001).get("ifname"))
                .as("L2TP knows nothing of another name")
                .isEqualTo("renamed");

        LabHosts.Result mended = done(LabCli.within(topology, "apply", "--yes"));
        assertThat(mended.output())
                .contains("wan0 -> renamed")
                .contains("0 to remove; 1 unchanged.")
                .doesNotContain("0badc0de");
        assertThat(carried("host1")).isEqualTo(first);
        assertThat(carried("host2")).isEqualTo(second);
        RawDump after = RawDump.of("host1");
        assertThat(after.one("link", "name", "stays")).isEqualTo(before.one("link", "name", "stays"));
        assertThat(after.one("link", "name", "changed").get("index"))
                .isEqualTo(before.one("link", "name", "changed").get("index"));
        assertThat(after.all("address").stream().map(address -> address.get("local")))
                .contains("10.7.3.1");

        // A new name that the topology has too is no difference, and a lost manifest is written again from the aliases.
        ip("host1", "link set stays down; link set stays name kept0; link set kept0 up");
        LabHosts.exec("host1", "rm", "/var/lib/pairwire/own.json").orThrow();
        Files.writeString(topology, Files.readString(topology).replace("2005]}", "2005], interface: [kept0, stays]}"));
        LabHosts.Result settled = done(LabCli.within(topology, "apply", "--yes"));
        assertThat(settled.output()).contains("5 unchanged; 0 netlink writes.");
        assertThat(manifest("host1", "own"))
                .isEqualTo(kept.replace("\"interface\":\"stays\"", "\"interface\":\"kept0\""));
        done(LabCli.within(topology, "destroy", "--yes"));
        assertThat(RawDump.of("host1").l2tp()).isEmpty();
        assertThat(LabHosts.exec("host1", "ip", "link", "show", "kept0").status())
                .isNotZero();
    }

    @Test
    void twoTopologiesLiveInPeaceWhatIsForeignIsNamedAndNotTooMuchGoes() throws IOException {
        Path other = topology("other", wire("one", 21, ", interface: other1"));
        done(LabCli.within(other, "apply", "--yes"));
        ip("host1", "l2tp add tunnel tunnel_id 9 peer_tunnel_id 9 encap ip local 192.168.1.1 remote 192.168.1.9");
        ip("host1", "l2tp add session name theirs tunnel_id 9 session_id 9 peer_session_id 9");
        List<RawDump.Item> others = RawDump.of("host1").l2tp();

        String guarded = wire("one", 1, ", protect: true");
        String[] five = {guarded, wire("two", 2, ""), wire("three", 3, ""), wire("four", 4, ""), wire("five", 5, "")};
        Path own = topology("own", five);
        LabHosts.Result blocked = LabCli.within(
                topology("own", guarded, five[1], five[2], five[3], five[4], wire("six", 9, "")), "apply", "--yes");
        assertThat(blocked.status()).isEqualTo(8);
        assertThat(blocked.output())
                .contains(
                        "! six stays as it is at both ends: on host1, tunnel ID 9 is held by tunnel 9 (ip from 192.168.1.1 to"
                                + " 192.168.1.9), which is not this topology's")
                .contains("5 added");
        assertThat(RawDump.of("host1").l2tp()).containsAll(others);
        assertThat(RawDump.of("host2").all("session")).hasSize(6);
        RawDump.Item one = RawDump.of("host1").one("link", "name", "one");

        RawDump before = RawDump.of("host1");
        topology("own", "{}");
        Files.writeString(own, Files.readString(own).replace("pseudowires:\n  {}", "pseudowires: {}"));
        LabHosts.Result refused = LabCli.within(own, "apply", "--yes");
        assertThat(refused.status()).as(refused.toString()).isEqualTo(8);
        assertThat(refused.errors())
                .contains(
                        "4 of the 5 pseudowires that this topology has on its hosts would be removed, for it has none")
                .contains("--prune-max 4");
        assertThat(RawDump.of("host1").l2tp()).isEqualTo(before.l2tp());

        LabHosts.Result pruned = LabCli.within(own, "apply", "--yes", "--prune-max", "4");
        assertThat(pruned.status()).isEqualTo(8);
        assertThat(pruned.output())
                .contains("! one stays as it is at both ends: on host1, it is protected")
                .contains("4 removed");
        assertThat(RawDump.of("host1").one("link", "name", "one")).isEqualTo(one);
        assertThat(RawDump.of("host1").all("session")).hasSize(3);
        assertThat(RawDump.of("host1").l2tp()).containsAll(others);

        done(LabCli.within(topology("own", wire("one", 1, "")), "apply", "--yes"));
        done(LabCli.within(own, "destroy", "--yes"));
        assertThat(RawDump.of("host1").l2tp()).isEqualTo(others);
    }

    @Test
    void whatWasMadeByHandIsAdoptedWithoutTouchingItsTraffic() throws IOException {
        byHand("host1", 1, 101, 1001, 2001, "0123456789abcdef", "fedcba9876543210");
        byHand("host2", 101, 1, 2001, 1001, "fedcba9876543210", "0123456789abcdef");
        ip("host1", "address add 10.7.1.1/30 dev fits; link set fits up");
        ip("host2", "address add 10.7.1.2/30 dev fits; link set fits up");
        LabHosts.exec("host1", "ping", "-c", "3", "-i", "0.2", "-W", "10", "10.7.1.2")
                .orThrow();
        RawDump before = RawDump.of("host1");
        Path topology = topology(
                "own",
                wire(
                        "fits",
                        1,
                        ", cookie: [fedcba9876543210, 0123456789abcdef], address: [10.7.1.1/30, 10.7.1.2/30], mtu: 1400"),
                wire("absent", 2, ""));

        LabHosts.Result adopted = done(LabCli.within(topology, "adopt", "--yes"));
        assertThat(adopted.output())
                .contains("0 to add, 1 to change, 0 to replace, 0 to remove")
                .contains("! absent stays as it is at both ends: it is not there; 'apply' makes it")
                .contains("1400, by a later apply")
                .contains("2 netlink writes.")
                .doesNotContain("0123456789abcdef");
        RawDump after = RawDump.of("host1");
        assertThat(after.one("link", "name", "fits").get("alias")).startsWith("pairwire:own/fits#");
        assertThat(after.one("link", "name", "fits").only("index", "mtu", "up", "mac"))
                .isEqualTo(before.one("link", "name", "fits").only("index", "mtu", "up", "mac"));
        assertThat(after.one("session", "id", 1001).only("ifname", "cookie", "peer_cookie"))
                .isEqualTo(before.one("session", "id", 1001).only("ifname", "cookie", "peer_cookie"));
        assertThat(Long.parseLong(after.one("session", "id", 1001).get("rx")))
                .as("its counters went on")
                .isGreaterThanOrEqualTo(
                        Long.parseLong(before.one("session", "id", 1001).get("rx")))
                .isPositive();

        LabHosts.Result applied = done(LabCli.within(topology, "apply", "--yes"));
        assertThat(applied.output()).contains("1 to add, 1 to change, 0 to replace, 0 to remove; 0 unchanged.");
        assertThat(RawDump.of("host1").one("link", "name", "fits").only("index", "mtu"))
                .isEqualTo("index=" + before.one("link", "name", "fits").get("index") + " mtu=1400");
        LabHosts.exec("host1", "ping", "-c", "1", "-W", "10", "10.7.1.2").orThrow();
        done(LabCli.within(topology, "destroy", "--yes"));
        assertThat(RawDump.of("host1").l2tp()).isEmpty();
    }

    private static void byHand(
            String host, int tunnel, int peerTunnel, int session, int peerSession, String cookie, String peerCookie) {
        boolean first = host.equals("host1");
        ip(
                host,
                "l2tp add tunnel tunnel_id %d peer_tunnel_id %d encap ip local 192.168.1.%d remote 192.168.1.%d"
                        .formatted(tunnel, peerTunnel, first ? 1 : 2, first ? 2 : 1));
        ip(
                host,
                "l2tp add session name fits tunnel_id %d session_id %d peer_session_id %d cookie %s peer_cookie %s"
                        .formatted(tunnel, session, peerSession, cookie, peerCookie));
    }
}
