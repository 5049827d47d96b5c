package io.pairwire.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Both ends or neither, on a real kernel and over real SSH: the command itself is killed, its agents are, and the way between them is
 * cut, at moments that are told by what lies on the hosts. Whatever happens, both ends are soon as they were or both as planned, or what
 * may be split is written down; and the next apply brings both to the plan.
 */
@Tag("lab")
final class TransactionLab {
    private static final List<String> HOSTS = List.of("host1", "host2");
    private static final Path COMMAND =
            Path.of(System.getProperty("pairwire.lab.module", "")).resolve("bin/pairwire");

    /** How long frames may take; twice as long, and more, hosts wait for us. */
    private static final int VERIFY_SECONDS = 3;

    private static final Duration CONFIRM_TIMEOUT = Duration.ofSeconds(7);

    /** What a Java that settles takes to start, on an emulated machine. */
    private static final Duration SLACK = Duration.ofSeconds(20);

    /** Whether at each of twelve moments the command and the agents of both hosts are killed, and not at some of these in turn. */
    private static final boolean ALL = Boolean.getBoolean("pairwire.transaction.all");

    private static final Set<String> SOME =
            Set.of("prepared everywhere", "begun at host1", "decided", "confirmed at host2");

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** The session IDs of the two ends, in the one state and in the other. */
    private static final int[][] STATES = {{11, 21}, {12, 22}};

    @TempDir
    private static Path directory = Path.of("");

    private static int present;

    @BeforeAll
    static void bringUp() throws IOException {
        LabHosts.up("host1", "host2");
        present = 0;
        assertThat(LabCli.run(topology(0), "apply", "--yes").status()).isZero();
    }

    @AfterAll
    static void takeDown() throws IOException {
        assertThat(LabCli.run(topology(present), "destroy", "--yes").status()).isZero();
        HOSTS.forEach(host -> assertThat(RawDump.of(host).l2tp()).isEmpty());
    }

    private static Path topology(int state) throws IOException {
        return Files.writeString(directory.resolve("both.yml"), """
                topology: both
                defaults: {cookie: none}
                pseudowires:
                  blue:
                    a: {host: host1, local: 192.168.1.1, tunnel_id: 1, session_id: %d, udp_port: 6001}
                    b: {host: host2, local: 192.168.1.2, tunnel_id: 2, session_id: %d, udp_port: 6002}
                """.formatted(STATES[state][0], STATES[state][1]));
    }

    /** A moment of a run, told by what it leaves. */
    private record Moment(String name, BooleanSupplier come) {}

    private static Path file(String host, String path) {
        return LabHosts.process(host).resolve("root").resolve(path);
    }

    private static Path journal(String host) {
        return file(host, "run/pairwire/both.journal");
    }

    private static boolean says(String host, String word) {
        try {
            return Files.readString(journal(host)).contains("\"" + word + "\"");
        } catch (IOException e) {
            return false;
        }
    }

    private static Path logs() {
        return directory.resolve("pairwire");
    }

    private static boolean isDecided() {
        return logged().anyMatch(line -> line.startsWith("confirming"));
    }

    private static Stream<String> logged() {
        File[] files = logs().toFile().listFiles();
        return Stream.of(files == null ? new File[0] : files).flatMap(file -> lines(file).stream());
    }

    /** Returns what a file says; nothing where it has gone meanwhile. */
    private static List<String> lines(File file) {
        try {
            return Files.readAllLines(file.toPath());
        } catch (IOException e) {
            return List.of();
        }
    }

    private static List<Moment> moments() {
        List<Moment> moments = new ArrayList<>();
        for (String host : HOSTS) {
            moments.add(new Moment("claimed at " + host, () -> Files.exists(file(host, "run/pairwire/both.lock"))));
            moments.add(new Moment("prepared at " + host, () -> Files.exists(journal(host))));
            moments.add(new Moment("begun at " + host, () -> says(host, "begun")));
            moments.add(new Moment("confirmed at " + host, () -> says(host, "confirmed") || Files.exists(last(host))));
        }
        moments.add(new Moment(
                "prepared everywhere", () -> HOSTS.stream().allMatch(host -> Files.exists(journal(host)))));
        moments.add(new Moment("begun everywhere", () -> HOSTS.stream().allMatch(host -> says(host, "begun"))));
        moments.add(new Moment("decided", TransactionLab::isDecided));
        moments.add(new Moment(
                "confirmed everywhere", () -> HOSTS.stream().allMatch(host -> Files.exists(last(host)))));
        moments.removeIf(moment -> !ALL && !SOME.contains(moment.name()));
        return moments;
    }

