package io.pairwire.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.pairwire.cli.MarkedSecrets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Marked secrets through real kernels, real SSH, real sudo and real agents, from the first look to the last: nothing tells any of them. */
@Tag("lab")
@Tag("once")
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class SecretsLab {
    private static final List<String> HOSTS = List.of("host1", "host2");

    /** Where an agent writes, and what else was written since the host was made: its own layer over /tmp, and its user's home. */
    private static final List<String> ON_HOSTS = List.of(
            "run/pairwire",
            "var/lib/pairwire",
            "var/cache/pairwire",
            "var/log/pairwire",
            "run/pairwire-lab/files/tmp",
            Path.of("/").relativize(Path.of(System.getProperty("user.home"))).toString());

    private static final String WRITTEN_A = "9f4b7c21d8e35a60";
    private static final String WRITTEN_B = "8e2d94b7f06c13a5";
    private static final String KEPT_A = "7d1c83a6e95b02f4";
    private static final String KEPT_B = "6c0b7295d84af1e3";
    private static final String KEY = "a key that nobody knows";
    private static final String PASSWORD = "sword fish jelly";

    private static final String TOPOLOGY = """
            topology: secrets
            cookie_key: !file key
            pseudowires:
              written: {cookie: [%s, %s], hosts: [host1, host2]}
              kept: {cookie: [!file kept-a, !file kept-b], hosts: [host1, host2]}
              derived: {cookie: derived, hosts: [host1, host2]}
              made: [host1, host2]
            """.formatted(WRITTEN_A, WRITTEN_B);

    @TempDir
    private static Path directory = Path.of("");

    private final MarkedSecrets secrets = new MarkedSecrets()
            .cookie("a's written cookie", WRITTEN_A)
            .cookie("b's written cookie", WRITTEN_B)
            .cookie("a's kept cookie", KEPT_A)
            .cookie("b's kept cookie", KEPT_B)
            .text("the key", KEY)
            .text("sudo's password", PASSWORD);
    /**
     * All that was said, written and seen, each once, with where it first was. It is searched when all is over: cookies that a run
     * makes are known only after it.
     */
    private final Map<String, String> met = new LinkedHashMap<>();

    /** Files by their names, sizes and times: who has read one need not read it again. */
    private final Set<String> read = new HashSet<>();

    private final Set<String> processes = ConcurrentHashMap.newKeySet();

    @BeforeAll
    static void letAUserIn() throws IOException {
        LabHosts.up("host1", "host2");
        LabHosts.run(List.of(
                        "sh",
                        "-c",
                        "id keeper 2>/dev/null || useradd -M -d / -s /bin/sh keeper; chpasswd < "
                                + secret("password", "keeper:" + PASSWORD)))
                .orThrow();
        Path sudoers = Files.writeString(directory.resolve("sudoers"), "keeper ALL=(root) /bin/sh\n");
        LabHosts.run(List.of("install", "-m", "440", sudoers.toString(), "/etc/sudoers"))
                .orThrow();
        Files.writeString(directory.resolve("secrets.ini"), """
                host1 ansible_host=192.168.1.1
                host2 ansible_host=192.168.1.2
                [all:vars]
                ansible_user=keeper
                ansible_ssh_private_key_file=%s
                ansible_become=true
                ansible_become_password=%s
                """.formatted(LabHosts.key("ed25519"), PASSWORD));
        Files.writeString(directory.resolve("secrets.yml"), TOPOLOGY);
        secret("key", KEY);
        secret("kept-a", KEPT_A);
        secret("kept-b", KEPT_B);
    }

    @AfterAll
    static void nothingIsLeft() throws IOException {
        Path sudoers = Files.writeString(directory.resolve("sudoers"), "root ALL=(ALL:ALL) ALL\n");
        LabHosts.run(List.of("install", "-m", "440", sudoers.toString(), "/etc/sudoers"))
                .orThrow();
        LabHosts.swept("host1", "host2");
    }

    private static Path secret(String name, String text) throws IOException {
        Path file = Files.writeString(directory.resolve(name), text + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void nothingOfARunTellsASecret() throws Exception {
        FileTime begun = FileTime.from(Instant.now());
        Thread watching = new Thread(this::watch, "watch");
        watching.setDaemon(true);
        watching.start();
        String plan = directory.resolve("plan.json").toString();
        run(0, "validate");
        run(0, "lock");
        run(0, "plan", "--json", "-o", plan);
        bare(0, "show", plan);
        bare(0, "apply", plan);
        markCookies();
        run(0, "show", "--json");
        run(0, "show", "--origin");
        run(0, "verify", "-v");
        run(0, "rotate-cookies", "--yes");
        markCookies();
        LabHosts.exec("host2", "ip", "link", "set", "written", "mtu", "1300").orThrow();
        run(2, "drift", "--json");
        // A cookie that changed at one end is told with what was there; a key that is gone with its place.
        secret("kept-b", "0" + KEPT_B.substring(1));
        run(0, "plan");
        run(0, "apply", "--yes", "-v");
        markCookies();
        Files.delete(directory.resolve("key"));
        run(3, "apply", "--yes");
        run(0, "destroy", "--yes", "--json");
        watching.interrupt();
        watching.join();

        assertThat(processes).anyMatch(words -> words.contains("sudo"));
        processes.forEach(words -> met.put(words, "a process"));
        gather(Path.of("/tmp"), begun);
        // What must be among it, for a search that reads nothing finds nothing.
        assertThat(met.values())
                .anyMatch(where -> where.endsWith("audit.jsonl"))
                .anyMatch(where -> where.endsWith("/var/lib/pairwire/secrets.json"))
                .anyMatch(where -> where.endsWith("plan.json"))
                .anyMatch(where -> where.endsWith(".jar"));
        Set<String> told = new TreeSet<>();
        met.forEach((text, where) -> secrets.in(text).forEach(secret -> told.add(where + ": " + secret)));
        assertThat(told).isEmpty();
        assertThat(secrets.in("as planted " + KEPT_A)).hasSize(1);
    }

    private void run(int status, String command, String... options) throws IOException {
        List<String> words = new ArrayList<>(List.of(
                command,
                "-t",
                directory.resolve("secrets.yml").toString(),
                "-i",
                directory.resolve("secrets.ini").toString()));
        words.addAll(Arrays.asList(options));
        bare(status, words.toArray(String[]::new));
    }

    private void bare(int status, String... words) throws IOException {
        LabHosts.Result result = LabCli.run(words);
        assertThat(result.status()).as(result.toString()).isEqualTo(status);
        met.put(result.output(), words[0]);
        met.put(result.errors(), words[0]);
        look();
    }

    private void markCookies() {
        for (String host : HOSTS) {
            for (RawDump.Item session : RawDump.of(host).all("session")) {
                secrets.cookie("a cookie of " + host, session.get("cookie"));
            }
        }
    }

    /** Takes all that lies on the hosts and what the controller keeps. */
    private void look() throws IOException {
        FileTime ever = FileTime.fromMillis(0);
        for (String host : HOSTS) {
            met.put(LabHosts.exec(host, "ip", "-d", "link").orThrow(), "ip link of " + host);
            Path root = LabHosts.process(host).resolve("root");
            for (String where : ON_HOSTS) {
                gather(root.resolve(where), ever);
            }
        }
        Path home = Path.of(System.getProperty("user.home"));
        for (String where : List.of(".ssh", ".cache/pairwire", ".local/state/pairwire")) {
            gather(home.resolve(where), ever);
        }
        gather(directory.resolve("secrets.yml.lock.yml"), ever);
        gather(directory.resolve("plan.json"), ever);
    }

    /**
     * Takes the files of a directory, but not those that say here what the secrets are.
     *
     * @param since directories that got no new file since then are not looked into, as /tmp may hold a checkout
     */
    private void gather(Path from, FileTime since) throws IOException {
        for (Path file : MarkedSecrets.filesBelow(from, since)) {
            boolean ours = file.startsWith(directory) && !Files.isSameFile(file, from);
            if (!ours && read.add(file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file))) {
                met.putIfAbsent(file.getFileName() + "\n" + MarkedSecrets.read(file), file.toString());
            }
        }
    }

    /** Reads the words and the environments of all processes, over and over. */
    private void watch() {
        try {
            while (true) {
                ProcessHandle.allProcesses().forEach(process -> {
                    processes.add(ofProcess(process, "cmdline"));
                    processes.add(ofProcess(process, "environ"));
                });
                Thread.sleep(500);
            }
        } catch (InterruptedException e) {
            return;
        }
    }

    private static String ofProcess(ProcessHandle process, String what) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), what), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            // It has ended.
            return "";
        }
    }
}
