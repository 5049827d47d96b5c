package io.pairwire.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pairwire.exchange.Commit;
import io.pairwire.exchange.Request;
import io.pairwire.model.TopologyName;
import io.pairwire.netlink.Errno;
import io.pairwire.transaction.FakeAgents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What both the controller and the hosts write down of a run for those who ask later. */
final class AuditCommandTest {
    private static final String COOKIE = "00112233445566aa";
    private static final String TOPOLOGY = """
            topology: audited
            pseudowires:
              blue:
                cookie: [00112233445566aa, 00112233445566bb]
                a: {host: lon1, local: 192.0.2.1, tunnel_id: 10, session_id: 11, udp_port: 6010}
                b: {host: par1, local: 192.0.2.5, tunnel_id: 20, session_id: 21, udp_port: 6020}
              green:
                a: {host: lon1, local: 192.0.2.1, tunnel_id: 12, session_id: 13, udp_port: 6012}
                b: {host: ams1, local: 192.0.2.9, tunnel_id: 22, session_id: 23, udp_port: 6022}
            """;
    private static final Path LOG = RunLog.directory(System.getenv()).resolve("audit.jsonl");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    @SuppressWarnings("NullAway.Init") // set before each test
    private FakeAgents agents;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Path topology;

    private int before;

    @BeforeEach
    void startAfresh() throws IOException {
        agents = new FakeAgents(directory.resolve("hosts"));
        topology = Files.writeString(
                Files.createDirectory(directory.resolve("repository")).resolve("metro.yml"), TOPOLOGY);
        before = lines().size();
    }

    private static List<String> lines() throws IOException {
        return Files.exists(LOG) ? Files.readAllLines(LOG) : List.of();
    }

    /** Returns what the controller has written since the last time. */
    private List<JsonNode> written() throws IOException {
        List<String> all = lines();
        List<String> fresh = all.subList(before, all.size());
        before = all.size();
        AuditSchema.checkController(fresh);
        assertThat(String.join("\n", fresh)).doesNotContain(COOKIE);
        return parsed(fresh);
    }

    private static List<JsonNode> parsed(List<String> lines) throws IOException {
        List<JsonNode> nodes = new ArrayList<>();
        for (String line : lines) {
            nodes.add(new ObjectMapper().readTree(line));
        }
        return nodes;
    }

    private List<JsonNode> onHost(String host) throws IOException {
        Path file = directory.resolve("hosts").resolve(host).resolve("log").resolve("audit.jsonl");
        List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
        AuditSchema.checkHost(lines);
        assertThat(String.join("\n", lines)).doesNotContain(COOKIE);
        return parsed(lines);
    }

    private static List<String> texts(List<JsonNode> lines, String field) {
        return lines.stream().map(line -> line.path(field).asText()).toList();
    }

    private Console pairwire(String command, String... more) {
        List<String> arguments = new ArrayList<>(List.of(command, "-t", topology.toString()));
        arguments.addAll(List.of(more));
        return Console.over(agents, arguments.toArray(String[]::new));
    }

