package io.pairwire.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a pseudowire's end is: in a bridge or not, at this MAC address or that, in one network namespace or another. */
@Tag("lab")
final class PlacesLab {
    @TempDir
    private Path directory = Path.of("");

    @BeforeAll
    static void bringHostsUp() {
        LabHosts.up("host1", "host2");
    }

    @AfterEach
    void nothingIsLeft() {
        List<RawDump.Item> left = LabHosts.swept("host1", "host2");
        for (String host : new String[] {"host1", "host2"}) {
            LabHosts.exec(host, "sh", "-c", "ip netns delete rooms-" + host + "; ip link delete br-" + host);
        }
        assertThat(left).isEmpty();
    }

    private Path topology(String endA) throws IOException {
        return Files.writeString(directory.resolve("places.yml"), """
                topology: places
                defaults: {cookie: none, encap: ip}
                pseudowires:
                  moves:
                    a: {host: host1, tunnel_id: 1, session_id: 1, %s}
                    b: {host: host2, local: 192.168.1.2, tunnel_id: 2, session_id: 2}
                  stays:
                    a: {host: host1, local: 192.168.1.1, tunnel_id: 3, session_id: 3}
                    b: {host: host2, local: 192.168.1.2, tunnel_id: 4, session_id: 4}
                """.formatted(endA));
    }

    @Test
    void whatIsMissingIsNamedWithItsCommandAndWhatIsThereIsChangedInPlace() throws IOException {
        LabHosts.Result missing = LabCli.within(
                topology("local: 192.168.1.1, bridge: br-host1, mac: 02:00:5e:00:53:01"), "apply", "--yes");
        assertThat(missing.status()).isEqualTo(8);
        assertThat(missing.output())
                .contains("on host1, there is no bridge br-host1; make it with 'ip link add br-host1 type bridge'");
        assertThat(RawDump.of("host1").all("session")).hasSize(1);
        assertThat(RawDump.of("host2").all("session")).hasSize(1);

        LabHosts.exec("host1", "ip", "link", "add", "br-host1", "type", "bridge")
                .orThrow();
        assertThat(LabCli.within(
                                topology("local: 192.168.1.1, bridge: br-host1, mac: 02:00:5e:00:53:01"),
                                "apply",
                                "--yes")
                        .status())
                .isZero();
        RawDump bridged = RawDump.of("host1");
        assertThat(bridged.one("link", "name", "moves").only("master", "mac", "up"))
                .isEqualTo("master=" + bridged.one("link", "name", "br-host1").get("index") + " mac=02005e005301 up=1");

        Path freed = topology("local: 192.168.1.1, mac: 02:00:5E:00:53:02, address: ['10.8.0.1/24', 'fd00:8::1/64']");
        assertThat(LabCli.within(freed, "apply", "--yes").output())
                .contains("0 to add, 1 to change, 0 to replace, 0 to remove; 1 unchanged.");
        RawDump after = RawDump.of("host1");
        String index = bridged.one("link", "name", "moves").get("index");
        assertThat(after.one("link", "name", "moves").only("index", "master", "mac", "up"))
                .isEqualTo("index=" + index + " master=0 mac=02005e005302 up=1");

        Path another = topology("local: 192.168.1.1, mac: 02:00:5E:00:53:03, address: ['10.8.0.1/24', 'fd00:8::1/64']");
        assertThat(LabCli.within(another, "apply", "--yes").status()).isZero();
        after = RawDump.of("host1");
        assertThat(after.one("link", "name", "moves").only("index", "mac", "up"))
                .isEqualTo("index=" + index + " mac=02005e005303 up=1");
        assertThat(after.all("address").stream()
                        .filter(address -> address.get("index").equals(index))
                        .map(address -> address.get("local")))
                .contains("10.8.0.1", "fd00:8::1");
        assertThat(after.one("link", "name", "stays")).isEqualTo(bridged.one("link", "name", "stays"));

        Path inside = topology("local: 192.168.1.201, netns: rooms-host1, mac: 02:00:5e:00:53:03");
        assertThat(LabCli.within(inside, "plan").output())
                .contains(
                        "on host1, there is no network namespace rooms-host1; make it with 'ip netns add rooms-host1'");
        LabHosts.exec(
                        "host1",
                        "sh",
                        "-c",
                        "modprobe macvlan; ip netns add rooms-host1 && ip link add link eth0 name u0 netns rooms-host1"
                                + " type macvlan mode bridge && ip -n rooms-host1 address add 192.168.1.201/24 dev u0"
                                + " && ip -n rooms-host1 link set u0 up")
                .orThrow();
        LabHosts.Result moved = LabCli.within(inside, "apply", "--yes");
        assertThat(moved.status()).as(moved.toString()).isZero();
        assertThat(moved.output()).contains("netns", "(none) -> rooms-host1", "# forces replacement");
        assertThat(RawDump.of("host1").all("session")).hasSize(1);
        assertThat(RawDump.of("host1", "rooms-host1").one("tunnel", "id", 1).only("peer", "encap", "local", "remote"))
                .isEqualTo("peer=2 encap=ip local=192.168.1.201 remote=192.168.1.2");
        assertThat(RawDump.of("host2").one("tunnel", "id", 2).get("remote")).isEqualTo("192.168.1.201");

        assertThat(LabCli.within(inside, "destroy", "--yes").status()).isZero();
        assertThat(RawDump.of("host1", "rooms-host1").l2tp()).isEmpty();
    }
}
