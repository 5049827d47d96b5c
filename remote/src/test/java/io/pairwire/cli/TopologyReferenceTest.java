package io.pairwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pairwire.cli.TopologyReference.Setting;
import io.pairwire.transaction.FakeAgents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The reference of settings in {@code docs/topology.md}, which is made of the schema. What the schema says is held to what the program does: what it takes for
 * a key that is left out, how it changes one, and what it tells the kernel.
 *
 * <p>With {@code -Dpairwire.reference.write=true} the table is written into the page in place of being compared; whoever does that reads what
 * has changed.
 */
final class TopologyReferenceTest {
    private static final boolean WRITES = Boolean.getBoolean("pairwire.reference.write");
    private static final Path PAGE = Path.of("..", "docs", "topology.md");
    private static final Path CORE = Path.of("..", "core", "src", "main", "java", "io", "pairwire");
    private static final Pattern ATTRIBUTE = Pattern.compile("\\b(L2TP_ATTR|IFLA|IFA)_[A-Z0-9_]+");
    private static final Pattern CONSTANT = Pattern.compile("static final int (\\w+) =");
    private static final String IPV6 = "local: ['2001:db8::1', '2001:db8::5'], ";

    /** What a pseudowire has besides before a change and after it, for each key: most begin without the key, as it is when left out. */
    private static final Map<String, List<String>> CHANGES = Map.ofEntries(
            change("encap", "", "encap: ip"),
            change("local", "", "local: [192.0.2.11, 192.0.2.15]"),
            change("tunnel_id", "tunnel_id: [1, 2]", "tunnel_id: [3, 2]"),
            change("udp_port", "udp_port: [6001, 6002]", "udp_port: [6003, 6002]"),
            change("netns", "", "netns: [inner, inner]"),
            change("udp_checksum", "", "udp_checksum: on"),
            change("udp6_checksum_tx", IPV6, IPV6 + "udp6_checksum_tx: off"),
            change("udp6_checksum_rx", IPV6, IPV6 + "udp6_checksum_rx: off"),
            change("underlay_mtu", "", "underlay_mtu: 1400"),
            change("tunnel", "tunnel: one", "tunnel: two"),
            change("session_id", "session_id: [1, 2]", "session_id: [3, 2]"),
            change("interface", "", "interface: [azure, blue]"),
            change("cookie", "", "cookie: [0123456789abcdef, fedcba9876543210]"),
            change("cookie_generation", "cookie: derived", "cookie: derived, cookie_generation: 2"),
            change("address", "", "address: [10.0.0.1/30, 10.0.0.2/30]"),
            change("mac", "", "mac: [02:00:5e:00:53:01, 02:00:5e:00:53:02]"),
            change("bridge", "", "bridge: [br0, br0]"),
            change("l2spec", "", "l2spec: none"),
            change("seq", "", "seq: both"),
            change("lns_mode", "", "lns_mode: on"),
            change("reorder_timeout", "seq: both", "seq: both, reorder_timeout: 100"),
            change("mtu", "", "mtu: 1400"),
            change("protect", "", "protect: true"),
            change("tags", "", "tags: canary"));

    /** What a change of these is follows from others. */
    private static final Set<String> NOT_CHANGED = Set.of("hosts", "host", "profile");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    @SuppressWarnings("NullAway.Init") // set before each test
    private TopologyReference reference;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Map<String, Setting> settings;

    private static Map.Entry<String, List<String>> change(String key, String before, String after) {
        return Map.entry(key, List.of(before, after));
    }

