package io.pairwire.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.pairwire.kernel.FakeSession;
import io.pairwire.model.HostName;
import io.pairwire.netlink.Errno;
import io.pairwire.ssh.AgentProcess;
import io.pairwire.ssh.HostWithPasswords;
import io.pairwire.ssh.SshOptions;
import io.pairwire.transaction.Agents;
import io.pairwire.transaction.FakeAgents;
import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run from its first command to its last, with marked secrets of every kind, none of which may be found afterwards in anything that was
 * printed or left, nor meanwhile in the list of processes.
 */
@Timeout(180)
final class SecretsTest {
    private static final String WRITTEN = "9f4b7c21d8e35a60";
    private static final String OF_ENV = "c7a1f35e9b2d6480";
    private static final String OF_FILE = "8e2d94b7f06c13a5";
    /** In the example's topology, encrypted by ansible-vault. */
    private static final String OF_VAULT = "5d1c7be2f09a8364";

    private static final String VAULT_PASSWORD = "for-this-example-only";
    private static final String KEY = "Zwölf Boxkämpfer jagen Viktor";
    private static final String PASSPHRASE = "a passphrase of nobody";
    /** {@code short.txt} of the goldens of {@code VaultTest} holds it, with the password below. */
    private static final String SUDO_PASSWORD = "correct horse";

    private static final String OTHER_VAULT_PASSWORD = "swordfish";
    private static final Path EXAMPLE = Path.of("../inventory-examples/vault");
    private static final Path ENVELOPE = Path.of("../core/src/test/resources/io/pairwire/secret/short.txt");

    private final MarkedSecrets secrets = new MarkedSecrets()
            .cookie("the written cookie", WRITTEN)
            .cookie("the cookie of !env", OF_ENV)
            .cookie("the cookie of !file", OF_FILE)
            .cookie("the cookie of !vault", OF_VAULT)
            .text("the vault password", VAULT_PASSWORD)
            .text("the other vault password", OTHER_VAULT_PASSWORD)
            .text("the key", KEY)
            .text("the passphrase", PASSPHRASE)
            .text("the sudo password", SUDO_PASSWORD);

    private final Instant begun = Instant.now().minusSeconds(1);
    private final Map<String, String> environment = new HashMap<>(Map.of("OF_B", OF_ENV, "METRO_KEY", KEY));
    private final Set<String> found = new TreeSet<>();
    private final Set<Path> inputs = new HashSet<>();
    private final StringBuilder said = new StringBuilder();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    @SuppressWarnings("NullAway.Init") // set before each test
    private FakeAgents agents;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Path topology;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Path password;

    @BeforeEach
    void writeFiles() throws IOException {
        agents = new FakeAgents(directory.resolve("hosts"));
        input("kept.cookie", OF_FILE + "\n");
        password = input("vault-password", VAULT_PASSWORD + "\n");
        topology = input("metro.yml", text(""));
    }

