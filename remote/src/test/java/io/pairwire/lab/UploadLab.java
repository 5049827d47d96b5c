package io.pairwire.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the agent needs on a host: its jar, which comes over a line that may be slow or break, a Java, and a place where it may lie. */
@Tag("lab")
@Tag("once")
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class UploadLab {
    private static final String CACHE = "/var/cache/pairwire";

    @TempDir
    private static Path directory = Path.of("");

    private static Path topology = Path.of("");

    @BeforeAll
    static void bringHostsUp() throws IOException {
        LabHosts.up("host1", "host2");
        topology = Files.writeString(directory.resolve("upload.yml"), """
                topology: upload
                pseudowires:
                  blue: {a: {host: host1, local: 192.168.1.1, tunnel_id: 1, session_id: 1, udp_port: 6001},
                         b: {host: host2, local: 192.168.1.2, tunnel_id: 2, session_id: 2, udp_port: 6002}}
                """);
    }

    @BeforeEach
    void nothingIsCached() {
        forget();
    }

    @AfterAll
    static void leaveItSo() {
        forget();
    }

    private static void forget() {
        LabHosts.exec("host1", "sh", "-c", "rm -rf " + CACHE + "/*").orThrow();
    }

    private static List<String> cached() {
        return LabHosts.exec("host1", "ls", CACHE)
                .orThrow()
                .lines()
                .filter(name -> name.startsWith("agent-") && !name.contains(".fast"))
                .toList();
    }

    private static LabHosts.Result plan(String... options) {
        return LabCli.run(topology, "plan", options);
    }

    private static void assertPlanned(LabHosts.Result plan) {
        assertThat(plan.status()).as(plan.toString()).isZero();
        assertThat(plan.output()).contains("Plan: 1 to add");
        assertThat(cached()).singleElement().asString().matches("agent-[0-9a-f]{64}\\.jar");
    }

    @Test
    void parallelFirstUploadsEndInOneGoodJar() {
        List<CompletableFuture<LabHosts.Result>> plans = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            plans.add(CompletableFuture.supplyAsync(UploadLab::plan));
        }
        plans.forEach(each -> assertPlanned(each.join()));
    }

    @Test
    void aCutUploadLeavesNoJarAndASlowOneArrives() throws InterruptedException {
        LabHosts.run(List.of(
                        "tc", "qdisc", "add", "dev", "port1", "root", "tbf", "rate", "1mbit", "burst", "32kbit",
                        "latency", "400ms"))
                .orThrow();
        try {
            CompletableFuture<LabHosts.Result> cut = CompletableFuture.supplyAsync(UploadLab::plan);
            long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
            while (LabHosts.exec("host1", "sh", "-c", "find " + CACHE + " -name '*.tmp' -size +100k | grep .")
                            .status()
                    != 0) {
                assertThat(System.nanoTime()).isLessThan(end);
                Thread.sleep(50);
            }
            LabHosts.stopSshd("host1");
            LabHosts.Result failed = cut.join();
            assertThat(failed.status()).as(failed.toString()).isEqualTo(4);
            assertThat(cached()).noneMatch(name -> name.endsWith(".jar"));
            LabHosts.startSshd("host1");
            LabHosts.Result slow = plan();
            assertThat(slow.status()).as(slow.toString()).isZero();
            assertThat(cached()).filteredOn(name -> name.endsWith(".jar")).hasSize(1);
        } finally {
            LabHosts.startSshd("host1");
            LabHosts.run(List.of("tc", "qdisc", "del", "dev", "port1", "root")).orThrow();
        }
    }

    @Test
    void aHostWithoutJavaIsToldWhatToInstall() {
        LabHosts.exec("host1", "mount", "-t", "tmpfs", "none", "/usr/lib/jvm").orThrow();
        try {
            LabHosts.Result plan = plan();
            assertThat(plan.status()).as(plan.toString()).isEqualTo(4);
            assertThat(plan.output() + plan.errors())
                    .contains("host1")
                    .contains("there is no Java 17 or later")
                    .contains("apt-get install openjdk-17-jre-headless");
        } finally {
            LabHosts.exec("host1", "umount", "/usr/lib/jvm").orThrow();
        }
    }

    @Test
    void aHostWithoutJavaIsSentARuntimeAndCleanedOfIt() {
        LabHosts.exec("host1", "mount", "-t", "tmpfs", "none", "/usr/lib/jvm").orThrow();
        try {
            LabHosts.Result first = plan("--push-runtime", "-v");
            assertThat(first.status()).as(first.toString()).isZero();
            assertThat(first.output()).contains("Plan: 1 to add");
            String runtimes = "ls -d " + CACHE + "/runtime-*";
            String runtime = LabHosts.exec("host1", "sh", "-c", runtimes).orThrow();
            LabHosts.Result second = plan("--push-runtime", "-v");
            assertThat(second.status()).as(second.toString()).isZero();
            assertThat(second.errors()).contains(runtime);
        } finally {
            LabHosts.exec("host1", "umount", "/usr/lib/jvm").orThrow();
        }
        LabHosts.Result own = plan("--push-runtime", "-v");
        assertThat(own.errors()).contains("/usr/");
        LabHosts.Result cleaned = clean();
        // An agent that prepares faster starts in the background is one at work.
        long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (cleaned.status() == 7 && System.nanoTime() < end) {
            cleaned = clean();
        }
        assertThat(cleaned.status()).as(cleaned.toString()).isZero();
        assertThat(LabHosts.exec("host1", "ls", "-A", CACHE).orThrow()).isEmpty();
    }

    private static LabHosts.Result clean() {
        return LabCli.run("clean-host", "-i", LabHosts.inventory().toString(), "-l", "host1", "--yes");
    }

    @Test
    void aCacheThatRunsNothingIsSaidPlainly() {
        LabHosts.exec("host1", "mount", "-o", "remount,noexec", CACHE).orThrow();
        try {
            LabHosts.Result plan = plan();
            assertThat(plan.status()).as(plan.toString()).isEqualTo(4);
            assertThat(plan.output() + plan.errors())
                    .contains("host1")
                    .contains("noexec")
                    .doesNotContain("Exception");
        } finally {
            LabHosts.exec("host1", "mount", "-o", "remount,exec", CACHE).orThrow();
        }
    }

    @Test
    void aTemporaryDirectoryThatRunsNothingDoesNoHarm() {
        LabHosts.exec("host1", "mount", "-t", "tmpfs", "-o", "noexec,size=4k", "none", "/tmp")
                .orThrow();
        try {
            assertPlanned(plan());
        } finally {
            LabHosts.exec("host1", "umount", "/tmp").orThrow();
        }
    }
}