    @BeforeEach
    void read() throws IOException {
        reference = TopologyReference.read();
        settings = reference.settings();
        Files.writeString(
                directory.resolve("inventory.yml"),
                "all: {hosts: {lon1: {ansible_host: 192.0.2.1}, par1: {ansible_host: 192.0.2.5}}}\n");
        Files.writeString(directory.resolve("key"), "0123456789abcdef0123456789abcdef");
        Files.setPosixFilePermissions(directory.resolve("key"), PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void theTableIsWhatTheSchemaSays() throws IOException {
        String page = Files.readString(PAGE);
        String made = reference.in(page);
        if (WRITES) {
            Files.writeString(PAGE, made);
        }
        assertThat(Files.readString(PAGE))
                .as("-Dpairwire.reference.write=true writes it")
                .isEqualTo(made);
    }

    @Test
    void theSchemaSaysSomethingOfEveryKeyThatItTakes() {
        assertThat(settings.keySet()).isEqualTo(reference.keys());
        assertThat(settings.keySet()).allMatch(key -> reference.has("defaults", key) == reference.has("profile", key));
    }

    @Test
    void whatAKeyIsWhenItIsLeftOutIsWhatEditorsTellAndTheProgramTakes() throws IOException {
        for (Setting setting : settings.values()) {
            for (String told : reference.descriptions(setting.key())) {
                if (told.contains("left out: ")) {
                    String said = told.substring(told.indexOf("left out: ") + "left out: ".length());
                    assertThat(plain(setting.leftOut()))
                            .as(setting.key())
                            .startsWith(said.replaceFirst(", or its ansible_host$", ""));
                }
            }
        }
        Map<String, String> taken = taken("cookie: derived, encap: udp");
        taken.putAll(taken(IPV6 + "cookie: auto"));
        taken.keySet().retainAll(settings.keySet());
        taken.forEach((key, value) -> assertThat(value.replace(" ms", ""))
                .as(key)
                .isEqualTo(plain(setting(key).leftOut())));
        assertThat(taken)
                .containsKeys("encap", "udp_checksum", "udp6_checksum_tx", "underlay_mtu", "l2spec", "seq", "lns_mode")
                .containsKeys("reorder_timeout", "cookie_generation");
    }

    /** These are shown as what becomes of them. */
    @ParameterizedTest
    @CsvSource({"cookie, 4", "mtu, 1400"})
    void aKeyThatIsLeftOutIsAsIfItsDefaultWereWritten(String key, String another) throws IOException {
        assertThat(values(key + ": " + plain(setting(key).leftOut()) + ", ")).isEqualTo(values(""));
        assertThat(values(key + ": " + another + ", ")).isNotEqualTo(values(""));
    }

    private Setting setting(String key) {
        return Objects.requireNonNull(settings.get(key), key);
    }

    private List<String> values(String settings) throws IOException {
        return parameters(settings).stream()
                .map(parameter -> parameter.get("name") + " " + parameter.get("value"))
                .toList();
    }

    /** Returns what is built in of the parameters of an end. */
    private Map<String, String> taken(String settings) throws IOException {
        return parameters(settings).stream()
                .filter(parameter -> parameter.get("source").asText().equals("built_in"))
                .collect(Collectors.toMap(
                        parameter -> parameter.get("name").asText(),
                        parameter -> parameter.get("value").asText(),
                        (ofEndA, ofEndB) -> ofEndB));
    }

    /** Returns the parameters of both ends. */
    private List<JsonNode> parameters(String settings) throws IOException {
        Console shown = Console.over(
                new FakeAgents(directory),
                "show",
                "--origin",
                "--json",
                "-t",
                topology(settings).toString(),
                "-i",
                directory.resolve("inventory.yml").toString());
        assertThat(shown.exitCode()).as(shown.toString()).isZero();
        List<JsonNode> parameters = new ArrayList<>();
        for (JsonNode line : lines(shown, "origin")) {
            line.get("parameters").forEach(parameters::add);
        }
        return parameters;
    }

    /** Returns the lines of a type. */
    private static List<JsonNode> lines(Console console, String type) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : console.out().lines().toList()) {
            lines.add(new ObjectMapper().readTree(line));
        }
        lines.removeIf(line -> !line.get("type").asText().equals(type));
        return lines;
    }

    private static String plain(String cell) {
        return cell.replace("`", "");
    }

    @Test
    void aChangeIsMadeAsTheSchemaSays() throws IOException {
        Set<String> keys = new TreeSet<>(settings.keySet());
        keys.removeAll(NOT_CHANGED);
        assertThat(CHANGES.keySet()).isEqualTo(keys);
        for (Map.Entry<String, List<String>> change : CHANGES.entrySet()) {
            String key = change.getKey();
            assertThat(actions(key, change.getValue().get(0), change.getValue().get(1)))
                    .as(key)
                    .isEqualTo(
                            switch (setting(key).change()) {
                                case "replaced" -> Set.of("replace");
                                case "in place" -> Set.of("change");
                                default -> Set.of();
                            });
        }
    }

