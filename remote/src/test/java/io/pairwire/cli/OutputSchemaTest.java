package io.pairwire.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pairwire.netlink.Errno;
import io.pairwire.transaction.FakeAgents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OutputSchemaTest {
    private static final Pattern TYPE = Pattern.compile("^\\{\"type\":\"([a-z_]+)\"");
    private static final String INVENTORY = """
            all:
              hosts: {lon1: {ansible_host: 192.0.2.1}, par1: {ansible_host: 192.0.2.5}, ams1: {ansible_host: 192.0.2.9}}
            """;
    /** With all that there is to show. */
    private static final String FULL = """
            topology: metro
            defaults: {cookie: none}
            pseudowires:
              blue:
                {hosts: [lon1, par1], cookie: [0123456789abcdef, 76543210], seq: both, reorder_timeout: 100, lns_mode: on,
                 address: [10.0.0.1/32, 10.0.0.2/32], udp_checksum: on, mac: [02:00:5e:00:53:01, 02:00:5e:00:53:02]}
              green: {hosts: [lon1, ams1], encap: ip, l2spec: none, bridge: br0, netns: [inner, inner]}
              red: {hosts: [par1, ams1], local: ["2001:db8::5", "2001:db8::9"], udp6_checksum_tx: off}
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    @SuppressWarnings("NullAway.Init") // set before each test
    private FakeAgents agents;

    private final Set<String> met = new TreeSet<>();

    @BeforeEach
    void startAfresh() throws IOException {
        agents = new FakeAgents(directory);
        Files.writeString(directory.resolve("inventory.yml"), INVENTORY);
        for (String host : new String[] {"lon1", "ams1"}) {
            Files.createDirectories(directory.resolve(host).resolve("netns"));
            Files.createFile(directory.resolve(host).resolve("netns").resolve("inner"));
            agents.kernel(host).namespace("inner").addLink("br0", 1500, "bridge");
        }
    }

    /** Runs a command, whose lines {@link Console} holds against the schema, and notes the types of its lines. */
    private Console run(String command, String topology) throws IOException {
        Path file = Files.writeString(directory.resolve("topology.yml"), topology);
        String words = command + " --json -t " + file + " -i " + directory.resolve("inventory.yml");
        return noted(Console.over(agents, words.split(" ")));
    }

    private Console noted(Console console) {
        console.out().lines().forEach(line -> {
            Matcher type = TYPE.matcher(line);
            assertThat(type.find()).as(line).isTrue();
            met.add(type.group(1));
        });
        return console;
    }

    @Test
    void everyTypeOfLineIsPrintedByACommandAndEveryLineIsAsDescribed() throws IOException {
        run("validate", FULL);
        run("validate", FULL.replace("encap: ip", "encap: icmp"));
        run("lock --check", FULL);
        run("lock", FULL);
        run("show --origin", FULL);
        run("plan --offline", FULL);
        run("plan", FULL);
        run("drift", FULL);
        assertThat(run("apply --yes", FULL).exitCode()).isZero();
        assertThat(run("apply --yes", FULL).exitCode()).isZero();
        run("show", FULL);
        assertThat(run("verify", FULL).exitCode()).isZero();
        assertThat(run("show nothing", FULL).exitCode()).isEqualTo(12);
        String changed = FULL.replace("reorder_timeout: 100", "reorder_timeout: 200, mtu: 1300")
                .replace("76543210", "76543211")
                .replace("l2spec: none", "l2spec: default");
        run("plan", changed);
        run("drift", changed.replace("green:", "orange:"));
        String saved = directory.resolve("p.json").toString();
        run("plan -o " + saved, FULL);
        noted(Console.over(agents, "show", saved, "--json"));
        agents.reboot("par1");
        assertThat(noted(Console.over(agents, "apply", saved, "--json")).exitCode())
                .isEqualTo(6);
        agents.unreachable("ams1", true);
        run("drift", FULL);
        run("plan", FULL);
        agents.unreachable("ams1", false);
        agents.kernel("lon1").faults().failWrite(1, Errno.EPERM);
        assertThat(run("apply --yes", changed).exitCode()).isEqualTo(8);
        Path file = directory.resolve("topology.yml");
        noted(Console.typing("n\n", agents, "destroy", "--json", "-t", file.toString(), "-i", inventory()));
        assertThat(run("destroy --yes", FULL).exitCode()).isZero();
        agents.kernel("par1").addLink("blue", 1500, "");
        run("plan", FULL);
        run("drift", FULL);

        run("graph --format dot", FULL);

        noted(Console.from(new FakeErrands(), "doctor", "--json", "-i", inventory()));
        noted(Console.from(new FakeErrands(), "clean-host", "--json", "--yes", "-i", inventory()));

        books();

        assertThat(met).containsExactlyInAnyOrderElementsOf(describedTypes());
    }

    private void books() throws IOException {
        Files.writeString(directory.resolve("topology.yml"), FULL.replace("bridge: br0, ", ""));
        Path book = Files.writeString(directory.resolve("book.yml"), """
                - topology: topology.yml
                  pseudowires: green
                  tasks: [{drift: }]
                - topology: topology.yml
                  pseudowires: all:!green
                  serial: 1
                  any_errors_fatal: true
                  tasks:
                    - drift:
                      when: pseudowire.name == 'red'
                    - assert: {reachable: true}
                    - verify: {timeout: 1}
                """);
        for (String options :
                List.of("--syntax-check", "--list-tasks --list-pseudowires", "--check --diff --limit blue,red", "")) {
            noted(Console.over(
                    agents,
                    ("playbook --json " + book + " -i " + inventory() + " " + options)
                            .strip()
                            .split(" ")));
        }
    }

    private String inventory() {
        return directory.resolve("inventory.yml").toString();
    }

    private static Set<String> describedTypes() throws IOException {
        JsonNode schema = new ObjectMapper().readTree(Files.readString(OutputSchema.FILE));
        Set<String> types = new TreeSet<>();
        schema.at("/properties/type/enum").forEach(type -> types.add(type.asText()));
        Set<String> ruled = new TreeSet<>();
        schema.at("/allOf")
                .forEach(rule -> ruled.add(rule.at("/if/properties/type/const").asText()));
        assertThat(ruled).isEqualTo(types);
        return types;
    }

    @Test
    void aPeerMismatchIsAsDescribed() {
        assertThat(OutputSchema.complaints("{\"type\":\"drift\",\"pseudowire\":\"blue\",\"class\":\"peer_mismatch\","
                        + "\"ends\":[{\"end\":\"a\",\"host\":\"lon1\",\"presence\":\"there\",\"differences\":[]}],"
                        + "\"mismatches\":[{\"host\":\"lon1\",\"name\":\"cookie\",\"far_host\":\"par1\",\"far_name\":"
                        + "\"peer_cookie\",\"far_is\":\"8 octets\"}]}"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{\"type\":\"nonsense\"}|type",
                "{\"severity\":\"error\"}|type",
                "{\"type\":\"valid\",\"topology\":\"t\",\"pseudowires\":1}|hosts",
                "{\"type\":\"valid\",\"topology\":\"t\",\"pseudowires\":\"1\",\"hosts\":2}|integer",
                "{\"type\":\"declined\",\"why\":\"so\"}|why",
                "{\"type\":\"diagnostic\",\"severity\":\"fatal\",\"message\":\"m\"}|severity",
                "{\"type\":\"summary\",\"add\":1}|change",
                "{\"type\":\"left_alone\",\"pseudowire\":\"blue\"}|reason",
                "not JSON|it is no JSON"
            })
    void aLineThatIsNotAsDescribedIsRefusedInWordsThatNameTheFault(String line, String fault) {
        assertThatThrownBy(() ->
                        OutputSchema.check("{\"type\":\"version\",\"schema\":\"1.0\",\"pairwire\":\"1\"}\n" + line))
                .hasMessageContaining(fault);
    }

    @Test
    void theVersionComesFirst() {
        assertThatThrownBy(() -> OutputSchema.check("{\"type\":\"declined\"}"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("does not tell the version");
    }

    @Test
    void readersAreToldThatFieldsMayCome() throws IOException {
        assertThat(Files.readString(OutputSchema.FILE))
                .contains("\"additionalProperties\": true")
                .doesNotContain("\"additionalProperties\": false");
    }
}
