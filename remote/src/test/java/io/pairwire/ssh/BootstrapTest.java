package io.pairwire.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pairwire.ssh.SshException.Kind;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The bootstrap, run as a login shell would, under each shell and toolset it is written for. "Java" is a script that shows
 * its arguments and copies what it is told.
 */
@Timeout(20)
class BootstrapTest {
    /** A login shell and the commands it finds. */
    enum Host {
        DASH("/usr/bin/dash"),
        BASH("/usr/bin/bash"),
        BUSYBOX("/usr/bin/busybox sh");

        private final String shell;

        Host(String shell) {
            this.shell = shell;
        }
    }

    @TempDir
    Path dir;

    private Path cache = Path.of("/");
    private Path bin = Path.of("/");
    private Path jvms = Path.of("/");
    private Path osRelease = Path.of("/");
    private Path status = Path.of("/proc/self/status");
    private Path loaders = Path.of("/");
    private Path state = Path.of("/");
    private Path processes = Path.of("/proc");
    private Path modules = Path.of("/");
    private boolean anyway;
    private boolean check;
    private boolean push;
    private Bootstrap.Task task = Bootstrap.Task.AGENT;
    private String sudo = "";
    private boolean sudoAsks;

    @AfterEach
    void leaveNoLinks() throws IOException {
        Commands.removeLinks(dir);
    }

    @BeforeEach
    void layOutTheHost() throws Exception {
        cache = dir.resolve("it's a cache");
        jvms = dir.resolve("jvm");
        loaders = dir.resolve("lib");
        state = dir.resolve("run");
        modules = Files.createDirectory(dir.resolve("modules"));
        osRelease = Files.writeString(dir.resolve("os-release"), "ID=debian\nVERSION_ID=\"12\"\n");
        bin = Files.createDirectory(dir.resolve("bin"));
        installJava("java-17", "JAVA_VERSION=\"17.0.15\"\n");
    }

    private Path installJava(String name, String release) throws IOException {
        Path home = jvms.resolve(name);
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Test\"\n" + release);
        Path java = Files.writeString(home.resolve("bin/java"), "#!/bin/sh\nprintf '%s\\n' \"$*\"\nexec cat\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        return java;
    }

    /** The host's commands: busybox's own where it is the shell, else the distribution's; never its Java. */
    private void installCommands(Host host) throws Exception {
        if (host == Host.BUSYBOX) {
            Commands.need(Path.of("/usr/bin/busybox"), "tests");
            Commands.run("/usr/bin/busybox", "--install", "-s", bin.toString());
            return;
        }
        for (String name : List.of(
                "id",
                "ls",
                "mkdir",
                "readlink",
                "sha256sum",
                "head",
                "sync",
                "mv",
                "rm",
                "find",
                "wc",
                "cat",
                "sh",
                "tr",
                "nice",
                "setsid",
                "sleep",
                "dd",
                "chmod",
                "uname",
                "tar",
                "gzip")) {
            Files.createSymbolicLink(bin.resolve(name), Path.of("/usr/bin", name));
        }
    }

    private Process start(Host host, AgentJar jar) throws Exception {
        return start(host, jar, Map.of());
    }

    private Process start(Host host, AgentJar jar, Map<String, String> environment) throws Exception {
        if (!Files.exists(bin.resolve("ls"))) {
            installCommands(host);
        }
        return start(host, bootstrap(jar), environment);
    }

