package io.pairwire.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host that is managed over the very pseudowire that changes: its SSH server is reached by an address on that interface. */
@Tag("lab")
final class SelfCutLab {
    private static final String INNER = "10.9.0.2";

    private static final Duration CONFIRM_TIMEOUT = Duration.ofSeconds(8);

    /** What looking costs, and going back, on an emulated machine that others use too. */
    private static final Duration SLACK = Duration.ofSeconds(20);

    @TempDir
    private static Path directory = Path.of("");

    private static Path inventory = Path.of("");

    @BeforeAll
    static void manageHost2OverThePseudowire() throws IOException {
        LabHosts.up("host1", "host2");
        assertThat(LabCli.run(topology(INNER, 1), "apply", "--yes").status()).isZero();
        LabHosts.exec("host1", "sysctl", "-qw", "net.ipv4.ip_forward=1").orThrow();
        LabHosts.run(List.of("ip", "route", "add", INNER, "via", LabHosts.address("host1")))
                .orThrow();
        StringBuilder keys = new StringBuilder();
        for (String line : Files.readAllLines(LabHosts.knownHosts())) {
            if (line.startsWith("host2,")) {
                keys.append(INNER).append(line.substring(line.indexOf(' '))).append('\n');
            }
        }
        Files.writeString(LabHosts.knownHosts(), keys, StandardOpenOption.APPEND);
        writeInventory();
    }

    @AfterAll
    static void manageItAsBefore() throws IOException {
        LabHosts.run(List.of("ip", "route", "del", INNER)).orThrow();
        LabHosts.exec("host1", "sysctl", "-qw", "net.ipv4.ip_forward=0").orThrow();
        assertThat(LabCli.run(topology(INNER, 1), "destroy", "--yes").status()).isZero();
        List.of("host1", "host2")
                .forEach(host -> assertThat(RawDump.of(host).l2tp()).isEmpty());
    }

    private static Path topology(String inner, int session) throws IOException {
        return Files.writeString(directory.resolve("inside.yml"), """
                topology: inside
                defaults: {cookie: none}
                pseudowires:
                  way:
                    a: {host: host1, local: 192.168.1.1, tunnel_id: 1, session_id: %d1, udp_port: 6001, address: 10.9.0.1/24}
                    b: {host: host2, local: 192.168.1.2, tunnel_id: 2, session_id: %d2, udp_port: 6002, address: %s/24}
                """.formatted(session, session, inner));
    }

    private static void writeInventory() throws IOException {
        inventory = Files.writeString(
                directory.resolve("inside-hosts.yml"),
                Files.readString(LabHosts.inventory())
                        .replace("ansible_host: " + LabHosts.address("host2"), "ansible_host: " + INNER));
    }

    private static LabHosts.Result apply(Path topology, String... options) {
        List<String> words = new ArrayList<>(List.of(
                "apply",
                "-t",
                topology.toString(),
                "-i",
                inventory.toString(),
                "--yes",
                "--verify-timeout",
                "3",
                "--confirm-timeout",
                Long.toString(CONFIRM_TIMEOUT.toSeconds())));
        words.addAll(List.of(options));
        return LabCli.run(words.toArray(String[]::new));
    }

    private static String session(String host) {
        return RawDump.of(host).all("session").get(0).get("id");
    }

    private static boolean has(String address) {
        return RawDump.of("host2").all("address").stream()
                .anyMatch(known -> known.get("local").equals(address));
    }

    @Test
    void aChangeOfItIsRefusedUnlessItIsAllowed() throws IOException {
        LabHosts.Result refused = apply(topology(INNER, 3));
        assertThat(refused.status()).as(refused.toString()).isNotZero();
        assertThat(refused.output() + refused.errors()).contains("--allow-self-cut");
        assertThat(List.of(session("host1"), session("host2"))).containsExactly("11", "12");

        // Replaced at both ends, the way is there again, before SSH has missed it for long.
        LabHosts.Result allowed = apply(topology(INNER, 3), "--allow-self-cut");
        assertThat(allowed.status()).as(allowed.toString()).isZero();
        assertThat(List.of(session("host1"), session("host2"))).containsExactly("31", "32");
        LabHosts.Result back = apply(topology(INNER, 1), "--allow-self-cut");
        assertThat(back.status()).as(back.toString()).isZero();
    }

    @Test
    void aCutThatLastsIsTakenBack() throws IOException, InterruptedException {
        Path topology = topology("10.9.0.3", 1);
        CompletableFuture<LabHosts.Result> command =
                CompletableFuture.supplyAsync(() -> apply(topology, "--allow-self-cut"));
        await(() -> has("10.9.0.3"), Duration.ofMinutes(2));
        long cut = System.nanoTime();
        await(
                () -> has(INNER) && !has("10.9.0.3"),
                CONFIRM_TIMEOUT.plusSeconds(2).plus(SLACK));
        System.out.println("the way was there again " + (System.nanoTime() - cut) / 1_000_000
                + " ms after the cut, with a timeout of " + CONFIRM_TIMEOUT.toMillis());
        assertThat(command.join().status()).as(command.join().toString()).isIn(8, 9);
        LabHosts.Result next = apply(topology(INNER, 1));
        assertThat(next.status()).as(next.toString()).isZero();
        assertThat(next.output()).contains("Nothing to do");
    }

    private static void await(BooleanSupplier wanted, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (!wanted.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.sleep(100);
        }
    }
}