    /** Files that the user himself put secrets into. */
    private Path input(String name, String text) throws IOException {
        Path file = Files.writeString(directory.resolve(name), text);
        inputs.add(Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------")));
        return file;
    }

    private static String text(String more) throws IOException {
        String example = Files.readString(EXAMPLE.resolve("topology.yml"));
        String envelope = example.substring(example.indexOf("!vault |"), example.indexOf("    b: {cookie"))
                .replace("        ", "          ");
        return """
                topology: marked
                cookie_key: !env METRO_KEY
                defaults: {%s}
                pseudowires:
                  written:
                    hosts: [lon1, par1]
                    local: [192.0.2.1, 192.0.2.5]
                    cookie: ['%s', !env OF_B]
                  kept:
                    hosts: [lon1, par1]
                    local: [192.0.2.1, 192.0.2.5]
                    a:
                      cookie: %s
                    b: {cookie: !file kept.cookie}
                  derived: {hosts: [lon1, par1], local: [192.0.2.1, 192.0.2.5], cookie: derived}
                  made: {hosts: [lon1, par1], local: [192.0.2.1, 192.0.2.5]}
                """.formatted(more.isEmpty() ? "seq: none" : more, WRITTEN, envelope.strip());
    }

    private Console pairwire(int exitCode, String... words) throws IOException {
        return over((inventory, options) -> agents, exitCode, words);
    }

    private Console over(AgentSource source, int exitCode, String... words) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(words));
        boolean isSaved = words.length > 1 && words[1].equals(savedPlan().toString());
        arguments.addAll(
                1,
                isSaved
                        ? List.of("--vault-password-file", password.toString())
                        : List.of("-t", topology.toString(), "--vault-password-file", password.toString()));
        Console console;
        Watch watch = new Watch();
        try {
            console = Console.within(environment, source, arguments.toArray(String[]::new));
        } finally {
            watch.end();
        }
        return looked(exitCode, console, String.join(" ", words));
    }

    /** Plays a book that makes everything anew, and looks at it. */
    private void play() throws IOException {
        Path book = Files.writeString(directory.resolve("book.yml"), """
                - topology: metro.yml
                  pseudowires: all
                  serial: 3
                  tasks:
                    - pseudowire: {state: restarted}
                    - verify:
                    - pseudowire: {state: absent}
                      when: a.cookie == 'written'
                    - drift:
                    - pseudowire: {state: present}
                """);
        for (String json : new String[] {"--forks=8", "--json"}) {
            String[] words = {
                "playbook", book.toString(), "--diff", "-v", "--vault-password-file", password.toString(), json
            };
            Watch watch = new Watch();
            Console console;
            try {
                console = Console.within(environment, (inventory, options) -> agents, words);
            } finally {
                watch.end();
            }
            looked(2, console, String.join(" ", words));
        }
    }

    private Console looked(int exitCode, Console console, String words) throws IOException {
        markMadeCookies();
        String all = console.out() + console.err();
        said.append(all);
        secrets.in(all).forEach(name -> found.add("printed by " + words + ": " + name));
        assertThat(console.exitCode()).as(words + "\n" + all).isEqualTo(exitCode);
        lookAtFiles();
        return console;
    }

    /** What was made, and derived, is known to kernels alone. */
    private void markMadeCookies() {
        for (String host : List.of("lon1", "par1")) {
            for (FakeSession session : agents.kernel(host).sessions()) {
                for (String cookie : List.of(session.cookie(), session.peerCookie())) {
                    if (!cookie.isEmpty()) {
                        secrets.cookie("a cookie of " + session.interfaceName(), cookie);
                    }
                }
            }
        }
    }

    /** On hosts, beside the topology, in the decision log and where temporary files lie. */
    private void lookAtFiles() throws IOException {
        found.addAll(secrets.below(directory, file -> !inputs.contains(file)));
        found.addAll(secrets.below(RunLog.directory(System.getenv()), file -> true));
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir", "/tmp")))) {
            for (Path file : files.toList()) {
                if (isOurs(file)) {
                    found.addAll(secrets.inFile(file));
                }
            }
        }
    }

    /** Returns whether a file may be of this run: others keep files there too, which come and go. */
    private boolean isOurs(Path file) throws IOException {
        try {
            return Files.isRegularFile(file)
                    && Files.isReadable(file)
                    && Files.size(file) < 1 << 20
                    && Files.getLastModifiedTime(file).compareTo(FileTime.from(begun)) > 0;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private Path savedPlan() {
        return directory.resolve("saved.json");
    }

    /** Looks at our own processes as often as it can, as long as something goes on. */
    private final class Watch {
        private final AtomicBoolean over = new AtomicBoolean();
        private final Set<String> seen = new LinkedHashSet<>();
        private final Thread thread = new Thread(this::look, "watch");

        Watch() {
            thread.start();
        }

        private void look() {
            do {
                seen.addAll(secrets.inProcesses(ProcessHandle.current().descendants()));
                LockSupport.parkNanos(MILLISECONDS.toNanos(5));
            } while (!over.get());
        }

        void end() {
            over.set(true);
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            found.addAll(seen);
        }
    }

    @Test
    void noCommandTellsASecret() throws IOException {
        pairwire(0, "validate");
        pairwire(0, "validate", "--json");
        pairwire(0, "lock");
        for (String json : new String[] {"--forks=8", "--json"}) {
            pairwire(0, "plan", "--offline", json);
            pairwire(0, "plan", json);
        }
        pairwire(0, "plan", "-o", savedPlan().toString());
        pairwire(0, "apply", "--check");
        pairwire(0, "apply", savedPlan().toString(), "--yes", "-v");
        assertThat(agents.kernel("lon1").sessions()).hasSize(4);
        play();
        for (String json : new String[] {"--forks=8", "--json"}) {
            pairwire(0, "apply", "--yes", json);
            pairwire(0, "show", json);
            pairwire(0, "show", "--origin", json);
            pairwire(0, "verify", json);
            pairwire(0, "drift", json);
            pairwire(0, "rotate-cookies", "--yes", "-v", json);
        }
        tamper("written");
        tamper("made");
        pairwire(2, "drift");
        pairwire(2, "drift", "--json");
        pairwire(10, "verify", "--verify-timeout", "1");
        pairwire(0, "plan");
        pairwire(0, "apply", "--yes", "--json");
        pairwire(0, "adopt", "--yes", "--json");
        environment.put("METRO_KEY", KEY + ", quickly");
        pairwire(0, "plan", "--json");
        pairwire(0, "apply", "--yes");
        pairwire(0, "destroy", "--yes", "-v");
        assertThat(agents.kernel("lon1").sessions()).isEmpty();
        assertThat(said.toString()).contains("8 octets");
        assertThat(found).isEmpty();
    }

    private void tamper(String name) {
        FakeSession odd = agents.kernel("par1").sessions().stream()
                .filter(session -> session.interfaceName().equals(name))
                .findFirst()
                .orElseThrow();
        agents.kernel("par1").replace(odd, odd.withCookies("0123456789abcdef", odd.peerCookie()));
    }

    @Test
    void noFailureTellsASecret() throws IOException {
        pairwire(0, "apply", "--yes");
        agents.kernel("par1").faults().failWrite(1, Errno.EPERM);
        pairwire(8, "rotate-cookies", "--yes", "-v");
        agents.kernel("lon1").faults().failWrite(2, Errno.EINVAL);
        pairwire(8, "rotate-cookies", "--yes", "--json");
        agents.unreachable("par1", true);
        pairwire(4, "plan");
        agents.unreachable("par1", false);
        over(
                (inventory, options) -> new Agents() {
                    @Override
                    public boolean knows(HostName host) {
                        return true;
                    }

                    @Override
                    public AgentProcess start(HostName host) {
                        throw new IllegalStateException("a fault of our own");
                    }
                },
                1,
                "plan");
        pairwire(5, "plan", "--no-such-option");
        // From here on the files are wrong, and what is wrong with them is quoted.
        environment.put("OF_B", OF_ENV + "00");
        pairwire(3, "apply", "--yes");
        environment.put("OF_B", OF_ENV);
        input("kept.cookie", VAULT_PASSWORD);
        pairwire(3, "plan", "--json");
        input("kept.cookie", OF_FILE);
        environment.put("METRO_KEY", KEY.substring(0, 8));
        pairwire(3, "plan");
        environment.put("METRO_KEY", KEY);
        Path right = password;
        password = input("wrong-password", OTHER_VAULT_PASSWORD);
        pairwire(3, "plan");
        password = right;
        for (String[] mistake : new String[][] {
            {"cookie_key: !env METRO_KEY", "cookie_key: '" + KEY + "'"},
            {"!env OF_B", "!env " + OF_ENV},
            {"!env OF_B", "!file " + OF_ENV},
            {"!env OF_B", "!vault " + OF_ENV},
            {"!env OF_B", "!enw " + OF_ENV},
            {"!env OF_B", "0x" + OF_ENV},
            {"cookie: ['", "cokie: ['"},
            {"cookie: ['", "cookie: [["},
        }) {
            input("metro.yml", text("").replace(mistake[0], mistake[1]));
            for (String command : List.of("validate", "plan")) {
                Console console = over((inventory, options) -> agents, 3, command);
                assertThat(console.err()).isNotBlank();
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void whatIsReplacedLiesInTheJournalAloneAndIsGoneWithIt() throws IOException {
        pairwire(0, "apply", "--yes");
        markMadeCookies();
        List<Path> journals = new ArrayList<>();
        Set<String> elsewhere = new TreeSet<>();
        Reader person = new FilterReader(new StringReader("yes\n")) {
            @Override
            public int read(char[] characters, int from, int count) throws IOException {
                if (journals.isEmpty()) {
                    for (Path file : MarkedSecrets.filesBelow(directory.resolve("hosts"))) {
                        if (file.toString().endsWith(".journal")) {
                            journals.add(file);
                            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                                    .isEqualTo("rw-------");
                            assertThat(secrets.inFile(file))
                                    .as("what must come back")
                                    .isNotEmpty();
                        }
                    }
                    elsewhere.addAll(secrets.below(
                            directory.resolve("hosts"), file -> !file.toString().endsWith(".journal")));
                }
                return super.read(characters, from, count);
            }
        };
        Path own = input(
                "own.yml",
                text("").replaceAll("(?s)cookie_key: [^\\n]*\\n|  written:.*  made:", "")
                        .replace("pseudowires:\n", "pseudowires:\n  made:"));
        Console console =
                Console.typing(person, agents, "rotate-cookies", "-t", own.toString(), "--yes", "--confirm", "manual");
        looked(0, console, "rotate-cookies --confirm manual");
        assertThat(journals).hasSize(2).allSatisfy(file -> assertThat(file).doesNotExist());
        assertThat(elsewhere).isEmpty();
        assertThat(found).isEmpty();
    }

    @Test
    void passwordsOnTheWayToAHostShowNowhere() throws Exception {
        HostWithPasswords host = new HostWithPasswords(directory.resolve("host"), PASSPHRASE, SUDO_PASSWORD);
        try {
            inputs.addAll(MarkedSecrets.filesBelow(directory.resolve("host")));
            Path other = input("other-password", OTHER_VAULT_PASSWORD);
            Path inventory = Files.writeString(directory.resolve("inventory.yml"), """
                    all:
                      vars:
                        ansible_host: 127.0.0.1
                        ansible_port: %d
                        ansible_become: true
                        ansible_ssh_private_key_file: %s
                        ansible_become_password: !vault |
                    %s
                      hosts: {lon1: , par1: }
                    """.formatted(
                            host.port(),
                            host.key(),
                            Files.readString(ENVELOPE).indent(10).stripTrailing()));
            for (String command : List.of("plan", "apply", "rotate-cookies")) {
                List<String> words = new ArrayList<>(
                        List.of(command, "-i", inventory.toString(), "--vault-password-file", other.toString(), "-v"));
                if (!command.equals("plan")) {
                    words.add("--yes");
                }
                Console console = over(
                        (known, options) -> new InventoryAgents(known, trusting(host, options), host.jar()),
                        4,
                        words.toArray(String[]::new));
                // What was pushed could be started, or not, by root alone: so every password was used.
                assertThat(console.err()).contains("corrupt jarfile");
            }
        } finally {
            host.close();
        }
        assertThat(found).isEmpty();
    }

    private static SshOptions trusting(HostWithPasswords host, SshOptions options) throws IOException {
        try {
            return host.options(options, PASSPHRASE);
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    @Test
    void aSecretThatIsPlantedIsFoundInEveryForm() throws Exception {
        MarkedSecrets marked = new MarkedSecrets().cookie("c", OF_ENV).text("p", PASSPHRASE);
        for (String leak : List.of(
                OF_ENV,
                "COOKIE C7A1F35E9B2D6480!",
                "c7:a1:f3:5e:9b:2d:64:80",
                "14385046272453993600 is it",
                "x -4061697801255558016",
                "[-57, -95, -13, 94, -101, 45, 100, -128]",
                "\"x6HzXpstZIA=\"",
                Base64.getEncoder().encodeToString(("cookie=" + OF_ENV + ";").getBytes(UTF_8)))) {
            assertThat(marked.in(leak)).as(leak).isNotEmpty();
        }
        assertThat(marked.in("a+passphrase+of+nobody")).isNotEmpty();
        assertThat(marked.in("A PASSPHRASE OF NOBODY")).isNotEmpty();
        assertThat(marked.in("nothing of the kind: c7a1f35e9b2d648")).isEmpty();
        Files.writeString(directory.resolve("leak"), "\n" + OF_ENV);
        assertThat(marked.below(directory, file -> !inputs.contains(file))).isNotEmpty();
        Process process = new ProcessBuilder("sleep", "60").start();
        ProcessBuilder telling = new ProcessBuilder("sh", "-c", "sleep 60; : " + OF_ENV);
        telling.environment().put("P", PASSPHRASE);
        Process leaking = telling.start();
        try {
            assertThat(marked.inProcesses(Stream.of(process.toHandle()))).isEmpty();
            assertThat(marked.inProcesses(Stream.of(leaking.toHandle())))
                    .contains("cmdline of a process: c as digits", "environ of a process: p as text");
        } finally {
            leaking.descendants().forEach(ProcessHandle::destroy);
            leaking.destroy();
            process.destroy();
        }
    }
}