    private Process start(Host host, Bootstrap bootstrap, Map<String, String> environment) throws Exception {
        List<String> command = new ArrayList<>(List.of(host.shell.split(" ", -1)));
        command.addAll(List.of("-c", bootstrap.commandLine()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().put("PATH", bin.toString());
        builder.environment().putAll(environment);
        return builder.redirectError(dir.resolve("stderr").toFile()).start();
    }

    private Bootstrap bootstrap(AgentJar jar) {
        return bootstrap(jar, false);
    }

    private Bootstrap bootstrap(AgentJar jar, boolean rehearse) {
        return new Bootstrap(
                task,
                "0123456789abcdef".repeat(2),
                jar.sha256(),
                jar.size(),
                cache.toString(),
                new Bootstrap.Places(
                        jvms.toString(),
                        osRelease.toString(),
                        status.toString(),
                        loaders.toString(),
                        state.toString(),
                        processes.toString(),
                        modules.toString()),
                sudo,
                sudoAsks,
                rehearse,
                push,
                anyway,
                check);
    }

    private AgentJar jar() throws IOException {
        return EchoJar.build(dir, 300_000, 1);
    }

    private Handover take(Process process, AgentJar jar) throws IOException, Handover.Failure {
        return take(process, new Sender(jar, machine -> {
            throw new AssertionError("nobody should ask for a runtime for " + machine);
        }));
    }

    private Handover take(Process process, Handover.Our our) throws IOException, Handover.Failure {
        return Handover.take(
                process.getInputStream(),
                process.getOutputStream(),
                bootstrap(our.jar()).marker(),
                our);
    }

    /** Sends a jar, and a runtime if it is asked to. */
    private record Sender(AgentJar jar, Runtimes runtimes) implements Handover.Our {
        @Override
        public Parcel runtime(String machine) throws Runtimes.NotToBeHadException {
            return runtimes.forMachine(machine);
        }

        @Override
        public void progress() {}

        @Override
        public void unpacks() {}

        @Override
        public void sudo(boolean done) {}
    }

    private Handover.Failure failure(Host host, Map<String, String> environment) throws Exception {
        AgentJar jar = jar();
        Process process = start(host, jar, environment);
        try {
            return catchThrowableOfType(Handover.Failure.class, () -> take(process, jar));
        } finally {
            process.destroyForcibly();
        }
    }

    /** What the stand-in for Java prints, and then what it copies: it must get every octet that follows the jar. */
    private void assertBecomesTheAgent(Process process, AgentJar jar) throws Exception {
        InputStream in = process.getInputStream();
        String arguments = line(in);
        assertThat(arguments)
                .endsWith("-jar " + cache.toRealPath() + "/agent-" + jar.sha256() + ".jar agent")
                .contains("-Djffi.extract.dir=" + cache.toRealPath());
        process.getOutputStream().write("first words".getBytes(UTF_8));
        process.getOutputStream().close();
        assertThat(new String(in.readAllBytes(), UTF_8)).isEqualTo("first words");
        assertThat(process.waitFor()).isZero();
        assertThat(Files.readString(dir.resolve("stderr"))).isEmpty();
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = in.read(); octet != '\n' && octet >= 0; octet = in.read()) {
            line.append((char) octet);
        }
        return line.toString();
    }

    private List<String> cached() throws IOException {
        try (Stream<Path> files = Files.list(cache)) {
            return files.map(path -> String.valueOf(path.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @EnumSource
    void takesTheJarOnceAndThenRunsTheCachedOne(Host host) throws Exception {
        AgentJar jar = jar();
        for (boolean first : new boolean[] {true, false}) {
            Process process = start(host, jar);
            Handover handover = take(process, jar);
            assertThat(handover.uploaded()).isEqualTo(first);
            assertThat(handover.java()).isEqualTo("17.0.15 " + jvms.resolve("java-17/bin/java"));
            assertBecomesTheAgent(process, jar);
        }
        assertThat(cached()).containsExactly("agent-" + jar.sha256() + ".jar");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cache)))
                .isEqualTo("rwx------");
    }

    @ParameterizedTest
    @EnumSource
    void replacesACorruptJar(Host host) throws Exception {
        AgentJar jar = jar();
        Files.createDirectory(
                cache, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.writeString(cache.resolve("agent-" + jar.sha256() + ".jar"), "half a jar");
        Process process = start(host, jar);
        assertThat(take(process, jar).uploaded()).isTrue();
        assertBecomesTheAgent(process, jar);
    }

    @ParameterizedTest
    @EnumSource
    void leavesNothingBehindWhenTheUploadIsCut(Host host) throws Exception {
        AgentJar jar = jar();
        Process process = start(host, jar);
        assertThat(line(process.getInputStream())).endsWith(" SEND");
        process.getOutputStream().write(new byte[100_000]);
        process.getOutputStream().close();
        String rest = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(rest).contains("FAIL PUSH").contains("of " + jar.size() + " octets 100000 arrived");
        process.waitFor();
        assertThat(cached()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void refusesAJarThatArrivesDamaged(Host host) throws Exception {
        AgentJar good = jar();
        AgentJar other = EchoJar.build(dir, 300_000, 2);
        AgentJar damaged = new StoredAgentJar(good.sha256(), Math.min(good.size(), other.size()), other::open);
        Process process = start(host, damaged);
        Handover.Failure e = catchThrowableOfType(Handover.Failure.class, () -> take(process, damaged));
        assertThat(e.kind()).isEqualTo(Kind.PUSH);
        assertThat(e).hasMessageContaining("instead of " + good.sha256());
        process.destroyForcibly().waitFor();
        assertThat(cached()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void sweepsOutWhatCutUploadsLeftADayAgo(Host host) throws Exception {
        AgentJar jar = jar();
        Files.createDirectory(
                cache, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path stale = Files.writeString(cache.resolve("agent-x.1.y.tmp"), "half");
        Files.setLastModifiedTime(stale, FileTime.from(Instant.now().minusSeconds(3 * 86400)));
        Files.writeString(cache.resolve("agent-x.2.y.tmp"), "another run's, still coming");
        Files.writeString(cache.resolve("agent-old.jar"), "of an older version");
        Process process = start(host, jar);
        take(process, jar);
        assertBecomesTheAgent(process, jar);
        assertThat(cached())
                .containsExactlyInAnyOrder("agent-x.2.y.tmp", "agent-old.jar", "agent-" + jar.sha256() + ".jar");
    }

    @ParameterizedTest
    @EnumSource
    void saysWhenTheDiskIsFull(Host host) throws Exception {
        requireRoot();
        Files.createDirectory(
                cache, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Commands.run("mount", "-t", "tmpfs", "-o", "size=64k,mode=0700", "tmpfs", cache.toString());
        try {
            Handover.Failure e = failure(host, Map.of());
            assertThat(e.kind()).isEqualTo(Kind.PUSH);
            assertThat(e).hasMessageContaining("No space left on device");
            assertThat(e.next()).contains("Make room");
            assertThat(cached()).isEmpty();
        } finally {
            Commands.run("umount", "-l", cache.toString());
        }
    }

    @ParameterizedTest
    @EnumSource
    void saysWhenTheFileSystemIsReadOnly(Host host) throws Exception {
        requireRoot();
        Files.createDirectory(
                cache, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Commands.run("mount", "-t", "tmpfs", "-o", "ro,size=64k,mode=0700", "tmpfs", cache.toString());
        try {
            Handover.Failure e = failure(host, Map.of());
            assertThat(e.kind()).isEqualTo(Kind.PUSH);
            assertThat(e).hasMessageContaining("Read-only file system");
            assertThat(e.next()).contains("writable");
        } finally {
            Commands.run("umount", "-l", cache.toString());
        }
    }

    private static void requireRoot() {
        if (!SshTarget.currentUser().equals("root")) {
            throw new IllegalStateException("This test mounts file systems: run it as root, as remote/lab/lab does.");
        }
    }

    @ParameterizedTest
    @EnumSource
    void saysWhenTheCacheCannotBeMade(Host host) throws Exception {
        cache = Files.writeString(dir.resolve("a-file"), "").resolve("cache");
        Handover.Failure e = failure(host, Map.of());
        assertThat(e.kind()).isEqualTo(Kind.PUSH);
        assertThat(e).hasMessageContaining("cannot make the cache directory").hasMessageContaining("Not a directory");
    }

    @ParameterizedTest
    @EnumSource
    void refusesACacheThatOthersMayWriteTo(Host host) throws Exception {
        Files.createDirectory(cache);
        for (String mode : List.of("rwxrwx---", "rwx----w-", "rwxrwxrwx")) {
            Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString(mode));
            Handover.Failure e = failure(host, Map.of());
            assertThat(e.kind()).isEqualTo(Kind.PUSH);
            assertThat(e).hasMessageContaining("not safe").hasMessageContaining("d" + mode);
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesACacheUnderADirectoryThatOthersMayWriteTo(Host host) throws Exception {
        requireRoot();
        Path open = Files.createDirectory(dir.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        cache = open.resolve("cache");
        assertThat(failure(host, Map.of())).hasMessageContaining("above it");
    }

    @ParameterizedTest
    @EnumSource
    void refusesACacheThatIsASymbolicLinkOrSomebodyElses(Host host) throws Exception {
        requireRoot();
        Path elsewhere = Files.createDirectory(dir.resolve("elsewhere"));
        Files.createSymbolicLink(cache, elsewhere);
        assertThat(failure(host, Map.of())).hasMessageContaining("symbolic link");
        Files.delete(cache);
        Files.createDirectory(cache);
        Commands.run("chown", "65534", cache.toString());
        assertThat(failure(host, Map.of())).hasMessageContaining("owned by user ID 65534");
    }

    @ParameterizedTest
    @EnumSource
    void takesTheFirstJavaThatWillDo(Host host) throws Exception {
        Path old = installJava("java-11", "JAVA_VERSION=\"11.0.2\"\n");
        Path later = installJava("java-21", "JAVA_VERSION=\"21-ea\"\n");
        AgentJar jar = jar();
        installCommands(host);
        // As distributions do it: a link in the path that leads, by way of another, to the real one.
        Path alternatives = Files.createSymbolicLink(dir.resolve("alternative"), later);
        Files.createSymbolicLink(bin.resolve("java"), alternatives);
        Process onPath =
                start(host, jar, Map.of("JAVA_HOME", jvms.resolve("java-11").toString()));
        assertThat(take(onPath, jar).java()).isEqualTo("21-ea " + bin.resolve("java"));
        onPath.destroyForcibly();
        Process told =
                start(host, jar, Map.of("PAIRWIRE_JAVA", jvms.resolve("java-17").toString()));
        assertThat(take(told, jar).java()).startsWith("17.0.15 ");
        told.destroyForcibly();
        assertThat(failure(host, Map.of("PAIRWIRE_JAVA", old.toString())))
                .hasMessageContaining("PAIRWIRE_JAVA is " + old)
                .hasMessageContaining(old + " is Java 11.0.2");
    }

    @ParameterizedTest
    @EnumSource
    void asksAJavaWithoutAReleaseFileForItsVersion(Host host) throws Exception {
        Path home = jvms.resolve("java-17");
        Files.delete(home.resolve("release"));
        Files.writeString(
                home.resolve("bin/java"),
                "#!/bin/sh\n[ \"$1\" != -version ] || { echo 'openjdk version \"1.8.0_392\"' >&2; exit; }\n");
        Handover.Failure e = failure(host, Map.of());
        assertThat(e.kind()).isEqualTo(Kind.NO_JAVA);
        assertThat(e).hasMessageContaining(home.resolve("bin/java") + " is Java 1.8.0_392");
    }

    @ParameterizedTest
    @CsvSource({
        "DASH, ID=debian;VERSION_ID=\"12\", apt-get install openjdk-17-jre-headless",
        "BASH, ID=debian;VERSION_ID=\"13\", apt-get install openjdk-21-jre-headless",
        "BUSYBOX, ID=ubuntu;ID_LIKE=debian;VERSION_ID=\"24.04\", apt-get install openjdk-17-jre-headless",
        "DASH, ID=linuxmint;ID_LIKE='ubuntu debian', apt-get install openjdk-17-jre-headless",
        "BASH, ID=\"rocky\";ID_LIKE=\"rhel centos fedora\";VERSION_ID=\"9.4\", dnf install java-17-openjdk-headless",
        "BUSYBOX, ID=fedora;VERSION_ID=42, dnf install java-21-openjdk-headless",
        "BUSYBOX, ID=alpine;VERSION_ID=3.20.1, apk add openjdk17-jre-headless",
        "BASH, ID=\"opensuse-leap\";ID_LIKE=\"suse opensuse\", zypper install java-17-openjdk-headless",
        "DASH, ID=plan9, your distribution's package",
    })
    void aHostWithoutJavaIsToldWhatToInstall(Host host, String release, String hint) throws Exception {
        Commands.run("rm", "-r", jvms.toString());
        Files.writeString(osRelease, release.replace(';', '\n') + "\n");
        Handover.Failure e = failure(host, Map.of());
        assertThat(e.kind()).isEqualTo(Kind.NO_JAVA);
        assertThat(e).hasMessage("there is no Java 17 or later");
        assertThat(e.next()).contains(hint);
        assertThat(Files.exists(cache) ? cached() : List.of()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void parallelFirstUploadsEndWithOneGoodJar(Host host) throws Exception {
        AgentJar jar = jar();
        List<Process> processes = new ArrayList<>();
        List<InputStream> streams = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Process process = start(host, jar);
            processes.add(process);
            streams.add(new BufferedInputStream(process.getInputStream()));
        }
        // All of them are asked for the jar before the first one gets it.
        for (InputStream stream : streams) {
            assertThat(line(stream)).endsWith(" SEND");
        }
        for (Process process : processes) {
            try (InputStream octets = jar.open()) {
                octets.transferTo(process.getOutputStream());
                process.getOutputStream().flush();
            }
        }
        for (int i = 0; i < 8; i++) {
            assertThat(line(streams.get(i))).contains(" READY ");
            processes.get(i).destroyForcibly();
        }
        assertThat(cached()).containsExactly("agent-" + jar.sha256() + ".jar");
    }

    @ParameterizedTest
    @EnumSource
    void theAgentGetsNoOptionsButOurs(Host host) throws Exception {
        Path home = jvms.resolve("java-17");
        Files.writeString(home.resolve("bin/java"), "#!/bin/sh\necho \"<$JAVA_TOOL_OPTIONS$JDK_JAVA_OPTIONS>\"\n");
        AgentJar jar = jar();
        Process process = start(host, jar, Map.of("JAVA_TOOL_OPTIONS", "-Dx=y", "JDK_JAVA_OPTIONS", "-Dx=y"));
        take(process, jar);
        assertThat(line(process.getInputStream())).isEqualTo("<>");
    }

    @ParameterizedTest
    @EnumSource
    void rehearsesOnceAfterTheFirstRunAndThenStartsFaster(Host host) throws Exception {
        // A rehearsal leaves what the real one would, with its session's niceness for an archive; any other run says
        // what it was told.
        Files.writeString(
                jvms.resolve("java-17/bin/java"),
                "#!/bin/sh\ncase \"$*\" in *' rehearse')\n"
                        + "for word; do case $word in -XX:ArchiveClassesAtExit=*) cat /proc/self/autogroup >\"${word#*=}\" ;;"
                        + " -Djffi.extract.dir=*) echo x >\"${word#*=}/libjffi-1.2.so\" ;; esac; done\n"
                        + "exit ;;\nesac\nprintf '%s\\n' \"$*\"\nexec cat\n");
        installCommands(host);
        AgentJar jar = jar();
        Bootstrap bootstrap = bootstrap(jar, true);
        Process first = start(host, bootstrap, Map.of());
        take(first, jar);
        assertThat(line(first.getInputStream()))
                .doesNotContain("SharedArchiveFile")
                .contains("-Djffi.extract.dir=");
        first.getOutputStream().close();
        first.waitFor();
        Path fast = cache.resolve("agent-" + jar.sha256() + "-17.0.15.fast");
        awaitDirectory(fast);
        Path autogroup = Path.of("/proc/self/autogroup");
        if (Files.exists(autogroup)) {
            assertThat(fast.resolve("classes.jsa")).content().endsWith(" nice 5\n");
            assertThat(autogroup).content().doesNotEndWith(" nice 5\n");
        }
        Process second = start(host, bootstrap, Map.of());
        assertThat(take(second, jar).uploaded()).isFalse();
        assertThat(line(second.getInputStream()))
                .contains("-XX:SharedArchiveFile=" + fast.toRealPath() + "/classes.jsa ")
                .contains("-Djffi.boot.library.path=" + fast.toRealPath() + " -jar")
                .doesNotContain("-Djffi.extract.dir=");
        second.destroyForcibly();
        assertThat(cached()).containsExactlyInAnyOrder("agent-" + jar.sha256() + ".jar", fast.getFileName() + "");
    }

    /** Waits for the rename that follows the rehearsal, by the kernel's word. */
    private static void awaitDirectory(Path directory) throws Exception {
        Path parent = directory.resolveSibling(".");
        try (var watch = parent.getFileSystem().newWatchService()) {
            parent.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
            while (!Files.isDirectory(directory)) {
                WatchKey key = watch.poll(10, TimeUnit.SECONDS);
                assertThat(key)
                        .as("a change in %s, waiting for %s", parent, directory)
                        .isNotNull();
                key.reset();
            }
        }
    }

    /** Makes the login somebody else than root, until the stand-in for sudo has run. */
    private void logInAsSomebodyElse(Host host, String sudoers) throws Exception {
        installCommands(host);
        Files.deleteIfExists(bin.resolve("id"));
        executable(bin.resolve("id"), "#!/bin/sh\n[ -n \"${FAKE_ROOT-}\" ] && exec /usr/bin/id \"$@\"\necho 1000\n");
        status = Files.writeString(dir.resolve("status"), "Name:\tsh\nCapEff:\t0000000000000000\n");
        if (!sudoers.isEmpty()) {
            executable(bin.resolve("sudo"), Files.readString(Path.of("src/test/resources/fake-sudo")));
            Files.writeString(dir.resolve("sudoers"), sudoers + "\n");
            sudo = "sudo";
        }
    }

    private static void executable(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @ParameterizedTest
    @EnumSource
    void whoIsNotRootAndMayDoNothingIsToldSoBeforeAnythingElse(Host host) throws Exception {
        logInAsSomebodyElse(host, "");
        Handover.Failure e = failure(host, Map.of());
        assertThat(e.kind()).isEqualTo(Kind.PRIVILEGE);
        assertThat(e).hasMessageContaining("user ID 1000 is not root and lacks CAP_NET_ADMIN");
        assertThat(e.next()).contains("--become");
        assertThat(Files.exists(cache)).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void whoMayAdministerTheNetworkNeedNotBeRoot(Host host) throws Exception {
        logInAsSomebodyElse(host, "");
        Files.writeString(status, "Name:\tsh\nCapEff:\t0000000000001000\n");
        Handover.Failure e = failure(host, Map.of());
        assertThat(e.kind()).isEqualTo(Kind.PUSH);
    }

    @ParameterizedTest
    @EnumSource
    void whereThereIsNoSudoThatIsSaid(Host host) throws Exception {
        logInAsSomebodyElse(host, "");
        sudo = "sudo";
        Handover.Failure e = failure(host, Map.of());
        assertThat(e.kind()).isEqualTo(Kind.PRIVILEGE);
        assertThat(e).hasMessageContaining("there is no sudo");
    }

    @ParameterizedTest
    @EnumSource
    void sudoMakesRootAndTheAgentGetsItsOctetsWhole(Host host) throws Exception {
        logInAsSomebodyElse(host, "open");
        AgentJar jar = jar();
        Process process = start(host, jar);
        assertThat(take(process, jar).uploaded()).isTrue();
        assertBecomesTheAgent(process, jar);
    }

    /** A runtime whose Java is a script, as {@link #installJava} makes them. */
    private Parcel runtime(String version) throws Exception {
        Path home = Files.createDirectories(dir.resolve("made-" + version));
        Files.createDirectories(home.resolve("bin"));
        Files.createDirectories(home.resolve("lib/server"));
        Files.write(home.resolve("lib/modules"), new byte[300_000]);
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        executable(
                home.resolve("bin/java"),
                "#!/bin/sh\ncase $1 in -version | -Xshare:dump) exit ;; esac\nprintf '%s\\n' \"$*\"\nexec cat\n");
        Path archive = dir.resolve(version + ".tar.gz");
        Commands.run("tar", "-czf", archive.toString(), "-C", home.toString(), ".");
        return Parcel.ofFile(archive);
    }

    private void withoutJava() throws Exception {
        Commands.run("rm", "-r", jvms.toString());
        push = true;
    }

    @ParameterizedTest
    @EnumSource
    void aHostWithoutJavaIsSentARuntimeOnce(Host host) throws Exception {
        withoutJava();
        AgentJar jar = jar();
        Parcel runtime = runtime("17.0.99");
        List<String> machines = new ArrayList<>();
        for (boolean first : new boolean[] {true, false}) {
            Process process = start(host, jar);
            Handover handover = take(process, new Sender(jar, machine -> {
                machines.add(machine);
                return runtime;
            }));
            assertThat(handover.runtimeSent()).isEqualTo(first);
            assertThat(handover.uploaded()).isEqualTo(first);
            assertThat(handover.java())
                    .isEqualTo("17.0.99 " + cache.toRealPath() + "/runtime-" + runtime.sha256() + "/bin/java");
            assertBecomesTheAgent(process, jar);
        }
        String machine = Commands.run("uname", "-m").strip();
        assertThat(machines).containsExactly(machine, machine);
        assertThat(cached()).containsExactly("agent-" + jar.sha256() + ".jar", "runtime-" + runtime.sha256());
    }

    @ParameterizedTest
    @EnumSource
    void aHostThatHasJavaIsSentNone(Host host) throws Exception {
        push = true;
        AgentJar jar = jar();
        Process process = start(host, jar);
        assertThat(take(process, jar).runtimeSent()).isFalse();
        process.destroyForcibly();
    }

    @ParameterizedTest
    @CsvSource({"DASH, 0", "BASH, 1", "BUSYBOX, 10000", "DASH, 50000"})
    void aRuntimeThatIsCutNeverRuns(Host host, int octets) throws Exception {
        withoutJava();
        Parcel runtime = runtime("17.0.99");
        Process process = start(host, jar());
        InputStream in = new BufferedInputStream(process.getInputStream());
        assertThat(line(in)).contains(" RUNTIME ");
        process.getOutputStream().write((runtime.sha256() + " " + 60_000 + "\n").getBytes(UTF_8));
        process.getOutputStream().flush();
        assertThat(line(in)).endsWith(" SEND_RUNTIME");
        process.getOutputStream().write(new byte[octets]);
        process.getOutputStream().close();
        assertThat(new String(in.readAllBytes(), UTF_8))
                .contains("FAIL PUSH")
                .contains("cannot keep a Java runtime in ")
                .contains("of 60000 octets " + octets + " arrived");
        process.waitFor();
        assertThat(cached()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void parallelFirstRuntimesEndWithOneGoodOne(Host host) throws Exception {
        withoutJava();
        AgentJar jar = jar();
        Parcel runtime = runtime("17.0.99");
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            processes.add(start(host, jar));
        }
        // All of them ask before the first one gets it.
        for (Process process : processes) {
            assertThat(line(process.getInputStream())).contains(" RUNTIME ");
        }
        for (Process process : processes) {
            process.getOutputStream().write((runtime.sha256() + " " + runtime.size() + "\n").getBytes(UTF_8));
            process.getOutputStream().flush();
            assertThat(line(process.getInputStream())).endsWith(" SEND_RUNTIME");
        }
        for (Process process : processes) {
            try (InputStream octets = runtime.open()) {
                octets.transferTo(process.getOutputStream());
                process.getOutputStream().flush();
            }
        }
        for (Process process : processes) {
            String word = line(process.getInputStream());
            if (word.endsWith(" SEND")) {
                try (InputStream octets = jar.open()) {
                    octets.transferTo(process.getOutputStream());
                    process.getOutputStream().flush();
                }
                word = line(process.getInputStream());
            }
            assertThat(word).contains(" READY 17.0.99 ");
            process.destroyForcibly();
        }
        assertThat(cached()).containsExactly("agent-" + jar.sha256() + ".jar", "runtime-" + runtime.sha256());
        try (Stream<Path> files = Files.list(cache.resolve("runtime-" + runtime.sha256()))) {
            assertThat(files)
                    .extracting(file -> String.valueOf(file.getFileName()))
                    .containsExactlyInAnyOrder("bin", "lib", "release");
        }
    }

    @ParameterizedTest
    @EnumSource
    void sweepsOutWhatCutRuntimesLeftADayAgo(Host host) throws Exception {
        withoutJava();
        Files.createDirectory(
                cache, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        for (String name : List.of("old", "new")) {
            Path left = Files.createDirectory(cache.resolve("runtime-" + name + ".1.y.tmp"));
            Files.writeString(left.resolve("archive"), "half");
            if (name.equals("old")) {
                Files.setLastModifiedTime(left, FileTime.from(Instant.now().minusSeconds(3 * 86400)));
            }
        }
        AgentJar jar = jar();
        Parcel runtime = runtime("17.0.99");
        Process process = start(host, jar);
        take(process, new Sender(jar, machine -> runtime));
        process.destroyForcibly();
        assertThat(cached()).contains("runtime-new.1.y.tmp").doesNotContain("runtime-old.1.y.tmp");
    }

    @ParameterizedTest
    @EnumSource
    void aHostWithMuslIsToldThatTheRuntimeWouldNotRun(Host host) throws Exception {
        withoutJava();
        Files.createDirectory(loaders);
        Files.writeString(loaders.resolve("ld-musl-x86_64.so.1"), "");
        Files.writeString(osRelease, "ID=alpine\n");
        Handover.Failure e = failure(host, Map.of());
        assertThat(e.kind()).isEqualTo(Kind.NO_JAVA);
        assertThat(e).hasMessageContaining("needs glibc, and this host has musl");
        assertThat(e.next()).contains("apk add openjdk17-jre-headless");
    }

    @ParameterizedTest
    @EnumSource
    void aRuntimeThatDoesNotRunThereIsSaidAndNotKept(Host host) throws Exception {
        withoutJava();
        Path home = Files.createDirectories(dir.resolve("bad/bin"));
        executable(home.resolve("java"), "#!/bin/sh\necho \"version 'GLIBC_2.34' not found\" >&2\nexit 1\n");
        Path archive = dir.resolve("bad.tar.gz");
        Commands.run("tar", "-czf", archive.toString(), "-C", dir.resolve("bad").toString(), ".");
        Parcel runtime = Parcel.ofFile(archive);
        AgentJar jar = jar();
        Process process = start(host, jar);
        Handover.Failure e =
                catchThrowableOfType(Handover.Failure.class, () -> take(process, new Sender(jar, machine -> runtime)));
        assertThat(e.kind()).isEqualTo(Kind.NO_JAVA);
        assertThat(e).hasMessageContaining("does not run here").hasMessageContaining("GLIBC_2.34");
        process.waitFor();
        assertThat(cached()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"DASH, gzip, no gzip", "BASH, tar, no tar"})
    void aHostThatCannotUnpackIsToldWhatItLacks(Host host, String command, String lack) throws Exception {
        withoutJava();
        installCommands(host);
        Files.delete(bin.resolve(command));
        assertThat(failure(host, Map.of())).hasMessageContaining(lack);
    }

    @ParameterizedTest
    @EnumSource
    void aRuntimeThatDoesNotFitIsSaidAndNotKept(Host host) throws Exception {
        requireRoot();
        withoutJava();
        Files.createDirectory(
                cache, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        // The archive fits, what is in it does not.
        Commands.run("mount", "-t", "tmpfs", "-o", "size=128k,mode=0700", "tmpfs", cache.toString());
        try {
            Parcel runtime = runtime("17.0.99");
            AgentJar jar = jar();
            Process process = start(host, jar);
            Handover.Failure e = catchThrowableOfType(
                    Handover.Failure.class, () -> take(process, new Sender(jar, machine -> runtime)));
            assertThat(e.kind()).isEqualTo(Kind.PUSH);
            assertThat(e).hasMessageContaining("cannot keep a Java runtime").hasMessageContaining("No space left");
            assertThat(e.next()).contains("Make room").contains("pairwire_cache");
            process.destroyForcibly().waitFor();
            assertThat(cached()).isEmpty();
        } finally {
            Commands.run("umount", "-l", cache.toString());
        }
    }

    @ParameterizedTest
    @CsvSource({"DASH, false", "BASH, false", "BUSYBOX, false", "DASH, true", "BASH, true", "BUSYBOX, true"})
    void saysWhenNothingInTheCacheMayBeRun(Host host, boolean withoutJava) throws Exception {
        requireRoot();
        if (withoutJava) {
            withoutJava();
        }
        Files.createDirectory(
                cache, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Commands.run("mount", "-t", "tmpfs", "-o", "noexec,size=8m,mode=0700", "tmpfs", cache.toString());
        try {
            AgentJar jar = jar();
            Parcel runtime = runtime("17.0.99");
            for (int run = 0; run < 2; run++) {
                Process process = start(host, jar);
                Handover.Failure e = catchThrowableOfType(
                        Handover.Failure.class, () -> take(process, new Sender(jar, machine -> runtime)));
                assertThat(e.kind()).isEqualTo(Kind.PUSH);
                assertThat(e).hasMessageContaining("where nothing may be run (noexec)");
                assertThat(e.next()).contains("pairwire_cache");
                process.destroyForcibly();
            }
        } finally {
            Commands.run("umount", "-l", cache.toString());
        }
    }
}