    /** Returns what would be done to the ends of a pseudowire that is there, and is to be otherwise. */
    private Set<String> actions(String key, String before, String after) throws IOException {
        Path files = Files.createDirectories(directory.resolve("hosts of " + key));
        FakeAgents agents = new FakeAgents(files);
        for (String host : List.of("lon1", "par1")) {
            Files.createDirectories(files.resolve(host).resolve("netns"));
            Files.createFile(files.resolve(host).resolve("netns").resolve("inner"));
            agents.kernel(host).namespace("inner");
            agents.kernel(host).addLink("br0", 1500, "bridge");
        }
        String inventory = directory.resolve("inventory.yml").toString();
        String topology = topology(withoutOtherCookies(before)).toString();
        Console applied = Console.over(agents, "apply", "-t", topology, "-i", inventory, "--yes");
        assertThat(applied.exitCode()).as(key + applied).isZero();
        topology(withoutOtherCookies(after));
        Console planned = Console.over(agents, "plan", "-t", topology, "-i", inventory, "--json");
        assertThat(planned.exitCode()).as(key + planned).isZero();
        return lines(planned, "planned_change").stream()
                .map(line -> line.get("action").asText())
                .collect(Collectors.toSet());
    }

    /** Returns settings without cookies, unless it is these that change: so it is the key alone whose change is seen. */
    private static String withoutOtherCookies(String settings) {
        return settings.contains("cookie: ") ? settings : "cookie: none, " + settings;
    }

    private Path topology(String settings) throws IOException {
        String tunnels = settings.contains("tunnel: ") ? "tunnels:\n  one: [lon1, par1]\n  two: [lon1, par1]\n" : "";
        String hosts = tunnels.isEmpty() ? "hosts: [lon1, par1], " : "";
        return Files.writeString(
                directory.resolve("topology.yml"),
                "topology: metro\ncookie_key: !file key\n" + tunnels + "pseudowires:\n  blue: {" + hosts + settings
                        + "}\n");
    }

    @Test
    void attributesAreThoseThatTheKernelIsTold() throws IOException {
        Set<String> told = constants("l2tp/Attribute.java", "L2TP_ATTR_");
        told.removeIf(name -> name.matches("L2TP_ATTR_(STATS|[RT]X_.*)"));
        assertThat(named(reference.in(Files.readString(PAGE))).stream()
                        .filter(name -> name.startsWith("L2TP_"))
                        .collect(Collectors.toSet()))
                .isEqualTo(told);
        assertThat(settings.values())
                .filteredOn(setting -> Set.of("replaced", "in place").contains(setting.change()))
                .noneMatch(setting -> setting.kernel().isEmpty());
    }

    @Test
    void noPageNamesAnAttributeThatTheCodeDoesNotKnow() throws IOException {
        Set<String> known = constants("l2tp/Attribute.java", "L2TP_ATTR_");
        known.addAll(constants("link/Rtnetlink.java", "IF"));
        try (Stream<Path> pages = Files.list(PAGE.resolveSibling(""))) {
            for (Path page :
                    pages.filter(file -> file.toString().endsWith(".md")).toList()) {
                assertThat(known).as(page.toString()).containsAll(named(Files.readString(page)));
            }
        }
    }

    private static Set<String> named(String page) {
        Set<String> named = new TreeSet<>();
        Matcher attribute = ATTRIBUTE.matcher(page);
        while (attribute.find()) {
            named.add(attribute.group());
        }
        return named;
    }

    private static Set<String> constants(String file, String prefix) throws IOException {
        Set<String> names = new TreeSet<>();
        Matcher constant = CONSTANT.matcher(Files.readString(CORE.resolve(file)));
        while (constant.find()) {
            if (constant.group(1).startsWith(prefix)) {
                names.add(constant.group(1));
            }
        }
        return names;
    }
}