    private static Path last(String host) {
        return file(host, "run/pairwire/both.last");
    }

    /** A command in a process of its own, which brings both ends to the state that they are not in. */
    private static Process begin(String name, String... options) throws IOException {
        for (String host : HOSTS) {
            LabHosts.exec(host, "rm", "-f", "/run/pairwire/both.last");
        }
        List<String> line = new ArrayList<>(List.of(
                COMMAND.toString(),
                "apply",
                "-t",
                topology(1 - present).toString(),
                "-i",
                LabHosts.inventory().toString(),
                "--yes",
                "--verify-timeout",
                Integer.toString(VERIFY_SECONDS),
                "--confirm-timeout",
                Long.toString(CONFIRM_TIMEOUT.toSeconds())));
        line.addAll(List.of(options));
        // Its input stays open, and nothing comes: as where a person sits and does nothing.
        ProcessBuilder builder = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("out").toFile());
        builder.environment().put("XDG_STATE_HOME", directory.toString());
        System.out.println(name);
        return builder.start();
    }

    private static String said() throws IOException {
        return Files.readString(directory.resolve("out"));
    }

    private static void await(Moment moment, Process process) throws InterruptedException, IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (process.isAlive() && !moment.come().getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError(moment.name() + " does not come\n" + said() + "\n" + LabHosts.threads());
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    /** Returns which state a host is in; -1 where it is in neither. */
    private static int state(int end) {
        List<String> ids = RawDump.of(HOSTS.get(end)).all("session").stream()
                .map(session -> session.get("id"))
                .toList();
        for (int state = 0; state < STATES.length; state++) {
            if (ids.equals(List.of(Integer.toString(STATES[state][end])))) {
                return state;
            }
        }
        return -1;
    }

    /** Waits until nothing that the run has begun is open any more, and both ends are in one state; or what may be split is written down. */
    private static void settle(String what) throws InterruptedException, IOException {
        long begin = System.nanoTime();
        boolean settled = false;
        while (!settled) {
            // What was only prepared needs nobody to go back: the next run clears it away.
            boolean closed = HOSTS.stream().noneMatch(host -> says(host, "begun"));
            int a = state(0);
            int b = state(1);
            settled = closed && a >= 0 && b >= 0 && (a == b || isDecided());
            Duration took = Duration.ofNanos(System.nanoTime() - begin);
            assertThat(took)
                    .as("%s: host1 in %d, host2 in %d, closed %s; %s", what, a, b, closed, said())
                    .isLessThan(CONFIRM_TIMEOUT.plusSeconds(2).plus(SLACK));
            if (settled) {
                System.out.println(
                        what + ": settled after " + took.toMillis() + " ms, host1 in " + a + ", host2 in " + b);
            } else {
                TimeUnit.MILLISECONDS.sleep(200);
            }
        }
    }

    /** The next apply brings both ends to the plan. */
    private static void converge(String what) throws IOException {
        LabHosts.Result next = LabCli.run(topology(1 - present), "apply", "--yes");
        assertThat(next.status()).as(what + ": " + next).isZero();
        present = 1 - present;
        assertThat(List.of(state(0), state(1))).as(what).containsExactly(present, present);
        try (Stream<Path> logs = Files.exists(logs()) ? Files.list(logs()) : Stream.of()) {
            for (Path log : logs.toList()) {
                Files.delete(log);
            }
        }
    }

    @Test
    void theCommandIsKilledAtAnyMoment() throws IOException, InterruptedException {
        for (Moment moment : moments()) {
            Process process = begin("the command is killed when " + moment.name());
            await(moment, process);
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
            settle(moment.name());
            converge(moment.name());
        }
    }

    /** Kills the agents of a host: the controller sees the processes of all hosts, and knows them by their namespace. */
    private static void killAgents(String host) throws IOException {
        Path namespace = Files.readSymbolicLink(LabHosts.process(host).resolve("ns/pid"));
        ProcessHandle.allProcesses()
                .filter(process -> isAgentIn(Path.of("/proc", Long.toString(process.pid())), namespace))
                .forEach(ProcessHandle::destroyForcibly);
    }

    /** Returns whether a process is an agent in a namespace, unless it has ended meanwhile. */
    private static boolean isAgentIn(Path process, Path namespace) {
        try {
            String line = Files.readString(process.resolve("cmdline"));
            return line.contains("/agent-")
                    && line.endsWith(".jar\0agent\0")
                    && Files.readSymbolicLink(process.resolve("ns/pid")).equals(namespace);
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void anAgentIsKilledAtAnyMoment() throws IOException, InterruptedException {
        boolean first = true;
        for (Moment moment : moments()) {
            first = !first;
            for (String host : ALL ? HOSTS : List.of(HOSTS.get(first ? 0 : 1))) {
                String what = "the agent of " + host + " is killed when " + moment.name();
                Process process = begin(what);
                await(moment, process);
                killAgents(host);
                assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                        .as(what)
                        .isTrue();
                settle(what);
                boolean split = said().contains("SPLIT");
                assertThat(state(0) == state(1) || split)
                        .as(what + "\n" + said())
                        .isTrue();
                converge(what);
            }
        }
    }

    /** Everything is applied and verified, and waits for a person's word. */
    private static Process applied(String name) throws IOException, InterruptedException {
        Process process = begin(name, "--confirm", "manual");
        await(
                new Moment(
                        "applied",
                        () -> lines(directory.resolve("out").toFile()).stream()
                                .anyMatch(line -> line.contains("Keep it?"))),
                process);
        return process;
    }

    @Test
    void theWayToAHostIsCutOnceAllIsApplied() throws IOException, InterruptedException {
        Process cut = applied("the SSH server and its sessions are ended");
        LabHosts.stopSshd("host2");
        try {
            assertThat(cut.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            settle("SSH is cut");
        } finally {
            LabHosts.startSshd("host2");
        }
        assertThat(said()).contains("blue: not applied");
        assertThat(state(0)).isEqualTo(present);
        List<String> audit = lines(file("host2", "var/log/pairwire/audit.jsonl").toFile());
        assertThat(audit.get(audit.size() - 1))
                .contains("\"event\":\"taken_back\"")
                .containsPattern("\"by\":\"(host|guard)\"");
        converge("SSH is cut");

        Process reset = applied("the connection is reset");
        LabHosts.exec("host2", "ss", "--kill", "--tcp", "state", "established", "sport", "=", ":22")
                .orThrow();
        assertThat(reset.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        settle("the connection is reset");
        assertThat(said()).contains("blue: not applied");
        assertThat(state(0)).isEqualTo(present);
        converge("the connection is reset");

        Process holed = applied("nothing passes any more");
        // An interface that goes down forgets its IPv6 addresses, and other tests need them.
        LabHosts.exec("host2", "sysctl", "-qw", "net.ipv6.conf.eth0.keep_addr_on_down=1")
                .orThrow();
        LabHosts.exec("host2", "ip", "link", "set", "eth0", "down").orThrow();
        try {
            settle("nothing passes");
        } finally {
            LabHosts.exec("host2", "ip", "link", "set", "eth0", "up").orThrow();
        }
        assertThat(LabHosts.exec("host2", "ip", "-6", "address", "show", "dev", "eth0", "-tentative")
                        .orThrow())
                .contains(LabHosts.address6("host2") + "/64");
        assertThat(state(0)).isEqualTo(present);
        assertThat(holed.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        converge("nothing passes");
    }

    @Test
    void ofTwoAtOnceOneIsRefused() throws IOException, InterruptedException {
        Process first = begin("two at once");
        await(new Moment("claimed", () -> Files.exists(file("host1", "run/pairwire/both.lock"))), first);
        LabHosts.Result second = LabCli.run(topology(1 - present), "apply", "--yes");
        assertThat(first.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(second.status()).as(second.toString()).isIn(7, 0);
        if (second.status() == 7) {
            assertThat(second.errors()).contains("another run holds the lock");
        }
        settle("two at once");
        converge("two at once");
    }

    @Test
    void controlCTakesBackWhatIsNotConfirmed() throws IOException, InterruptedException {
        Process process = begin("control-C");
        await(new Moment("begun", () -> says("host1", "begun")), process);
        LabHosts.run(List.of("kill", "-INT", Long.toString(process.pid()))).orThrow();
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        settle("control-C");
        // It may have come after the decision; then the change is kept.
        assertThat(process.exitValue()).as(said()).isIn(130, 0);
        assertThat(process.exitValue() == 130 ? state(0) == present : state(0) == 1 - present)
                .as(said())
                .isTrue();
        converge("control-C");
    }
}
