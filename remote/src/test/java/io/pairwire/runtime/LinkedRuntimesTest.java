package io.pairwire.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pairwire.ssh.Parcel;
import io.pairwire.ssh.Runtimes.NotToBeHadException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LinkedRuntimesTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    private LinkedRuntimes runtimes(Map<String, Path> jmods) {
        return new LinkedRuntimes(() -> directory.resolve("cache"), jmods);
    }

    private static String said(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return said.strip();
    }

    private static String machine() throws Exception {
        return said("uname", "-m");
    }

    private List<String> cached() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("cache"))) {
            return files.map(file -> String.valueOf(file.getFileName())).toList();
        }
    }

    @Test
    void theRuntimeIsMadeOnceRunsTheAgentAndIsTheSameWhenMadeAgain() throws Exception {
        Parcel made = runtimes(Map.of()).forMachine(machine());
        assertThat(cached()).hasSize(1);
        String name = cached().get(0);
        assertThat(name).startsWith("runtime-" + machine() + "-").endsWith("-" + made.sha256() + ".tar.gz");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("cache"))))
                .isEqualTo("rwx------");

        Path archive = directory.resolve("archive.tar.gz");
        try (InputStream octets = made.open()) {
            Files.copy(octets, archive, StandardCopyOption.REPLACE_EXISTING);
        }
        assertThat(Files.size(archive)).isEqualTo(made.size());
        Path home = Files.createDirectory(directory.resolve("home"));
        said("tar", "-xzf", archive.toString(), "-C", home.toString());
        assertThat(said(home + "/bin/java", "--list-modules").lines().map(line -> line.replaceAll("@.*", "")))
                .containsExactlyElementsOf(Jmods.NEEDED);
        // Nothing but the words of a wrong command line: its classes are found, and those of what they need.
        Process agent = new ProcessBuilder(
                        home + "/bin/java", "-jar", agentJar().toString())
                .redirectErrorStream(true)
                .start();
        assertThat(new String(agent.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .startsWith("usage: ");

        long written = Files.getLastModifiedTime(directory.resolve("cache").resolve(name))
                .toMillis();
        assertThat(runtimes(Map.of()).forMachine(machine()).sha256()).isEqualTo(made.sha256());
        assertThat(Files.getLastModifiedTime(directory.resolve("cache").resolve(name))
                        .toMillis())
                .isEqualTo(written);

        // A damaged one is no runtime, and what is made instead is the same, octet by octet.
        Files.writeString(directory.resolve("cache").resolve(name), "half a runtime");
        assertThat(runtimes(Map.of()).forMachine(machine()).sha256()).isEqualTo(made.sha256());
        assertThat(cached()).containsExactly(name);
    }

    @Test
    void itHasExactlyTheModulesThatTheAgentNeeds() throws Exception {
        StringWriter said = new StringWriter();
        int status = ToolProvider.findFirst("jdeps")
                .orElseThrow()
                .run(
                        new PrintWriter(said),
                        new PrintWriter(said),
                        "--print-module-deps",
                        "--ignore-missing-deps",
                        "--multi-release",
                        "17",
                        agentJar().toString());
        assertThat(status).as(said.toString()).isZero();
        assertThat(said.toString().strip()).isEqualTo(String.join(",", Jmods.NEEDED));
    }

    private static Path agentJar() {
        Path jar = Path.of("..", "core", "target", "pairwire-agent.jar");
        assertThat(jar)
                .as("the agent jar, which Maven's package phase of core builds")
                .exists();
        return jar;
    }

    @Test
    void anotherMachinesRuntimeWantsItsModules() {
        assertThatThrownBy(() -> runtimes(Map.of()).forMachine("sparc9"))
                .isInstanceOf(NotToBeHadException.class)
                .hasMessageContaining("the host is sparc9");
        assertThatThrownBy(() -> runtimes(Map.of("sparc9", directory)).forMachine("sparc9"))
                .hasMessageContaining("there is no java.base.jmod");
    }

    @Test
    void modulesOfAnotherMachineThanIsSaidAreNoticed() throws Exception {
        Path jmods = Path.of(System.getProperty("java.home", ""), "jmods");
        LinkedRuntimes runtimes = runtimes(Map.of("aarch65", jmods));
        assertThatThrownBy(() -> runtimes.forMachine("aarch65"))
                .isInstanceOf(NotToBeHadException.class)
                .hasMessageContaining("are those of " + machine() + ", and not of aarch65");
        assertThat(cached()).isEmpty();
    }

    @Test
    void modulesThatAreNamedForThisMachineGoBeforeItsOwn() throws Exception {
        Path jmods = Path.of(System.getProperty("java.home", ""), "jmods");
        Parcel named = runtimes(Map.of(machine(), jmods)).forMachine(machine());
        assertThat(cached()).singleElement().asString().contains(named.sha256());
    }

    @Test
    void whatAHostCallsItsMachineIsNotPutIntoAPath() {
        assertThatThrownBy(() -> runtimes(Map.of()).forMachine("../../etc"))
                .hasMessageContaining("does not say what machine it is");
    }

    @Test
    void whoAsksTwiceAtOnceHasItMadeOnce() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        LinkedRuntimes runtimes = new LinkedRuntimes(
                () -> {
                    asked.incrementAndGet();
                    return directory.resolve("cache");
                },
                Map.of());
        List<String> digests = Stream.of(1, 2, 3)
                .parallel()
                .map(number -> {
                    try {
                        return runtimes.forMachine(machine()).sha256();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                })
                .distinct()
                .toList();
        assertThat(digests).hasSize(1);
        assertThat(asked).hasValue(1);
    }
}
