package io.pairwire.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.pairwire.model.HostName;
import io.pairwire.model.IpAddress;
import io.pairwire.secret.Secret;
import io.pairwire.secret.Vault;
import io.pairwire.topology.Hosts;
import io.pairwire.topology.TopologyReader;
import io.pairwire.yaml.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class InventoryReaderTest {
    private static final Path EXAMPLES = Path.of("../inventory-examples");
    private static final InventoryReader READER = new InventoryReader(Path.of("/home/me"), Path.of("/srv"));

    /** Opens the example's secrets. */
    private static final Vault OPENED =
            Vault.with(List.of(new Vault.Password(Optional.empty(), Secret.of("for-this-example-only"))));

    private static Inventory valid(String text) {
        InventoryReading reading = READER.read("hosts.yml", text);
        assertThat(reading.problems()).isEmpty();
        return reading.inventory().orElseThrow();
    }

    private static InventoryHost host(Inventory inventory, String name) {
        return inventory.host(new HostName(name)).orElseThrow();
    }

    private static String text(InventoryHost host, String variable) {
        return Optional.ofNullable(host.variables().get(variable))
                .flatMap(Value::text)
                .orElse("-");
    }

    /** Golden: {@code ansible-inventory -i precedence.yml --list} of ansible-core 2.14.18. */
    @ParameterizedTest
    @CsvSource({
        "lone,   all,     -,      -,     -,      22",
        "port1,  all,     -,      -,     -,      2022",
        "web01,  alpha,   achild, alpha, beta,   22",
        "web02,  alpha,   achild, alpha, achild, 22",
        "web03,  zparent, achild, -,     achild, 22",
        "db-a,   zparent, achild, -,     -,      22",
        "db-c,   zparent, achild, -,     -,      22",
        "step7,  beta,    -,      beta,  -,      22",
        "single, lonely,  -,      -,     -,      22",
    })
    void variablesHaveThePrecedenceOfAnsible(String name, String who, String deep, String side, String from, int port)
            throws IOException {
        InventoryHost host =
                host(valid(Files.readString(Path.of("src/test/resources/io/pairwire/inventory/precedence.yml"))), name);

        assertThat(text(host, "who")).isEqualTo(who);
        assertThat(text(host, "deep")).isEqualTo(deep);
        assertThat(text(host, "side")).isEqualTo(side);
        assertThat(text(host, "from")).isEqualTo(from);
        assertThat(host.port()).isEqualTo(port);
    }

    /** Golden: the same command. */
    @Test
    void rangesAndGroupsUnfoldAsAnsibleUnfoldsThem() throws IOException {
        Inventory inventory =
                valid(Files.readString(Path.of("src/test/resources/io/pairwire/inventory/precedence.yml")));

        assertThat(inventory.group("achild").allHosts()).hasToString("[web01, web02, web03, db-a, db-b, db-c]");
        assertThat(inventory.group("zparent").allHosts())
                .isEqualTo(inventory.group("achild").allHosts());
        assertThat(inventory.group("beta").allHosts()).hasToString("[web01, step1, step4, step7]");
        assertThat(inventory.group("ungrouped").allHosts()).hasToString("[lone, port1]");
        assertThat(inventory.group("all").allHosts()).hasSize(12);
        assertThat(host(inventory, "web01").groups()).containsExactly("all", "achild", "alpha", "beta", "zparent");
    }

    @Test
    void theLocalAddressIsWrittenOrTheHostsOwnLiteral() {
        Inventory inventory = valid("""
                all:
                  hosts:
                    written: {ansible_host: 10.0.0.1, pairwire_local: 192.0.2.1}
                    literal: {ansible_host: "2001:db8::1"}
                    192.0.2.7:
                    named: {ansible_host: named.example.net}
                """);

        assertThat(inventory.localAddress(new HostName("written"))).contains(IpAddress.parse("192.0.2.1"));
        assertThat(inventory.localAddress(new HostName("literal"))).contains(IpAddress.parse("2001:db8::1"));
        assertThat(inventory.localAddress(new HostName("192.0.2.7"))).contains(IpAddress.parse("192.0.2.7"));
        assertThat(inventory.localAddress(new HostName("named"))).isEmpty();
        assertThat(inventory.localAddress(new HostName("nobody"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "~/.ssh/id,      /home/me/.ssh/id",
        "keys/id,        /srv/keys/id",
        "../id,          /id",
        "/etc/keys/id,   /etc/keys/id",
    })
    void aKeyFileIsFoundAsSshFindsIt(String written, Path expected) {
        Inventory inventory = valid("all: {hosts: {h: {ansible_ssh_private_key_file: " + written + "}}}");

        assertThat(host(inventory, "h").privateKeyFile()).contains(expected);
    }

    @Test
    void aPasswordIsNotPrintedWithItsHost() {
        InventoryHost host = host(valid("all: {hosts: {h: {ansible_password: hunter2}}}"), "h");

        assertThat(host.variables()).containsEntry("ansible_password", new Value.Text("hunter2"));
        assertThat(host).hasToString("h (h port 22)");
    }

    @Test
    void anInventoryWithoutHostsIsValidWithAWarning() {
        InventoryReading reading = READER.read("hosts.yml", "all:\n");

        assertThat(reading.inventory()).isPresent();
        assertThat(reading.problems()).extracting(Problem::ruleId).containsExactly("IV008");
    }

    @ParameterizedTest
    @CsvSource({
        "classic,       inventory.yml",
        "shared-tunnel, inventory.yml",
        "ipv6-ip-encap, inventory.yml",
        "short-form,    inventory.yml",
        "minimal,       minimal.ini",
        "directory,     inventory",
        "bastion,       inventory.ini",
        "dynamic,       inventory.sh",
        "vault,         inventory.yml",
    })
    void everyExampleIsReadWithoutAWord(String example, String source) throws IOException, InterruptedException {
        Path directory = EXAMPLES.resolve(example);
        InventoryReading reading = new InventoryReader(Path.of("/home/me"), directory.toAbsolutePath(), OPENED)
                .read(List.of(source), InputStream.nullInputStream());
        assertThat(reading.problems()).isEmpty();
        assertThat(reading.complaints()).isEmpty();
        Inventory inventory = reading.inventory().orElseThrow();

        assertThat(TopologyReader.read(
                                "topology.yml",
                                Files.readAllBytes(directory.resolve("topology.yml")),
                                Hosts.of(inventory.names(), inventory::localAddress))
                        .problems())
                .isEmpty();
    }

    @Test
    void everyExampleIsInThisTest() throws IOException {
        try (var directories = Files.list(EXAMPLES)) {
            assertThat(directories.map(directory -> directory.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "classic",
                            "shared-tunnel",
                            "ipv6-ip-encap",
                            "short-form",
                            "minimal",
                            "directory",
                            "bastion",
                            "vault",
                            "dynamic");
        }
    }

    @Test
    void whatIsEncryptedIsOpenedWholeFilesAndSingleValues() throws InterruptedException {
        Path directory = EXAMPLES.resolve("vault").toAbsolutePath();
        Inventory inventory = new InventoryReader(Path.of("/home/me"), directory, OPENED)
                .read(List.of("inventory.yml"), InputStream.nullInputStream())
                .inventory()
                .orElseThrow();
        assertThat(host(inventory, "lon1").become().orElseThrow().password()).contains(Secret.of("correct horse"));
        assertThat(host(inventory, "par1").become().orElseThrow().password()).contains(Secret.of("battery staple"));
        assertThat(inventory.hosts().toString()).doesNotContain("battery");
    }

    @Test
    void aFileThatCannotBeOpenedIsToldWithTheWayOut() throws IOException, InterruptedException {
        Path directory = EXAMPLES.resolve("vault").toAbsolutePath();
        InventoryReading locked = new InventoryReader(Path.of("/home/me"), directory)
                .read(List.of("inventory.yml"), InputStream.nullInputStream());
        assertThat(locked.problems())
                .anySatisfy(problem -> assertThat(problem)
                        .hasToString(
                                "group_vars/all/secrets.yml:1:1: error IV009: the file is encrypted by Ansible Vault: there is no"
                                        + " password for it\n$ANSIBLE_VAULT;1.1;AES256\n^\n  hint: give its password: --vault-password-file"
                                        + " FILE, or --ask-vault-pass"));
    }

    @Test
    void aBastionIsOnTheWayToTheHostsBehindIt() throws IOException {
        InventoryReading reading =
                READER.read("inventory.ini", Files.readString(EXAMPLES.resolve("bastion/inventory.ini")));
        Inventory inventory = reading.inventory().orElseThrow();

        assertThat(host(inventory, "lon1").sshArguments().proxy().orElseThrow())
                .isEqualTo(new Proxy.Jump(
                        List.of(new JumpHost(Optional.of("netadmin"), "203.0.113.1", Optional.empty()))));
        assertThat(host(inventory, "lon1").become()).isPresent();
        assertThat(host(inventory, "bastion").become()).isEmpty();
    }

    @Test
    void noMutationOfAnIniInventoryOrOfAListBreaksTheReader() throws IOException {
        long seed = Long.getLong("pairwire.fuzz.seed", 20_261_122);
        Random random = new Random(seed);
        String splices = "=:{}[],\"'\n -#;\\|~1aTu";
        for (String file : List.of(
                "ini-vars-types/in/hosts",
                "ini-host-types/in/hosts",
                "ini-connection/in/hosts",
                "json-inventory/in/hosts.json")) {
            byte[] original = Files.readAllBytes(AnsibleCorpusTest.CORPUS.resolve(file));
            for (int round = 0; round < 1_000; round++) {
                byte[] content = original.clone();
                for (int i = 0; i <= random.nextInt(4); i++) {
                    content[random.nextInt(content.length)] = (byte) splices.charAt(random.nextInt(splices.length()));
                }
                assertThat(READER.read(file.endsWith("json") ? "f.json" : "f.ini", content)
                                .problems())
                        .as("%s, seed %d, round %d", file, seed, round)
                        .isSorted();
            }
        }
    }

    @Test
    void noMutationOfAnInventoryBreaksTheReader() throws IOException {
        byte[] original = Files.readAllBytes(Path.of("src/test/resources/io/pairwire/inventory/precedence.yml"));
        long seed = Long.getLong("pairwire.fuzz.seed", 20_261_122);
        Random random = new Random(seed);
        String splices = ":{}[],\"'\n -#&*!|>%@~1a";
        for (int round = 0; round < 3_000; round++) {
            byte[] content = original.clone();
            for (int i = 0; i <= random.nextInt(4); i++) {
                content[random.nextInt(content.length)] = (byte) splices.charAt(random.nextInt(splices.length()));
            }
            assertThat(READER.read("f.yml", content).problems())
                    .as("seed %d, round %d", seed, round)
                    .isSorted();
        }
    }

    @Test
    void aHostMayBeSentARuntimeAndHaveItsCacheElsewhere() {
        Inventory inventory = valid("""
                all:
                  vars: {pairwire_runtime: push}
                  hosts:
                    bare:
                    own: {pairwire_runtime: host, pairwire_cache: /srv/pairwire}
                """);
        assertThat(host(inventory, "bare").takesRuntime()).hasValue(true);
        assertThat(host(inventory, "bare").cacheDirectory()).isEmpty();
        assertThat(host(inventory, "own").takesRuntime()).hasValue(false);
        assertThat(host(inventory, "own").cacheDirectory()).hasValue("/srv/pairwire");
    }

    @ParameterizedTest
    @CsvSource({"pairwire_runtime: yes", "pairwire_cache: cache/of/mine", "'pairwire_cache: \"/a\\nb\"'"})
    void aRuntimeOrCacheThatCannotBeIsNamed(String variable) {
        InventoryReading reading = READER.read("hosts.yml", "all: {hosts: {one: {" + variable + "}}}");
        assertThat(reading.problems())
                .singleElement()
                .asString()
                .contains(variable.replaceAll(":.*", "") + " cannot be");
    }
}
