package io.pairwire.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.pairwire.document.Block;
import io.pairwire.document.Page;
import io.pairwire.document.ShellText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What pages have one type that needs programs of others, typed where the page says. */
@Tag("lab")
@Tag("once")
final class PagesLab {
    private static final Path CHECKOUT =
            Path.of(System.getProperty("pairwire.lab.module", "")).resolveSibling("");
    private static final String[] HOSTS = {"host1", "host2"};

    @TempDir
    private Path directory = Path.of("");

    @BeforeEach
    void bringUpTheHostsAndWhatAPersonHas() throws IOException {
        LabHosts.up(HOSTS);
        Path programs = Files.createDirectory(directory.resolve("programs"));
        program(programs.resolve("pairwire"), LabCli.program());
        // A person's ~/.ssh/config.
        Path config = Files.writeString(
                directory.resolve("config"), """
                Host lon1
                    HostName %s
                    IdentityFile %s
                """.formatted(LabHosts.address("host1"), LabHosts.key("ed25519")));
        program(programs.resolve("ssh"), "/usr/bin/ssh -F " + config);
        Files.writeString(directory.resolve("topology.yml"), """
                topology: pages
                pseudowires:
                  blue: {hosts: [host1, host2], tunnel_id: [1, 2], session_id: [1, 2], udp_port: 6001, cookie: none}
                """);
        Files.copy(LabHosts.inventory(), directory.resolve("aws_ec2.yml"));
    }

    @AfterEach
    void nothingIsLeft() {
        List<RawDump.Item> left = LabHosts.swept(HOSTS);
        assertThat(left).isEmpty();
    }

    private static void program(Path file, String command) throws IOException {
        Files.writeString(file, "#!/bin/sh\nexec " + command + " \"$@\"\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    /** Returns the commands of a page that do not begin with ours. */
    private static List<String> commands(String page) throws IOException {
        List<String> commands = Page.read(CHECKOUT.resolve(page)).blocks().stream()
                .filter(block -> block.language().equals("sh"))
                .flatMap(block -> ShellText.commands(block.text()).stream())
                .filter(command -> !command.matches("(remote/bin/)?pairwire .*"))
                .toList();
        assertThat(commands).as(page).isNotEmpty();
        return commands;
    }

    /** Returns what is said to a command that is typed there. */
    private String typed(Path where, String command) {
        return LabHosts.run(List.of(
                        "env",
                        "--chdir=" + where,
                        "PATH=" + directory.resolve("programs") + ":" + System.getenv("PATH"),
                        "bash",
                        "-o",
                        "pipefail",
                        "-c",
                        command))
                .orThrow();
    }

    @Test
    void whoChangedWhatIsAskedAfterwards() throws IOException {
        LabCli.start(directory.resolve("topology.yml"), "apply", "--yes").orThrow();
        List<String> questions = commands("docs/audit.md");
        assertThat(questions).hasSize(2);
        assertThat(typed(directory, questions.get(0)).lines())
                .anyMatch(line -> line.matches(".*Z\\t.+@.+\\tapply\\tapplied\\t0\\t[0-9a-f]{16}"));
        assertThat(typed(directory, questions.get(1)).lines())
                .anyMatch(line -> line.matches("\\[\".*Z\",\"kept\",\".+@.+\",\".+\"]"));

        for (String command : commands("docs/l2tpv3tun.md")) {
            String jars = CHECKOUT.resolve("core/target").toString();
            assertThat(LabHosts.exec("host1", "env", "--chdir=" + jars, "sh", "-c", command)
                            .orThrow())
                    .startsWith("Tunnel 1, encap UDP");
        }

        Block rotation = Page.read(CHECKOUT.resolve("docs/audit.md")).blocks().stream()
                .filter(block -> block.first().startsWith("/var/log/pairwire/audit.jsonl {"))
                .findFirst()
                .orElseThrow();
        assertThat(LabHosts.exec(
                                "host1",
                                "sh",
                                "-c",
                                "printf %s \"$1\" > /run/rotation && logrotate --force --state /run/rotated /run/rotation"
                                        + " && stat -c '%a %n' /var/log/pairwire/* && rm /var/log/pairwire/* /run/rotat*",
                                "sh",
                                rotation.text())
                        .orThrow())
                .isEqualTo("600 /var/log/pairwire/audit.jsonl\n600 /var/log/pairwire/audit.jsonl.1");
        LabCli.run(directory.resolve("topology.yml"), "destroy", "--yes").orThrow();
    }

    @Test
    void whatAPluginOfAnsiblesTellsIsPiped() throws IOException {
        for (String command : commands("inventory-examples/dynamic/README.md")) {
            assertThat(typed(directory, command)).contains("+ blue").contains("Plan: 1 to add");
        }
    }

    @Test
    void aCookieIsMadeAndExported() throws IOException {
        for (String command : commands("inventory-examples/vault/README.md")) {
            assertThat(typed(directory, command + " && echo $PAIRWIRE_PARIS_COOKIE"))
                    .matches("[0-9a-f]{16}");
        }
    }
}
