package io.pairwire.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pairwire.ssh.Examination.Check;
import io.pairwire.ssh.Examination.State;
import io.pairwire.ssh.SshException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Cleaning a host and looking at one, over a real sshd, under each shell and toolset that a host may have. */
@Timeout(60)
class ErrandTest extends OnABench {
    /** A shell that a host has for {@code /bin/sh}, and the commands that it finds. */
    enum Host {
        DASH("/usr/bin/dash"),
        BASH("/usr/bin/bash"),
        BUSYBOX("/usr/bin/busybox sh");

        private final String shell;

        Host(String shell) {
            this.shell = shell;
        }
    }

    private Path cache = Path.of("/");

    @AfterEach
    void leaveNoLinks() throws IOException {
        Commands.removeLinks(dir);
    }

    @BeforeEach
    void layOut() throws Exception {
        cache = dir.resolve("cache");
    }

    /** A host whose every command is of that toolset. */
    private LoopbackSshd server(Host host) throws Exception {
        Path bin = Files.createDirectory(dir.resolve("bin"));
        String path = "/usr/bin:/bin";
        if (host == Host.BUSYBOX) {
            Commands.need(Path.of("/usr/bin/busybox"), "tests");
            Commands.run("/usr/bin/busybox", "--install", "-s", bin.toString());
            Files.deleteIfExists(bin.resolve("sh"));
            path = bin.toString();
        }
        // The command line begins with exec /bin/sh; what it finds there is not ours to choose, so it is named instead.
        return bench.server("ForceCommand PATH=" + path + "; export PATH; exec " + host.shell
                + " -c \"$(printf %s \"$SSH_ORIGINAL_COMMAND\" | sed 's!^exec /bin/sh !exec " + host.shell + " !')\"");
    }

