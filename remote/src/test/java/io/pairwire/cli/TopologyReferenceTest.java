package io.pairwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pairwire.transaction.FakeAgents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The reference of settings in {@code docs/topology.md}, held to the schema (which keys there are, and where they may stand), and to what the
 * program does: what it takes for a key that is left out, and how it changes one.
 */
final class TopologyReferenceTest {
    private static final Path PAGE = Path.of("..", "docs", "topology.md");
    private static final Path CORE = Path.of("..", "core", "src", "main", "java", "io", "pairwire");
    private static final Pattern ROW = Pattern.compile("\\| `([a-z0-9_]+)` \\| (both|tunnel|pseudowire) \\|.*");
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
    private JsonNode schema;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Map<String, Row> rows;

    /** A row of the table. */
    private record Row(String of, String places, String leftOut, String kernel, String change) {}

    private static Map.Entry<String, List<String>> change(String key, String before, String after) {
        return Map.entry(key, List.of(before, after));
    }

    @BeforeEach
    void read() throws IOException {
        schema = new ObjectMapper()
                .readTree(Files.readString(EditorSchema.file("topology")))
                .get("$defs");
        rows = new LinkedHashMap<>();
        for (String line : Files.readAllLines(PAGE)) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                List<String> cells =
                        Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
                assertThat(cells).as(line).hasSize(9);
                rows.put(row.group(1), new Row(cells.get(2), cells.get(3), cells.get(5), cells.get(6), cells.get(7)));
            }
        }
        Files.writeString(
                directory.resolve("inventory.yml"),
                "all: {hosts: {lon1: {ansible_host: 192.0.2.1}, par1: {ansible_host: 192.0.2.5}}}\n");
        Files.writeString(directory.resolve("key"), "0123456789abcdef0123456789abcdef");
        Files.setPosixFilePermissions(directory.resolve("key"), PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void everyKeyOfTheSchemaIsThereWithWhoseItIsAndWhereItMayStand() {
        assertThat(rows.keySet()).isEqualTo(keys());
        rows.forEach((key, row) -> {
            assertThat(row.places()).as(key).isEqualTo(places(key));
            assertThat(row.of()).as(key).isEqualTo(of(key));
        });
    }

    private Set<String> keys() {
        Set<String> keys = new LinkedHashSet<>();
        for (String part : List.of("tunnel", "tunnel_end", "pseudowire", "pseudowire_end", "member", "member_end")) {
            schema.get(part).get("properties").fieldNames().forEachRemaining(keys::add);
        }
        keys.removeAll(Set.of("a", "b"));
        return keys;
    }

    private boolean has(String part, String key) {
        return schema.get(part).get("properties").has(key);
    }

    private String places(String key) {
        assertThat(has("defaults", key)).as(key).isEqualTo(has("profile", key));
        List<String> places = new ArrayList<>();
        if (has("defaults", key)) {
            places.add("shared");
        }
        if (Stream.of("tunnel", "pseudowire", "member").anyMatch(part -> has(part, key))) {
            places.add("pair");
        }
        if (Stream.of("tunnel_end", "pseudowire_end", "member_end").anyMatch(part -> has(part, key))) {
            places.add("end");
        }
        return String.join(", ", places);
    }

    private String of(String key) {
        boolean tunnel = has("tunnel", key) || has("tunnel_end", key);
        boolean member = has("member", key) || has("member_end", key);
        return tunnel && member ? "both" : tunnel ? "tunnel" : "pseudowire";
    }

    @Test
    void whatAKeyIsWhenItIsLeftOutIsWhatEditorsTellAndTheProgramTakes() throws IOException {
        for (Map.Entry<String, Row> row : rows.entrySet()) {
            String told = described(row.getKey());
            if (told.contains("left out: ")) {
                String said = told.substring(told.indexOf("left out: ") + "left out: ".length());
                assertThat(plain(row.getValue().leftOut()))
                        .as(row.getKey())
                        .startsWith(said.replaceFirst(", or its ansible_host$", ""));
            }
        }
        Map<String, String> taken = taken("cookie: derived, encap: udp");
        taken.putAll(taken(IPV6 + "cookie: auto"));
        taken.put("mtu", "auto");
        Set<String> compared = new TreeSet<>();
        taken.forEach((key, value) -> {
            if (rows.containsKey(key)) {
                compared.add(key);
                assertThat(value.replace(" ms", ""))
                        .as(key)
                        .isEqualTo(plain(rows.get(key).leftOut()));
            }
        });
        assertThat(compared)
                .contains("encap", "udp_checksum", "udp6_checksum_tx", "underlay_mtu", "l2spec", "seq", "lns_mode")
                .contains("reorder_timeout", "cookie_generation", "mtu");
    }

    private String described(String key) {
        return Stream.of("defaults", "pseudowire", "pseudowire_end", "member")
                .filter(part -> has(part, key))
                .map(part -> schema.get(part)
                        .get("properties")
                        .get(key)
                        .path("description")
                        .asText())
                .findFirst()
                .orElse("");
    }

    /** Returns what is built in of the parameters of an end. */
    private Map<String, String> taken(String settings) throws IOException {
        Map<String, String> taken = new LinkedHashMap<>();
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
        for (String line : shown.out()
                .lines()
                .filter(each -> each.contains("\"type\":\"origin\""))
                .toList()) {
            for (JsonNode parameter : new ObjectMapper().readTree(line).get("parameters")) {
                if (parameter.get("source").asText().equals("built_in")) {
                    taken.put(
                            parameter.get("name").asText(),
                            parameter.get("value").asText());
                }
            }
        }
        return taken;
    }

    private static String plain(String cell) {
        return cell.replace("`", "");
    }

    @Test
    void aChangeIsMadeAsThePageSays() throws IOException {
        Set<String> keys = new TreeSet<>(rows.keySet());
        keys.removeAll(NOT_CHANGED);
        assertThat(CHANGES.keySet()).isEqualTo(keys);
        for (Map.Entry<String, Row> row : rows.entrySet()) {
            List<String> change = CHANGES.getOrDefault(row.getKey(), List.of());
            if (!change.isEmpty()) {
                assertThat(actions(row.getKey(), change.get(0), change.get(1)))
                        .as(row.getKey())
                        .isEqualTo(
                                switch (row.getValue().change()) {
                                    case "replaced" -> Set.of("replace");
                                    case "in place" -> Set.of("change");
                                    default -> Set.of();
                                });
            }
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
        String topology = topology(before).toString();
        Console applied = Console.over(agents, "apply", "-t", topology, "-i", inventory, "--yes");
        assertThat(applied.exitCode()).as(key + applied).isZero();
        topology(after);
        Console planned = Console.over(agents, "plan", "-t", topology, "-i", inventory, "--json");
        assertThat(planned.exitCode()).as(key + planned).isZero();
        Set<String> actions = new TreeSet<>();
        for (String line : planned.out().lines().toList()) {
            JsonNode said = new ObjectMapper().readTree(line);
            if (said.get("type").asText().equals("planned_change")) {
                actions.add(said.get("action").asText());
            }
        }
        return actions;
    }

    private Path topology(String settings) throws IOException {
        String cookie = settings.contains("cookie: ") ? "" : "cookie: none, ";
        String tunnels = settings.contains("tunnel: ") ? "tunnels:\n  one: [lon1, par1]\n  two: [lon1, par1]\n" : "";
        String hosts = tunnels.isEmpty() ? "hosts: [lon1, par1], " : "";
        return Files.writeString(
                directory.resolve("topology.yml"),
                "topology: metro\ncookie_key: !file key\n" + tunnels + "pseudowires:\n  blue: {" + cookie + hosts
                        + settings + "}\n");
    }

    @Test
    void attributesAreThoseThatTheKernelIsTold() throws IOException {
        Set<String> told = constants("l2tp/Attribute.java", "L2TP_ATTR_");
        told.removeIf(name -> name.matches("L2TP_ATTR_(STATS|[RT]X_.*)"));
        assertThat(named(PAGE).stream().filter(name -> name.startsWith("L2TP_")).collect(Collectors.toSet()))
                .isEqualTo(told);
        Optional<String> without = rows.entrySet().stream()
                .filter(row ->
                        Set.of("replaced", "in place").contains(row.getValue().change()))
                .filter(row -> row.getValue().kernel().isEmpty())
                .map(Map.Entry::getKey)
                .findFirst();
        assertThat(without).isEmpty();
    }

    @Test
    void noPageNamesAnAttributeThatTheCodeDoesNotKnow() throws IOException {
        Set<String> known = constants("l2tp/Attribute.java", "L2TP_ATTR_");
        known.addAll(constants("link/Rtnetlink.java", "IF"));
        try (Stream<Path> pages = Files.list(PAGE.resolveSibling(""))) {
            for (Path page :
                    pages.filter(file -> file.toString().endsWith(".md")).toList()) {
                assertThat(known).as(page.toString()).containsAll(named(page));
            }
        }
    }

    private static Set<String> named(Path page) throws IOException {
        Set<String> named = new TreeSet<>();
        Matcher attribute = ATTRIBUTE.matcher(Files.readString(page));
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
