package io.pairwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pairwire.transaction.FakeAgents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cookies that a topology does not have in it: in the environment, in files, in Ansible's vault. */
final class KeptCookiesTest {
    private static final String OF_ENV = "0a1b2c3d4e5f6071";
    private static final String OF_FILE = "8192a3b4c5d6e7f8";
    /** {@code ansible-vault encrypt_string} of ansible-core 2.14.18 made it, of the text {@code correct horse} with the password swordfish. */
    private static final Path ENVELOPE = Path.of("../core/src/test/resources/io/pairwire/secret/short.txt");

    private static final Path EXAMPLE = Path.of("../inventory-examples/vault");

    private static final String ENDS = """
                a: {host: lon1, local: 192.0.2.1, tunnel_id: 10, session_id: 11, udp_port: 6010}
                b: {host: par1, local: 192.0.2.5, tunnel_id: 20, session_id: 21, udp_port: 6020}
            """;
    private static final Map<String, String> NOTHING = Map.of();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    @SuppressWarnings("NullAway.Init") // set before each test
    private FakeAgents agents;

    private Map<String, String> environment = Map.of("OF_A", OF_ENV);

    @BeforeEach
    void startAfresh() {
        agents = new FakeAgents(directory.resolve("hosts"));
    }

    private void topology(String cookie) throws IOException {
        Files.writeString(
                directory.resolve("metro.yml"),
                "topology: metro\npseudowires:\n  blue:\n    cookie: " + cookie + "\n" + ENDS);
    }

