package io.pairwire.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.pairwire.document.Page;
import io.pairwire.document.ShellText;
import io.pairwire.document.Tutorial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code docs/tutorial.md}, typed to the letter, block by block; what is said is held against the page. And what {@code docs/troubleshooting.md} has one
 * type on hosts.
 */
@Tag("lab")
@Tag("once")
final class TutorialLab {
    private static final Path CHECKOUT =
            Path.of(System.getProperty("pairwire.lab.module", "")).resolveSibling("");
    private static final String[] HOSTS = {"host1", "host2"};

    @TempDir
    private Path directory = Path.of("");

    @AfterEach
    void nothingIsLeft() {
        List<RawDump.Item> left = LabHosts.swept(HOSTS);
        assertThat(left).isEmpty();
    }

    @BeforeAll
    static void bringHostsUp() {
        LabHosts.up(HOSTS);
    }

    @Test
    void whatOneTypesOnAHostToFindAFaultIsUnderstoodThere() throws IOException {
        List<String> typed = Page.read(CHECKOUT.resolve("docs/troubleshooting.md")).blocks().stream()
                .flatMap(block -> ShellText.commands(block.text()).stream())
                .filter(command -> !command.startsWith("pairwire "))
                .toList();
        assertThat(typed).hasSizeGreaterThan(2);
        for (String command : typed) {
            LabHosts.exec(HOSTS[0], "sh", "-c", command).orThrow();
        }
    }

    @Test
    void thePageIsTrueToTheLetter() throws IOException {
        Tutorial tutorial = Tutorial.read(CHECKOUT.resolve("docs/tutorial.md"));
        Path answers = Files.createDirectory(directory.resolve("answers"));
        Path program = Files.writeString(directory.resolve("program"), tutorial.program(CHECKOUT, answers));
        try {
            LabHosts.Result said = LabHosts.run(List.of("bash", program.toString()), Duration.ofMinutes(20));
            assertThat(tutorial.differences(answers)).isEmpty();
            said.orThrow();
        } finally {
            // What it wrote outside of hosts, so that other tests find the controller as it was.
            LabHosts.run(List.of("sh", "-c", "rm -rf ~/pair ~/.ssh/id_ed25519")).orThrow();
        }
    }
}
