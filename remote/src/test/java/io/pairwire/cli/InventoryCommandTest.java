package io.pairwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InventoryCommandTest {
    private static final Path CORPUS = Path.of("src/test/resources/inventories");
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    private static String golden(String file) throws IOException {
        return Files.readString(CORPUS.resolve("ini-nested-children").resolve(file));
    }

    private static Console over(String... options) {
        String[] words = new String[options.length + 3];
        words[0] = "inventory";
        words[1] = "-i";
        words[2] = CORPUS.resolve("ini-nested-children/in/hosts").toString();
        System.arraycopy(options, 0, words, 3, options.length);
        return Console.piping("", words);
    }

    @Test
    void listGraphAndHostHaveTheShapesOfAnsibleInventory() throws IOException {
        assertThat(JSON.readTree(over("--list").out())).isEqualTo(JSON.readTree(golden("list.json")));
        assertThat(JSON.readTree(over("--list", "--export").out())).isEqualTo(JSON.readTree(golden("export.json")));
        assertThat(over("--graph").out()).isEqualTo(golden("graph.txt"));
        assertThat(JSON.readTree(over("--host", "host2").out()))
                .isEqualTo(JSON.readTree(golden("list.json")).at("/_meta/hostvars/host2"));
        assertThat(over("--graph", "southeast").out()).startsWith("@southeast:\n  |--@atlanta:\n");
    }

    @Test
    void whatIsNotThereIsNothingSelected() {
        assertThat(over("--host", "nobody").exitCode()).isEqualTo(12);
        assertThat(over("--graph", "nobody").exitCode()).isEqualTo(12);
        assertThat(over().exitCode()).isEqualTo(5);
        assertThat(Console.piping("", "inventory", "--list", "-i", "no-such-file")
                        .exitCode())
                .isEqualTo(3);
    }

    @Test
    void secretsAreHiddenWhereverTheyStand() throws IOException {
        Path file = Files.writeString(directory.resolve("hosts.yml"), """
                all:
                  hosts:
                    lon1:
                      ansible_become_password: hunter2
                      ansible_ssh_pass: hunter2
                      snmp: {community_secret: hunter2, nested: [{token: hunter2}]}
                      encrypted: !vault |
                        $ANSIBLE_VAULT;1.1;AES256
                        6162636465
                      shown: true
                  vars: {ansible_password: hunter2, empty_secret: }
                """);
        for (String action : new String[] {"--list", "--list --export", "--host lon1", "--graph"}) {
            Console console = Console.piping("", ("inventory -i " + file + " " + action).split(" "));

            assertThat(console.exitCode()).isZero();
            assertThat(console.out() + console.err()).doesNotContain("hunter2").doesNotContain("6162636465");
        }
        assertThat(Console.piping("", "inventory", "-i", file.toString(), "--host", "lon1")
                        .out())
                .isEqualTo("""
                {
                    "ansible_become_password": "********",
                    "ansible_password": "********",
                    "ansible_ssh_pass": "********",
                    "empty_secret": null,
                    "encrypted": "********",
                    "shown": true,
                    "snmp": {
                        "community_secret": "********",
                        "nested": [
                            {
                                "token": "********"
                            }
                        ]
                    }
                }
                """);
    }

    @Test
    void aProgramThatFailsIsToldOfWithWhatItSaid() throws IOException {
        Path program = Files.writeString(
                directory.resolve("ask"),
                "#!/bin/sh\necho 'no route to the cloud' >&2\necho 'password: hunter2' >&2\nexit 7\n");
        assertThat(Console.piping("", "inventory", "--list", "-i", program.toString())
                        .err())
                .contains("IV016", "chmod +x");
        assertThat(program.toFile().setExecutable(true)).isTrue();

        Console console = Console.piping("", "inventory", "--list", "-i", program.toString());

        assertThat(console.exitCode()).isEqualTo(3);
        assertThat(console.err())
                .contains("ask --list ended with 7", "no route to the cloud")
                .doesNotContain("hunter2");
    }

    @Test
    void whatAnsibleListsCanBePiped() throws IOException {
        for (String name : new String[] {"ini-nested-children", "vars-beside-a-file", "program-with-meta"}) {
            String list = Files.readString(CORPUS.resolve(name).resolve("list.json"));

            Console console = Console.piping(list, "inventory", "--list", "-i", "-");

            assertThat(console.err()).isEmpty();
            assertThat(JSON.readTree(console.out()).at("/_meta"))
                    .isEqualTo(JSON.readTree(list).at("/_meta"));
        }
        assertThat(Console.piping("[g]\nlon1\n", "inventory", "--graph", "-i", "-")
                        .out())
                .contains("--@g:");
    }

    @Test
    void whatAProgramPrintsMustBeJson() throws IOException {
        Path program = Files.writeString(directory.resolve("ask"), "#!/bin/sh\necho '{\"all\": [}'\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();

        Console console = Console.piping("", "inventory", "--list", "-i", program.toString());

        assertThat(console.exitCode()).isEqualTo(3);
        assertThat(console.err()).contains("ask --list:1:10: error YL016: this is no JSON value");
    }

    @Test
    void aVaultIsOpenedByAFileAProgramOrALabelAndShowsNothing() throws IOException {
        String example = "../inventory-examples/vault/";
        String[] validate = {"validate", "-t", example + "topology.yml", "-i", example + "inventory.yml"};
        Console locked = Console.piping("", validate);
        assertThat(locked.exitCode()).isEqualTo(3);
        // What the topology leaves to the inventory is not missing: it is locked away.
        assertThat(locked.err()).contains("IV009", "1 error;").doesNotContain("PW0");
        Path program = Files.writeString(directory.resolve("password"), "#!/bin/sh\necho for-this-example-only\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        for (String[] option : new String[][] {
            {"--vault-password-file", example + "vault-password"},
            {"--vault-password-file", program.toString()},
            {"--vault-id", "any@" + example + "vault-password"}
        }) {
            String[] words = Stream.concat(Arrays.stream(validate), Arrays.stream(option))
                    .toArray(String[]::new);
            Console console = Console.piping("", words);
            assertThat(console.exitCode()).as(console.err()).isZero();
        }
        Console list = Console.piping(
                "",
                "inventory",
                "-i",
                example + "inventory.yml",
                "--list",
                "--vault-password-file",
                example + "vault-password");
        assertThat(list.exitCode()).isZero();
        assertThat(list.out() + list.err()).contains("netadmin").doesNotContain("horse", "staple");
        Console wrong = Console.piping(
                "",
                "inventory",
                "-i",
                example + "inventory.yml",
                "--list",
                "--vault-password-file",
                example + "topology.yml");
        assertThat(wrong.exitCode()).isEqualTo(3);
        assertThat(wrong.err()).contains("the password does not open it");
        assertThat(Console.piping(
                                "",
                                "inventory",
                                "-i",
                                example + "inventory.yml",
                                "--list",
                                "--vault-password-file",
                                "none")
                        .exitCode())
                .isEqualTo(5);
    }
}