    private Path secret(String name, String text) throws IOException {
        Path file = Files.writeString(directory.resolve(name), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private Console pairwire(String... words) {
        List<String> arguments = new ArrayList<>(List.of(words));
        arguments.addAll(1, List.of("-t", directory.resolve("metro.yml").toString()));
        return Console.within(environment, agents, arguments.toArray(String[]::new));
    }

    private String demanded(String host) {
        return agents.kernel(host).sessions().iterator().next().peerCookie();
    }

    @Test
    void cookiesComeFromTheEnvironmentAndFromAFileBesideTheTopology() throws IOException {
        topology("[ !env OF_A, !file b.cookie ]");
        secret("b.cookie", OF_FILE + "\n");
        Console apply = pairwire("apply", "--yes");
        assertThat(apply.exitCode()).as(apply.err()).isZero();
        assertThat(apply.err()).isEmpty();
        assertThat(demanded("lon1")).isEqualTo(OF_ENV);
        assertThat(demanded("par1")).isEqualTo(OF_FILE);
        assertThat(agents.kernel("lon1").sessions().iterator().next().cookie()).isEqualTo(OF_FILE);
        assertThat(pairwire("plan", "--detailed-exitcode").exitCode()).isZero();
        environment = Map.of("OF_A", "00000000000000ff");
        Console another = pairwire("plan", "--detailed-exitcode");
        assertThat(another.exitCode()).isEqualTo(2);
        assertThat(another.out()).contains("1 to replace").doesNotContain("ff", OF_ENV);
    }

    @Test
    void whatIsMissingIsToldAndNobodyIsContacted() throws IOException {
        topology("[ !env OF_B, !file nowhere ]");
        Console apply = pairwire("apply", "--yes");
        assertThat(apply.exitCode()).isEqualTo(3);
        assertThat(apply.err())
                .contains("metro.yml:4:15: error PW071: the variable OF_B is not set in the environment")
                .contains("metro.yml:4:26: error PW071: the file nowhere is not there");
        assertThat(agents.contacted()).isEmpty();
    }

    @Test
    void whoOnlyChecksFilesNeedsNoSecrets() throws IOException {
        topology("[ !env OF_B, !file nowhere ]");
        Console validate = pairwire("validate");
        assertThat(validate.exitCode()).as(validate.err()).isZero();
        assertThat(validate.out())
                .contains("metro is valid")
                .contains("2 secrets could not be looked up, and were not checked.");
        assertThat(pairwire("validate", "--json").out()).contains("\"unchecked_secrets\":2");
        for (String command : List.of("lock", "show", "destroy")) {
            Console console = command.equals("destroy") ? pairwire(command, "--yes") : pairwire(command);
            assertThat(console.exitCode()).as(command + console.err()).isZero();
        }
        assertThat(pairwire("show", "--origin").exitCode()).isEqualTo(3);
    }

    @Test
    void whatCanBeHadIsCheckedAllTheSame() throws IOException {
        topology("[ !env OF_A, !env OF_B ]");
        environment = Map.of("OF_A", "correct horse");
        Console validate = pairwire("validate");
        assertThat(validate.exitCode()).isEqualTo(3);
        assertThat(validate.err())
                .contains(
                        "metro.yml:4:15: error PW010: a cookie is 8 or 16 hexadecimal digits (4 or 8 octets), and what"
                                + " !env stands for is not")
                .doesNotContain("horse");
    }

    @Test
    void aFileThatOthersCanReadIsWarnedOf() throws IOException {
        topology("[ !env OF_A, !file b.cookie ]");
        Path file = secret("b.cookie", OF_FILE);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThat(pairwire("validate").err())
                .contains("warning PW072: the file b.cookie can be read by others than its owner");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw--w----"));
        assertThat(pairwire("validate").err())
                .contains("warning PW072: the file b.cookie can be written by others than its owner");
    }

    @Test
    void aFileThatHoldsNoSecretIsRefusedWhateverItIs() throws IOException {
        secret("empty", "\n");
        secret("long", "0".repeat(70_000));
        Files.write(secret("latin", ""), new byte[] {(byte) 0xe9});
        Files.createDirectory(directory.resolve("dir"));
        Map.of(
                        "empty", "is empty",
                        "long", "is longer than any secret",
                        "latin", "is no text in UTF-8",
                        "dir", "cannot be read",
                        "/dev/zero", "is longer than any secret")
                .forEach((name, why) -> {
                    try {
                        topology("[ !env OF_A, !file " + name + " ]");
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                    assertThat(pairwire("validate").err()).contains("PW071: the file " + name + " " + why);
                });
    }

    @Test
    void aSecretThatStandsWhereItsNameShouldIsNotRepeated() throws IOException {
        topology("[ !env deadbeef00112233, !file deadbeef00112233 ]");
        Console apply = pairwire("apply", "--yes");
        assertThat(apply.exitCode()).isEqualTo(3);
        assertThat(apply.err())
                .contains(
                        "what stands behind !env looks like the cookie itself",
                        "what stands behind !file looks like the cookie itself");
        topology("[ !env 0011223344556677, !env 'my secret word' ]");
        Console another = pairwire("validate");
        assertThat(another.exitCode()).isEqualTo(3);
        assertThat(another.err()).contains("what stands behind !env cannot be the name of a variable");
        assertThat(apply + "" + another).doesNotContain("deadbeef", "00112233", "secret word");
    }

    @Test
    void theVaultIsOpenedWithItsPassword() throws IOException {
        String envelope = Files.readString(ENVELOPE).indent(8);
        topology("[ !env OF_A, !env OF_A ]");
        Path file = directory.resolve("metro.yml");
        Files.writeString(
                file,
                "topology: metro\npseudowires:\n  blue:\n"
                        + ENDS.replace("6010}", "6010, cookie: !env OF_A}")
                        + "  green:\n    hosts: [lon1, par1]\n    local: [192.0.2.1, 192.0.2.5]\n    b:\n      cookie: !vault |\n"
                        + envelope);
        assertThat(pairwire("validate").out()).contains("1 secret could not be looked up, and was not checked.");
        Console locked = pairwire("plan");
        assertThat(locked.exitCode()).isEqualTo(3);
        assertThat(locked.err()).contains("PW071: there is no password for what is encrypted here", "--ask-vault-pass");
        Path wrong = secret("wrong", "goldfish");
        Console refused = pairwire("validate", "--vault-password-file", wrong.toString());
        assertThat(refused.exitCode()).isEqualTo(3);
        assertThat(refused.err())
                .contains("PW071: what is encrypted here cannot be opened: the password does not open it")
                .doesNotContain("goldfish");
        Path right = secret("right", "swordfish\n");
        Console opened = pairwire("validate", "--vault-password-file", right.toString());
        assertThat(opened.err())
                .contains("PW010", "what !vault stands for is not")
                .doesNotContain("PW071", "horse", "swordfish");
    }

    @Test
    void theExampleIsValidWithItsPasswordAndNot() throws IOException {
        String[] words = {
            "plan",
            "--offline",
            "-t",
            EXAMPLE.resolve("topology.yml").toString(),
            "-i",
            EXAMPLE.resolve("inventory.yml").toString(),
            "--vault-password-file",
            EXAMPLE.resolve("vault-password").toString()
        };
        Console missing = Console.within(NOTHING, agents, words);
        assertThat(missing.exitCode()).isEqualTo(3);
        assertThat(missing.err()).contains("the variable PAIRWIRE_PARIS_COOKIE is not set");
        Console plan = Console.within(Map.of("PAIRWIRE_PARIS_COOKIE", OF_ENV), agents, words);
        assertThat(plan.exitCode()).as(plan.err()).isZero();
        assertThat(plan.out()).contains("to add").doesNotContain(OF_ENV);
    }

    private static final String KEY = "a key of more than sixteen octets";

    private void derived(String name, String more) throws IOException {
        Files.writeString(
                directory.resolve("metro.yml"),
                "topology: metro\ncookie_key: !env METRO_KEY\npseudowires:\n  " + name + ":\n    cookie: derived\n"
                        + "    interface: blue\n" + ENDS + more);
        environment = Map.of("METRO_KEY", KEY);
    }

    @Test
    void derivedCookiesAreTheSameInEveryRunUntilTheirGenerationChanges() throws IOException {
        derived("blue", "");
        assertThat(pairwire("apply", "--yes").exitCode()).isZero();
        String first = demanded("lon1");
        assertThat(first).hasSize(16).isNotEqualTo(demanded("par1"));
        assertThat(pairwire("plan", "--detailed-exitcode").exitCode()).isZero();
        derived("blue", "    cookie_generation: 2\n");
        Console plan = pairwire("plan");
        assertThat(plan.out())
                .contains("cookie       8 octets (another)  8 octets (another)", "# forces replacement")
                .contains("1 to replace")
                .doesNotContain(first);
        assertThat(pairwire("apply", "--yes").exitCode()).isZero();
        assertThat(demanded("lon1")).isNotEqualTo(first);
        assertThat(pairwire("show", "--origin").out())
                .contains("8 octets, derived")
                .contains("cookie_generation");
    }

    @Test
    void aNewNameMakesOtherDerivedCookiesAndThePlanSaysSo() throws IOException {
        derived("blue", "");
        assertThat(pairwire("apply", "--yes").exitCode()).isZero();
        String before = demanded("lon1");
        derived("azure", "moved:\n  - {from: blue, to: azure}\n");
        Console plan = pairwire("plan");
        assertThat(plan.out()).contains("-/+ azure", "8 octets (another)", "1 to replace");
        assertThat(pairwire("apply", "--yes").exitCode()).isZero();
        assertThat(demanded("lon1")).isNotEqualTo(before);
    }

    @Test
    void withoutItsKeyATopologyIsValidAndNotApplied() throws IOException {
        derived("blue", "");
        environment = NOTHING;
        assertThat(pairwire("validate").out()).contains("1 secret could not be looked up");
        Console apply = pairwire("apply", "--yes");
        assertThat(apply.exitCode()).isEqualTo(3);
        assertThat(apply.err()).contains("metro.yml:2:13: error PW071: the variable METRO_KEY is not set");
        environment = Map.of("METRO_KEY", "fifteen octets.");
        Console tooShort = pairwire("validate");
        assertThat(tooShort.err())
                .contains("PW074: the key of derived cookies has fewer than 16 octets")
                .doesNotContain("fifteen");
    }
}
