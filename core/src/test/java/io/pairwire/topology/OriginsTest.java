package io.pairwire.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.pairwire.model.HostName;
import io.pairwire.model.IpAddress;
import io.pairwire.model.Side;
import io.pairwire.model.Topology;
import io.pairwire.yaml.SourceText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class OriginsTest {
    /** Every level gives something, and gives something that a more specific one overrides. */
    private static final String TOPOLOGY = """
            topology: metro
            defaults:
              encap: udp
              cookie: none
              seq: send
              mtu: 1300
            profiles:
              customer:
                seq: both
                bridge: br0
                lns_mode: on
              wide:
                underlay_mtu: 9000
            tunnels:
              lon-par:
                profile: wide
                hosts: [lon1, par1]
                tunnel_id: [10, 20]
                a: {udp_port: 6010}
            pseudowires:
              blue:
                tunnel: lon-par
                profile: customer
                session_id: [11, 21]
                mtu: auto
                a: {cookie: 0123456789abcdef}
                b: {interface: blue1}
              green:
                a: {host: lon1, local: "2001:db8::1"}
                b: {host: ams1, local: "2001:db8::9", udp6_checksum_tx: off}
                cookie: none
            """;

    private static final String LOCK = """
            version: 1
            topology: metro
            allocated:
              tunnel lon-par: udp_port - 20001
              pseudowire green: tunnel_id 10000001 10000002, udp_port 20001 20002, session_id 10000003 -
            """;

    private static final Map<String, String> LOCALS =
            Map.of("lon1", "192.0.2.1", "par1", "192.0.2.5", "ams1", "192.0.2.9");

    private static SourceText text(String file, String content) {
        return SourceText.of(file, content.getBytes(StandardCharsets.UTF_8));
    }

    private static List<EndOrigins> origins(String topology, String lock) {
        Hosts hosts = Hosts.of(
                LOCALS.keySet().stream().map(HostName::new).collect(Collectors.toSet()),
                host -> Optional.ofNullable(LOCALS.get(host.text())).map(IpAddress::parse));
        SourceText source = text("metro.yml", topology);
        Optional<SourceText> locked = Optional.of(text("metro.yml.lock.yml", lock));
        TopologyReading reading = TopologyReader.read(source, locked, hosts);
        Topology read = reading.topology().orElseThrow(() -> new AssertionError(reading.problems()));
        List<EndOrigins> told = new ArrayList<>();
        Origins.tell(source, locked, read, host -> "pairwire_local", name -> true, told::add);
        return told;
    }

    private static String origin(List<EndOrigins> told, String pseudowire, Side side, String parameter) {
        return told.stream()
                .filter(end -> end.pseudowire().name().text().equals(pseudowire) && end.side() == side)
                .flatMap(end -> end.parameters().stream())
                .filter(origin -> origin.parameter().equals(parameter))
                .map(origin -> origin.value() + " | " + origin.kind() + " | " + origin.words()
                        + origin.line().map(line -> " | " + line).orElse(""))
                .findFirst()
                .orElse("(nothing)");
    }

    static Stream<Arguments> expected() {
        return Stream.of(
                Arguments.of("blue", Side.A, "host", "lon1 | tunnel | tunnel lon-par | metro.yml:17"),
                Arguments.of("blue", Side.A, "encap", "udp | defaults | defaults | metro.yml:3"),
                Arguments.of("blue", Side.A, "local", "192.0.2.1 | inventory | inventory: pairwire_local of lon1"),
                Arguments.of("blue", Side.A, "remote", "192.0.2.5 | derived | derived: the far end's local"),
                Arguments.of("blue", Side.B, "tunnel_id", "20 | tunnel | tunnel lon-par | metro.yml:18"),
                Arguments.of("blue", Side.B, "peer_tunnel_id", "10 | derived | derived: the far end's tunnel_id"),
                Arguments.of("blue", Side.A, "udp_port", "6010 | end | end a of tunnel lon-par | metro.yml:19"),
                Arguments.of("blue", Side.B, "udp_port", "20001 | lock_file | lock file | metro.yml.lock.yml:4"),
                Arguments.of("blue", Side.A, "session_id", "11 | pseudowire | pseudowire blue | metro.yml:24"),
                Arguments.of("blue", Side.A, "cookie", "8 octets | end | end a | metro.yml:26"),
                Arguments.of("blue", Side.B, "cookie", "none | defaults | defaults | metro.yml:4"),
                Arguments.of("blue", Side.B, "peer_cookie", "8 octets | derived | derived: the far end's cookie"),
                Arguments.of("blue", Side.A, "seq", "both | profile | profile customer | metro.yml:9"),
                Arguments.of("blue", Side.A, "l2spec", "default | built_in | built-in"),
                Arguments.of("blue", Side.A, "lns_mode", "on | profile | profile customer | metro.yml:11"),
                Arguments.of("blue", Side.A, "interface", "blue | derived | derived: the pseudowire's name"),
                Arguments.of("blue", Side.B, "interface", "blue1 | end | end b | metro.yml:27"),
                Arguments.of("blue", Side.A, "bridge", "br0 | profile | profile customer | metro.yml:10"),
                Arguments.of("blue", Side.A, "underlay_mtu", "9000 | profile | profile wide | metro.yml:13"),
                Arguments.of(
                        "blue",
                        Side.A,
                        "mtu",
                        "8938 | derived | derived: underlay_mtu 9000 - 20 IPv4 - 16 UDP and L2TP - 8 cookie"
                                + " - 4 sublayer - 14 Ethernet"),
                Arguments.of("green", Side.A, "local", "2001:db8::1 | end | end a | metro.yml:29"),
                Arguments.of("green", Side.B, "udp6_checksum_tx", "off | end | end b | metro.yml:30"),
                Arguments.of(
                        "green", Side.A, "udp6_checksum_rx", "off | derived | derived: the far end's udp6_checksum_tx"),
                Arguments.of("green", Side.A, "udp_checksum", "(nothing)"),
                Arguments.of("green", Side.A, "cookie", "none | pseudowire | pseudowire green | metro.yml:31"),
                Arguments.of("green", Side.A, "seq", "send | defaults | defaults | metro.yml:5"),
                Arguments.of("green", Side.A, "mtu", "1300 | defaults | defaults | metro.yml:6"),
                Arguments.of("green", Side.A, "underlay_mtu", "1500 | built_in | built-in"),
                Arguments.of("green", Side.A, "session_id", "10000003 | lock_file | lock file | metro.yml.lock.yml:5"));
    }

    @ParameterizedTest
    @MethodSource("expected")
    void eachValueNamesTheMostSpecificLevelThatGivesItAndItsLine(
            String pseudowire, Side side, String parameter, String expected) {
        assertThat(origin(origins(TOPOLOGY, LOCK), pseudowire, side, parameter)).isEqualTo(expected);
    }

    @Test
    void whatTheLockFileDoesNotHaveYetSaysSo() {
        assertThat(origin(origins(TOPOLOGY, LOCK), "green", Side.B, "session_id"))
                .endsWith(" | lock_file | allocated; the lock file does not have it yet");
    }

    @Test
    void whatWasAllocatedUnderAnEarlierNameNamesThatLine() {
        String renamed = TOPOLOGY.replace("  green:", "  emerald:") + "moved: [{from: green, to: emerald}]\n";
        assertThat(origin(origins(renamed, LOCK), "emerald", Side.A, "session_id"))
                .isEqualTo("10000003 | lock_file | lock file | metro.yml.lock.yml:5");
    }

    @Test
    void theOrderOfTheSectionsDoesNotMatter() {
        int pseudowires = TOPOLOGY.indexOf("pseudowires:");
        int defaults = TOPOLOGY.indexOf("defaults:");
        String late = TOPOLOGY.substring(0, defaults)
                + TOPOLOGY.substring(pseudowires)
                + TOPOLOGY.substring(defaults, pseudowires);
        assertThat(origin(origins(late, LOCK), "blue", Side.A, "seq")).startsWith("both | profile | profile customer");
    }

    @Test
    void aCookieThatIsToBeMadeIsToldByItsLengthAndWhereThatIsAskedFor() {
        String made = TOPOLOGY.replace("  cookie: none\n  seq", "  cookie: auto\n  seq");
        assertThat(origin(origins(made, LOCK), "blue", Side.B, "cookie"))
                .isEqualTo("8 octets, made at apply | defaults | defaults | metro.yml:4");
        String unsaid = TOPOLOGY.replace("  cookie: none\n  seq", "  seq");
        assertThat(origin(origins(unsaid, LOCK), "blue", Side.B, "cookie"))
                .isEqualTo("8 octets, made at apply | built_in | built-in");
    }

    @Test
    void everyEndIsToldOnceInTheOrderOfTheFile() {
        assertThat(origins(TOPOLOGY, LOCK))
                .extracting(end -> end.pseudowire().name() + " " + end.side())
                .containsExactly("blue a", "blue b", "green a", "green b");
    }

    @Test
    void noCookieIsTold() {
        assertThat(origins(TOPOLOGY, LOCK).toString()).doesNotContain("0123456789abcdef");
    }
}