    private void fill() throws IOException {
        Files.createDirectory(
                cache, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.writeString(cache.resolve("agent-aa.jar"), "12345");
        Files.writeString(cache.resolve("agent-bb.1.x.tmp"), "half");
        Files.createDirectory(cache.resolve("agent-aa-17.fast"));
        Files.writeString(cache.resolve("agent-aa-17.fast/classes.jsa"), "123");
        Files.createDirectories(cache.resolve("runtime-cc/bin"));
        Files.writeString(cache.resolve("runtime-cc/bin/java"), "12");
        Files.writeString(cache.resolve("runtime-cc/release"), "1");
        Files.createDirectory(cache.resolve("runtime-dd.1.x.tmp"));
        Files.writeString(cache.resolve("jffi123.so"), "1");
    }

    private List<String> left() throws IOException {
        try (Stream<Path> files = Files.list(cache)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @EnumSource
    void cleaningRemovesWhatIsOursAndNothingElse(Host host) throws Exception {
        fill();
        Files.writeString(cache.resolve("notes of somebody's"), "mine");
        Path elsewhere = Files.createDirectory(dir.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("precious"), "mine");
        Files.createSymbolicLink(cache.resolve("runtime-link"), elsewhere);
        SshClient client = new SshClient(bench.trusting(server(host)));
        SshHost target = bench.hostWithKey(lastServer());

        Cleaned would = client.clean(target, true);
        assertThat(left()).hasSize(8);
        Cleaned done = client.clean(target, false);

        assertThat(done).isEqualTo(would);
        assertThat(done.directory()).isEqualTo(cache.toRealPath().toString());
        assertThat(done.removed())
                .containsExactlyInAnyOrder(
                        new Cleaned.Removed("agent-aa.jar", 5),
                        new Cleaned.Removed("agent-bb.1.x.tmp", 4),
                        new Cleaned.Removed("agent-aa-17.fast", 3),
                        new Cleaned.Removed("runtime-cc", 3),
                        new Cleaned.Removed("runtime-dd.1.x.tmp", 0),
                        new Cleaned.Removed("runtime-link", 0),
                        new Cleaned.Removed("jffi123.so", 1));
        assertThat(done.octets()).isEqualTo(16);
        assertThat(done.others()).isEqualTo(1);
        assertThat(left()).containsExactly("notes of somebody's");
        assertThat(elsewhere.resolve("precious")).hasContent("mine");
    }

    private LoopbackSshd lastServer() {
        return bench.servers().get(bench.servers().size() - 1);
    }

    @Test
    void whereNothingElseLiesTheDirectoryGoesTooAndCleaningAgainFindsNothing() throws Exception {
        fill();
        SshClient client = new SshClient(bench.trusting(bench.server()));
        assertThat(client.clean(bench.hostWithKey(lastServer()), false).removed())
                .hasSize(6);
        assertThat(cache).doesNotExist();
        Cleaned again = client.clean(bench.hostWithKey(lastServer()), false);
        assertThat(again.removed()).isEmpty();
        assertThat(cache).doesNotExist();
    }

    @Test
    void aHostIsLeftAloneWhileAnAgentIsAtWork() throws Exception {
        LoopbackSshd server = bench.server();
        SshOptions options = bench.trusting(server);
        SshHost host = bench.hostWithKey(server);
        AgentProcess agent = bench.start(options, host);
        SshClient client = new SshClient(options);
        SshException e = catchThrowableOfType(SshException.class, () -> client.clean(host, false));
        assertThat(e.kind()).isEqualTo(Kind.BUSY);
        assertThat(e)
                .hasMessageContaining("cannot clean lon1")
                .hasMessageContaining("an agent is at work there (process ID ");
        assertThat(left()).hasSize(1);
        agent.toAgent().close();
        assertThat(agent.exitStatus()).hasValue(0);
        assertThat(client.clean(host, false).removed()).hasSize(1);
    }

    private static Check check(Examination examination, String name) {
        return examination.checks().stream()
                .filter(check -> check.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " among " + examination.checks()));
    }

    @ParameterizedTest
    @EnumSource
    void aHostIsLookedAtAndNotChanged(Host host) throws Exception {
        LoopbackSshd server = server(host);
        Examination seen = new SshClient(bench.trusting(server)).examine(bench.hostWithKey(server));
        assertThat(seen.reached()).isTrue();
        assertThat(seen.checks())
                .extracting(Check::name)
                .containsExactly(
                        "reach", "host_key", "login", "privilege", "java", "cache", "kernel", "modules", "modules_ip");
        assertThat(check(seen, "privilege").message()).isEqualTo("root");
        assertThat(check(seen, "java").message()).startsWith("Java ");
        assertThat(check(seen, "cache").state()).isEqualTo(State.OK);
        assertThat(check(seen, "cache").message()).startsWith(cache + ", ").endsWith(" MB free");
        assertThat(check(seen, "kernel").message())
                .isEqualTo(Commands.run("uname", "-sr").strip() + " ("
                        + Commands.run("uname", "-m").strip() + ")");
        assertThat(cache).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource
    void aCacheWhereNothingMayBeRunIsNoticed(Host host) throws Exception {
        LoopbackSshd server = server(host);
        Path mounted = Files.createDirectory(dir.resolve("mounted"));
        Commands.run("mount", "-t", "tmpfs", "-o", "noexec,size=64m,mode=0700", "tmpfs", mounted.toString());
        try {
            SshHost there = bench.hostWithKey(server)
                    .withLodging(new Lodging(Optional.of(mounted + "/a/cache"), Optional.empty()));
            Check cached = check(new SshClient(bench.trusting(server)).examine(there), "cache");
            assertThat(cached.state()).isEqualTo(State.WRONG);
            assertThat(cached.message()).contains("noexec: " + mounted);
            assertThat(cached.next()).contains("pairwire_cache");
        } finally {
            Commands.run("umount", "-l", mounted.toString());
        }
    }

    @Test
    void aCacheWithoutRoomAndOneThatOthersMayWriteToAreNoticed() throws Exception {
        LoopbackSshd server = bench.server();
        SshClient client = new SshClient(bench.trusting(server));
        Path mounted = Files.createDirectory(dir.resolve("mounted"));
        Commands.run("mount", "-t", "tmpfs", "-o", "size=1m,mode=0700", "tmpfs", mounted.toString());
        try {
            SshHost there = bench.hostWithKey(server)
                    .withLodging(new Lodging(Optional.of(mounted.toString()), Optional.empty()));
            assertThat(check(client.examine(there), "cache").message()).contains("1 MB are free");
        } finally {
            Commands.run("umount", "-l", mounted.toString());
        }
        Files.setPosixFilePermissions(Files.createDirectory(cache), PosixFilePermissions.fromString("rwxrwxrwx"));
        Check open = check(client.examine(bench.hostWithKey(server)), "cache");
        assertThat(open.state()).isEqualTo(State.WRONG);
        assertThat(open.message()).contains("others may write to it");
    }

    @Test
    void aHostWithoutJavaIsToldWhatToDo() throws Exception {
        LoopbackSshd server = bench.server(
                "ForceCommand PAIRWIRE_JAVA=/none; export PAIRWIRE_JAVA; exec sh -c \"$SSH_ORIGINAL_COMMAND\"");
        Check java = check(new SshClient(bench.trusting(server)).examine(bench.hostWithKey(server)), "java");
        assertThat(java.state()).isEqualTo(State.WRONG);
        assertThat(java.next()).contains("install").contains("--push-runtime");
        Check sent = check(
                new SshClient(bench.trusting(server).withRuntimePushed()).examine(bench.hostWithKey(server)), "java");
        assertThat(sent.state()).isEqualTo(State.OK);
        assertThat(sent.message()).contains("a runtime is sent");
    }

    @Test
    void whereSudoRefusesWhatCanBeSeenWithoutItIsSeen() throws Exception {
        Path bin = Files.createDirectory(dir.resolve("bin"));
        for (String name : List.of("sudo", "id")) {
            Path file = bin.resolve(name);
            Files.writeString(
                    file,
                    name.equals("sudo")
                            ? Files.readString(Path.of("src/test/resources/fake-sudo"))
                            : "#!/bin/sh\n[ -n \"${FAKE_ROOT-}\" ] && exec /usr/bin/id \"$@\"\necho 1000\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        LoopbackSshd server =
                bench.server("ForceCommand PATH=" + bin + ":$PATH; export PATH; exec sh -c \"$SSH_ORIGINAL_COMMAND\"");
        SshClient client = new SshClient(bench.trusting(server));
        SshHost host = bench.hostWithKey(server).withSudo(Sudo.usual());

        Files.writeString(dir.resolve("sudoers"), "nobody\n");
        Examination refused = client.examine(host);
        assertThat(refused.reached()).isTrue();
        assertThat(check(refused, "privilege").state()).isEqualTo(State.WRONG);
        assertThat(check(refused, "privilege").message()).contains("sudo does not let user");
        assertThat(check(refused, "sudoers").message())
                .endsWith(SshTarget.currentUser() + " ALL=(root) NOPASSWD: /bin/sh");
        assertThat(check(refused, "java").state()).isEqualTo(State.OK);

        Files.writeString(dir.resolve("sudoers"), "open\n");
        assertThat(check(client.examine(host), "privilege").state()).isEqualTo(State.OK);
    }

    @Test
    void aHostThatCannotBeReachedIsAnAnswer() throws Exception {
        Examination down = new SshClient(bench.knowing())
                .examine(SshHost.of("lon1", "127.0.0.1").withPort(1).withPrivateKeyFile(bench.userKey()));
        assertThat(down.reached()).isFalse();
        assertThat(down.checks()).extracting(Check::name).containsExactly("reach");
        LoopbackSshd server = bench.server();
        assertThat(new SshClient(bench.knowing())
                        .examine(bench.hostWithKey(server))
                        .checks())
                .extracting(Check::name)
                .containsExactly("host_key");
        Path stranger = bench.key("stranger", "-t", "ed25519");
        assertThat(new SshClient(bench.trusting(server))
                        .examine(Bench.host(server).withPrivateKeyFile(stranger))
                        .checks())
                .extracting(Check::name)
                .containsExactly("login");
    }
}