    private void git(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "git", "-c", "user.name=Anna", "-c", "user.email=anna@example.com", "-c", "commit.gpgsign=false"));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command)
                .directory(directory.resolve("repository").toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("git.txt").toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(directory.resolve("git.txt")))
                .isZero();
    }

    @Test
    void aRunIsTheSameInTheControllersLogAndTheHosts() throws IOException {
        assertThat(pairwire("apply", "--yes").exitCode()).isZero();
        List<JsonNode> told = written();
        assertThat(texts(told, "event")).containsExactly("begun", "ended");
        JsonNode ended = told.get(1);
        assertThat(ended.path("command").asText()).isEqualTo("apply");
        assertThat(ended.path("result").asText()).isEqualTo("applied");
        assertThat(ended.path("exit_code").asInt()).isZero();
        assertThat(ended.path("hosts").toString()).isEqualTo("[\"ams1\",\"lon1\",\"par1\"]");
        assertThat(ended.path("pseudowires").toString())
                .isEqualTo("[{\"pseudowire\":\"blue\",\"change\":\"create\",\"fate\":\"kept\",\"verdict\":\"ok\"},"
                        + "{\"pseudowire\":\"green\",\"change\":\"create\",\"fate\":\"kept\",\"verdict\":\"ok\"}]");
        for (String host : new String[] {"lon1", "par1", "ams1"}) {
            List<JsonNode> there = onHost(host);
            assertThat(texts(there, "event")).startsWith("begun").contains("kept");
            for (JsonNode line : there) {
                assertThat(line.path("run")).isEqualTo(ended.path("run"));
                assertThat(line.path("plan")).isEqualTo(ended.path("plan"));
                assertThat(line.path("operator")).isEqualTo(ended.path("operator"));
            }
        }
        assertThat(onHost("par1").get(1).path("pseudowires").toString())
                .isEqualTo("[{\"pseudowire\":\"blue\",\"verdict\":\"ok\"}]");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(LOG)))
                .isEqualTo("rw-------");
    }

    @Test
    void whatNeedsNoChangeIsToldByTheControllerAlone() throws IOException {
        pairwire("apply", "--yes");
        written();
        int there = onHost("lon1").size();
        assertThat(pairwire("apply", "--yes").exitCode()).isZero();
        List<JsonNode> told = written();
        assertThat(texts(told, "event")).containsExactly("begun", "ended");
        assertThat(told.get(1).path("result").asText()).isEqualTo("nothing_to_do");
        assertThat(told.get(1).path("unchanged").asInt()).isEqualTo(2);
        assertThat(onHost("lon1")).hasSize(there);
    }

    @Test
    void whatOnlyLooksWritesNothingAnywhere() throws IOException {
        for (String command : new String[] {"plan", "show", "verify", "drift", "validate"}) {
            pairwire(command);
        }
        pairwire("apply", "--check");
        pairwire("destroy", "--check");
        assertThat(written()).isEmpty();
        assertThat(directory.resolve("hosts")).doesNotExist();
    }

    @Test
    void whatFailsIsRefusedOrDeclinedHasItsLineToo() throws IOException {
        agents.kernel("par1").faults().failWrite(1, Errno.EPERM);
        assertThat(pairwire("apply", "--yes").exitCode()).isEqualTo(8);
        JsonNode failed = written().get(1);
        assertThat(failed.path("exit_code").asInt()).isEqualTo(8);
        assertThat(failed.at("/pseudowires/0/fate").asText()).isEqualTo("taken_back");
        assertThat(failed.at("/pseudowires/0/why").asText()).contains("EPERM");
        JsonNode back = onHost("par1").get(1);
        assertThat(back.path("event").asText()).isEqualTo("taken_back");
        assertThat(back.path("by").asText()).isEqualTo("run");
        assertThat(back.at("/pseudowires/0/why").asText()).contains("EPERM");

        Console no = Console.typing("n\n", agents, "destroy", "-t", topology.toString());
        assertThat(no.exitCode()).isZero();
        JsonNode declined = written().get(1);
        assertThat(declined.path("result").asText()).isEqualTo("declined");
        assertThat(declined.at("/pseudowires/0/fate").asText()).isEqualTo("not_tried");

        agents.unreachable("lon1", true);
        assertThat(pairwire("destroy", "--yes", "--limit", "green").exitCode()).isEqualTo(4);
        JsonNode unreachable = written().get(1);
        assertThat(unreachable.path("limit").asText()).isEqualTo("green");
        assertThat(unreachable.at("/failures/0/host").asText()).isEqualTo("lon1");
        assertThat(unreachable.path("exit_code").asInt()).isEqualTo(4);
    }

    @Test
    void aPlanHasOneIdWhereverItIsTold() throws IOException {
        Path plan = directory.resolve("p.json");
        assertThat(pairwire("plan", "-o", plan.toString()).exitCode()).isZero();
        Console shown = Console.over(agents, "show", plan.toString(), "--json");
        JsonNode saved = parsed(shown.out().lines().toList()).get(1);
        String id = saved.path("plan").asText();
        assertThat(id).matches("[0-9a-f]{16}");
        assertThat(Console.over(agents, "show", plan.toString()).out()).contains(", ID " + id + ";");
        assertThat(Console.over(agents, "apply", plan.toString()).exitCode()).isZero();
        List<JsonNode> told = written();
        assertThat(texts(told, "plan")).containsExactly(id, id);
        assertThat(told.get(0).path("saved_plan").asText()).isEqualTo(plan.toString());
        pairwire("apply", "--yes");
        assertThat(texts(written(), "plan")).containsExactly(id, id);
        Files.writeString(topology, TOPOLOGY.replace("  green:", "  green:\n    mtu: 1300"));
        pairwire("apply", "--yes");
        assertThat(texts(written(), "plan")).doesNotContain(id);
    }

    @Test
    void theCommitOfTheFilesIsToldAndWhetherTheyAreAsItHasThem() throws IOException, InterruptedException {
        pairwire("apply", "--yes");
        assertThat(written().get(0).has("commit")).isFalse();
        git("init", "-q");
        git("add", "metro.yml");
        git("commit", "-q", "-m", "First");
        Path inventory = Files.writeString(topology.resolveSibling("hosts.ini"), "lon1\n");
        Commit clean = GitCommit.of(topology, List.of("lon1,par1", "-")).orElseThrow();
        assertThat(clean.dirty()).isFalse();
        assertThat(GitCommit.of(topology, List.of(inventory.toString())))
                .as("an inventory that is not committed")
                .contains(new Commit(clean.id(), true));
        Files.writeString(directory.resolve("elsewhere.ini"), "lon1\n");
        assertThat(GitCommit.of(
                        topology, List.of(directory.resolve("elsewhere.ini").toString())))
                .contains(clean);
        Files.writeString(LockFiles.of(topology), "");
        assertThat(GitCommit.of(topology, List.of())).contains(new Commit(clean.id(), true));
        Files.delete(LockFiles.of(topology));
        Files.writeString(topology, TOPOLOGY.replace("  green:", "  green:\n    mtu: 1300"));
        pairwire("apply", "--yes");
        JsonNode dirty = written().get(1);
        assertThat(dirty.path("commit").asText()).isEqualTo(clean.id());
        assertThat(dirty.path("dirty").asBoolean()).isTrue();
        List<JsonNode> there = onHost("ams1");
        assertThat(there.get(there.size() - 1).path("commit").asText()).isEqualTo(clean.id());
        assertThat(there.get(there.size() - 1).path("dirty").asBoolean()).isTrue();
    }

    @Test
    void aLogThatCannotBeWrittenIsSaid() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");
        AuditedRun run = new AuditedRun(
                file,
                new AuditedRun.Errand(
                        "apply",
                        new Request.Claim("1", "anna@noc1", Duration.ZERO),
                        Map.of(),
                        new TopologyName("audited"),
                        topology.toString(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of()));
        assertThatThrownBy(run::awaitBegun)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot write the audit log " + file.resolve("audit.jsonl"));
        assertThatThrownBy(() -> run.end(ExitCode.DONE)).isInstanceOf(IOException.class);
    }
}
