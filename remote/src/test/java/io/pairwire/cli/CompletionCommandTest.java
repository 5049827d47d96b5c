package io.pairwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The script in a real bash, with a {@code pairwire} that says what ours says of the same names. */
final class CompletionCommandTest {
    private static final String TOPOLOGY = """
            topology: metro
            defaults: {tags: every}
            profiles:
              customer: {tags: [customer]}
            tunnels:
              lon-ams: [lon1, ams1]
            pseudowires:
              blue: {hosts: [lon1, par1], tags: [canary, "$(touch HERE)"]}
              black: {tunnel: lon-ams}
              green: {a: {host: lon2}, b: {host: par1}, unheard_of: 1}
              "`touch HERE`": [lon1, par1]
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    private static Console pairwire(String... words) {
        return Console.overSsh(words);
    }

    private Path topology() throws IOException {
        return Files.writeString(
                directory.resolve("metro.yml"),
                TOPOLOGY.replace("HERE", directory.resolve("touched").toString()));
    }

    private Path inventory() throws IOException {
        return Files.writeString(directory.resolve("hosts.ini"), "[england]\nlon1\nlon2\n[$(reboot)]\npar1\n");
    }

    /** Returns what bash would offer for the last of these words. */
    private List<String> offered(String... words) throws IOException, InterruptedException {
        Path bin = Files.createDirectories(directory.resolve("bin"));
        String[] kinds = {"limit", "pseudowires", "hosts"};
        for (String kind : kinds) {
            Files.writeString(
                    bin.resolve(kind),
                    pairwire(
                                    "__names",
                                    kind,
                                    "-t",
                                    topology().toString(),
                                    "-i",
                                    inventory().toString())
                            .out());
        }
        Path stub = bin.resolve("pairwire");
        // As the command does without a topology or inventory on the line: says nothing.
        Files.writeString(stub, "#!/bin/sh\n[ \"$1\" = __names ] && [ $# -gt 2 ] && cat '" + bin + "'/\"$2\"\n:\n");
        assertThat(stub.toFile().setExecutable(true)).isTrue();
        Path script = Files.writeString(
                directory.resolve("completion.bash"),
                pairwire("completion", "bash").out());
        List<String> command = new ArrayList<>(List.of(
                "bash",
                "--norc",
                "-c",
                "set -u; . \"$0\"; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); _pairwire; printf '%s\\n' \"${COMPREPLY[@]-}\"",
                script.toString(),
                stub.toString()));
        command.addAll(List.of(words));
        Process bash = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(directory.resolve("touched")).doesNotExist();
        return said.lines().filter(line -> !line.isEmpty()).sorted().toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "va; validate",
                "pla; plan playbook",
                "playbook metro; metro.yml",
                "schema pl; playbook",
                "plan --off; --offline",
                "plan --lim; --limit",
                "plan --limit bl; black blue",
                "plan -t metro.yml --limit bl; black blue",
                "plan -t metro.yml -l c; canary customer",
                "plan -t metro.yml -l ev; every",
                "plan -t metro.yml -l lon; lon1 lon2",
                "plan -t metro.yml -l engl; england",
                "plan -t metro.yml -l blue,gr; blue,green",
                "plan -t metro.yml -l lon1 : gr; green",
                "plan -t metro.yml -l lon1:gr; lon1:green",
                "plan -t metro.yml -l lon1 : &pa; &par1",
                "plan -t metro.yml -l lon1 : !pa; !par1",
                "plan -t metro.yml --limit = gr; green",
                "plan -t metro.yml --limit=gr; --limit=green",
                "show -t metro.yml bl; black blue",
                "show --limit gr -t metro.yml bl; black blue",
                "plan -t metro; metro.yml",
                "plan --topology = metro; metro.yml",
                "explain PW01; PW010 PW011 PW012 PW013 PW014 PW015 PW016 PW017 PW018",
                "explain COOK; COOKIE_MISMATCH",
                "schema to; topology",
                "completion z; zsh",
                "inventory -i hosts.ini --host lo; lon1 lon2",
                "plan -t metro.yml --forks 1; \"\"",
                "plan nonsen; \"\"",
            })
    void aWordIsCompletedToWhatFits(String line, String expected) throws IOException, InterruptedException {
        List<String> offered = offered(line.split(" ", -1));

        if (line.startsWith("plan --limit bl")) {
            // No topology is on the line yet.
            assertThat(offered).isEmpty();
        } else {
            assertThat(String.join(" ", offered)).isEqualTo(expected);
        }
    }

    @Test
    void everyCommandIsOfferedButThoseThatAreHidden() throws IOException, InterruptedException {
        assertThat(offered(""))
                .contains("apply", "plan", "init", "explain", "completion", "l2tpv3tun")
                .doesNotContain("__names");
    }

    @Test
    void namesThatAShellCouldTakeForCommandsAreNeverPrinted() throws IOException {
        Console console = pairwire(
                "__names",
                "limit",
                "-t",
                topology().toString(),
                "-i",
                inventory().toString());

        assertThat(console.out().lines())
                .contains("blue", "england", "lon1", "canary")
                .allMatch(name -> name.matches("[A-Za-z0-9_.-]+"));
        assertThat(console.exitCode()).isZero();
    }

    @Test
    void nothingIsSaidOfFilesThatAreWrong() throws IOException {
        Path broken = Files.writeString(directory.resolve("broken.yml"), "pseudowires: {blue: [lon1");
        for (String file : new String[] {broken.toString(), "/no/such/file", directory.toString()}) {
            Console console = pairwire("__names", "limit", "-t", file, "-i", file);

            assertThat(console.err()).isEmpty();
            assertThat(console.exitCode()).isZero();
        }
    }

    @Test
    void noProgramIsRunForAKeyThatIsPressed() throws IOException {
        Path program = Files.writeString(
                directory.resolve("inventory"), "#!/bin/sh\ntouch " + directory.resolve("run") + "\necho '{}'\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();

        Console console = pairwire("__names", "limit", "-i", program.toString(), "-i", "lon1,par1");

        assertThat(console.out().lines()).contains("lon1", "par1");
        assertThat(directory.resolve("run")).doesNotExist();
    }

    @Test
    void aShellThatIsNotKnownIsUsage() {
        Console console = pairwire("completion", "bsh");

        assertThat(console.exitCode()).isEqualTo(5);
        assertThat(console.err()).contains("did you mean 'bash'?");
    }

    @Test
    void zshIsGivenTheSameThroughItsOwnBridge() {
        String bash = pairwire("completion", "bash").out();
        String zsh = pairwire("completion", "zsh").out();

        assertThat(zsh)
                .startsWith("#compdef pairwire\n")
                .contains("bashcompinit")
                .contains(bash);
    }
}
