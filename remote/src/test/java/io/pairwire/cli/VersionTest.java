package io.pairwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class VersionTest {
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"--version", "-V"})
    void theCommandSaysWhichItIs(String option) {
        Console console = Console.overSsh(option);

        assertThat(console.exitCode()).isZero();
        assertThat(console.err()).isEmpty();
        assertThat(console.out()).startsWith("pairwire " + Version.ofPairwire()).hasLineCount(1);
    }

    @Test
    void theCommitIsSaidWhereItIsKnownAndWhetherItIsQuiteThat() {
        assertThat(Version.line("1.2", "")).isEqualTo("pairwire 1.2");
        assertThat(Version.line("1.2", COMMIT)).isEqualTo("pairwire 1.2 (commit " + COMMIT + ")");
        assertThat(Version.line("1.2", COMMIT + "+")).isEqualTo("pairwire 1.2 (commit " + COMMIT + ", changed since)");
    }

    @Test
    void theBuildWritesTheCommitOfTheTreeAndOfNoOther() throws IOException, InterruptedException {
        Path tree = Files.createDirectory(directory.resolve("a tree"));
        assertThat(written(tree)).isEmpty();

        git(tree, "init", "--quiet");
        git(tree, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "--quiet", "--allow-empty", "-m", "one");
        Files.writeString(tree.resolve("file"), "one");
        git(tree, "add", "file");
        assertThat(written(tree)).matches("[0-9a-f]{40}\\+");

        git(tree, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "--quiet", "-m", "two");
        git(tree, "-c", "user.name=a", "-c", "user.email=a@b", "tag", "-a", "v1", "-m", "a name is not asked for");
        assertThat(written(tree)).isEqualTo(git(tree, "rev-parse", "HEAD"));

        // Unpacked within a repository that it is no part of.
        assertThat(written(Files.createDirectory(tree.resolve("unpacked")))).isEmpty();
    }

    private String written(Path tree) throws IOException, InterruptedException {
        Path file = directory.resolve("classes/commit");
        run(tree, Path.of("src/build/commit").toAbsolutePath().toString(), tree.toString(), file.toString());
        return Files.readString(file).strip();
    }

    private static String git(Path tree, String... words) throws IOException, InterruptedException {
        String[] command = new String[words.length + 1];
        command[0] = "git";
        System.arraycopy(words, 0, command, 1, words.length);
        return run(tree, command);
    }

    private static String run(Path directory, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
