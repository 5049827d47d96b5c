package io.pairwire.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.pairwire.model.AssignedCookie;
import io.pairwire.model.Cookie;
import io.pairwire.model.HostName;
import io.pairwire.model.IpAddress;
import io.pairwire.model.Pseudowire;
import io.pairwire.model.Side;
import io.pairwire.secret.Secret;
import io.pairwire.yaml.SourceText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Goldens: Python's hmac and hashlib, by RFC 5869, for the key {@code correct horse battery staple}. */
final class DerivedCookiesTest {
    private static final SecretStore KEY = reference -> new SecretStore.Answer.Found(
            Secret.of(
                    reference.text().equals("OTHER")
                            ? "another horse, battery, staple"
                            : "correct horse battery staple"),
            Optional.empty());
    private static final String HEAD = "topology: metro\ncookie_key: !env KEY\npseudowires:\n";

    private static List<Pseudowire> read(String text, SecretStore secrets) {
        TopologyReading reading = TopologyReader.read(
                SourceText.of("metro.yml", text.getBytes(StandardCharsets.UTF_8)),
                Optional.empty(),
                Hosts.unknown(),
                secrets);
        assertThat(reading.problems()).isEmpty();
        return reading.topology().orElseThrow().pseudowires();
    }

    private static String wire(String name, String more) {
        return "  " + name + ": {hosts: [lon1, par1], local: [192.0.2.1, 192.0.2.5], " + more + "}\n";
    }

    private static String cookie(Pseudowire pseudowire, Side side) {
        return pseudowire.end(side).assignedCookie().given().map(Cookie::reveal).orElse("none");
    }

    @Test
    void theyFollowFromKeyTopologyNameEndAndGeneration() {
        List<Pseudowire> wires = read(
                HEAD
                        + wire("blue", "cookie: derived")
                        + wire("green", "cookie: [derived, none]")
                        + wire("red", "cookie: derived-4"),
                KEY);
        assertThat(cookie(wires.get(0), Side.A)).isEqualTo("ad701ac9c49ad858");
        assertThat(cookie(wires.get(0), Side.B)).isEqualTo("c4fc639014871aeb");
        assertThat(cookie(wires.get(1), Side.A)).isEqualTo("b46b66eac5b2ec26");
        assertThat(wires.get(1).b().assignedCookie()).isEqualTo(AssignedCookie.NONE);
        assertThat(cookie(wires.get(2), Side.B)).isEqualTo("b42dbfe3");
        String second = HEAD + wire("blue", "cookie: derived, cookie_generation: 2");
        assertThat(cookie(read(second, KEY).get(0), Side.A)).isEqualTo("284e788ab952929c");
    }

    @Test
    void whateverDiffersMakesAnotherCookie() {
        List<String> files = List.of(
                HEAD + wire("blue", "cookie: derived"),
                HEAD + wire("blu", "cookie: derived"),
                HEAD.replace("metro", "metro2") + wire("blue", "cookie: derived"),
                HEAD.replace("KEY", "OTHER") + wire("blue", "cookie: derived"),
                HEAD + wire("blue", "cookie: derived, cookie_generation: 11"),
                HEAD + wire("blue", "cookie: derived-4"));
        List<String> cookies = new ArrayList<>();
        for (String file : files) {
            for (Side side : Side.values()) {
                cookies.add(cookie(read(file, KEY).get(0), side).substring(0, 8));
            }
        }
        assertThat(new HashSet<>(cookies)).hasSize(2 * files.size());
    }

    @Test
    void theKeyMayStandAnywhereAndTheGenerationInDefaults() {
        String text = "defaults: {cookie: derived, cookie_generation: 2}\npseudowires:\n" + wire("blue", "encap: udp")
                + "cookie_key: !file key\ntopology: metro\n";
        assertThat(cookie(read(text, KEY).get(0), Side.A)).isEqualTo("284e788ab952929c");
    }

    @Test
    void theExampleOfTheDocumentIsSound() throws IOException {
        String document = Files.readString(Path.of("../docs/secrets.md"));
        int begin = document.indexOf("```yaml\n") + "```yaml\n".length();
        TopologyReading reading = TopologyReader.read(
                "secrets.md",
                document.substring(begin, document.indexOf("```", begin)),
                Hosts.of(
                        Set.of(new HostName("lon1"), new HostName("par1")),
                        host -> Optional.of(IpAddress.parse(host.text().equals("lon1") ? "192.0.2.1" : "192.0.2.5"))));
        assertThat(reading.problems()).isEmpty();
        assertThat(reading.topology().orElseThrow().pseudowires())
                .extracting(pseudowire -> pseudowire.a().assignedCookie().source())
                .containsExactly(AssignedCookie.Source.DERIVED, AssignedCookie.Source.KEPT, AssignedCookie.Source.KEPT);
    }

    @Test
    void withoutLookingTheKeyUpTheirLengthIsKnown() {
        Pseudowire blue =
                read(HEAD + wire("blue", "cookie: derived"), SecretStore.CLOSED).get(0);
        assertThat(blue.a().assignedCookie()).isEqualTo(AssignedCookie.derived(8));
        assertThat(blue.mtu())
                .isEqualTo(
                        read(HEAD + wire("blue", "cookie: derived"), KEY).get(0).mtu());
    }
}
