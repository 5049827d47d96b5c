package io.pairwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pairwire.transaction.FakeAgents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class InitCommandTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    private Console pairwire(String... words) {
        return Console.over(new FakeAgents(directory), words);
    }

    private Console over(Path made, String... command) {
        String[] words = new String[command.length + 4];
        System.arraycopy(command, 0, words, 0, command.length);
        words[command.length] = "-t";
        words[command.length + 1] = made.resolve("topology.yml").toString();
        words[command.length + 2] = "-i";
        words[command.length + 3] = made.resolve("inventory.yml").toString();
        return pairwire(words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "host1,host2",
                "lon1,par1",
                "lon1=198.51.100.1,par1=198.51.100.2",
                "lon1=2001:db8::1,par1=2001:db8::2",
                "no,1e3",
                "a.very.long.host.name.of.a.very.long.domain.example.net,b"
            })
    void whatIsWrittenIsValidAsItIs(String hosts) {
        Path made = directory.resolve("new").resolve("metro");
        Console console = pairwire("init", made.toString(), "--hosts", hosts);

        assertThat(console.err()).isEmpty();
        assertThat(console.exitCode()).isZero();
        Console valid = over(made, "validate");
        assertThat(valid.err()).doesNotContain("error", "warning");
        assertThat(valid.exitCode()).isZero();
        Console plan = over(made, "plan", "--offline");
        assertThat(plan.exitCode()).isZero();
        assertThat(plan.out()).contains("Plan: 1 to add");
        for (String host : hosts.split(",", -1)) {
            assertThat(plan.out()).contains(": " + host.replaceFirst("=.*", ""));
        }
    }

    @Test
    void everySettingThatIsCommentedOutMayBeTakenIn() throws IOException {
        Path made = directory.resolve("metro");
        pairwire("init", made.toString());
        for (String name : new String[] {"topology.yml", "inventory.yml"}) {
            Path file = made.resolve(name);
            String text = Files.readString(file);
            String taken = text.replaceAll("(?m)^( +)# ([a-z_]+: )", "$1$2");
            assertThat(taken).isNotEqualTo(text);
            Files.writeString(file, taken);
        }

        Console valid = over(made, "validate");

        assertThat(valid.err()).isEmpty();
        assertThat(valid.exitCode()).isZero();
    }

    @Test
    void theFilesNameSchemasThatLieBesideThemAndAreAsTheyDescribe() throws IOException {
        Path made = directory.resolve("metro");
        pairwire("init", made.toString());

        for (String name : new String[] {"topology", "inventory"}) {
            Path file = made.resolve(name + ".yml");
            assertThat(Files.readString(EditorSchema.namedBy(file)))
                    .isEqualTo(Files.readString(EditorSchema.file(name)));
            assertThat(EditorSchema.of(name).complaints(Files.readString(file))).isEmpty();
        }
    }

    @Test
    void theTopologyIsNamedLikeItsDirectoryWhereThatCanBe() throws IOException {
        pairwire("init", directory.resolve("metro").toString());
        pairwire("init", directory.resolve("Metro North").toString());

        assertThat(Files.readString(directory.resolve("metro").resolve("topology.yml")))
                .contains("\ntopology: metro ");
        assertThat(Files.readString(directory.resolve("Metro North").resolve("topology.yml")))
                .contains("\ntopology: my-pair ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"topology.yml", "inventory.yml", ".pairwire/inventory.schema.json"})
    void whatIsThereIsNeverOverwritten(String there) throws IOException {
        Path file = directory.resolve(there);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "mine");

        Console console = pairwire("init", directory.toString());

        assertThat(console.exitCode()).isEqualTo(3);
        assertThat(console.err()).contains("error: there already is " + file);
        assertThat(Files.readString(file)).isEqualTo("mine");
        try (var files = Files.walk(directory)) {
            assertThat(files.filter(Files::isRegularFile)).containsExactly(file);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"lon1", "lon1,lon1", "lon1,par1,ams1", "lon1=nowhere,par1", "lon 1,par1", ",", ""})
    void whatAreNotTwoHostsIsUsage(String hosts) {
        Console console = pairwire("init", directory.resolve("x").toString(), "--hosts", hosts);

        assertThat(console.exitCode()).isEqualTo(5);
        assertThat(console.err()).contains("--hosts");
        assertThat(directory.resolve("x")).doesNotExist();
    }

    @Test
    void whereNothingCanBeWrittenItSaysSo() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");

        Console console = pairwire("init", file.resolve("below").toString());

        assertThat(console.exitCode()).isEqualTo(3);
        assertThat(console.err()).startsWith("error: ");
    }
}
