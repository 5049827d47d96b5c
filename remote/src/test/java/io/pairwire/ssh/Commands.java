package io.pairwire.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs the machine's own commands for tests. */
final class Commands {
    private Commands() {}

    /** Has the lab install what its hosts take ({@code own}), or what tests take besides ({@code tests}), where a program is missing. */
    static void need(Path program, String what) throws IOException, InterruptedException {
        if (Files.isExecutable(program)) {
            return;
        }
        Path lab = Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolve("lab/lab");
        int status = new ProcessBuilder(lab.toString(), "prepare", what)
                .inheritIO()
                .start()
                .waitFor();
        if (status != 0 || !Files.isExecutable(program)) {
            throw new IllegalStateException("These tests need " + program
                    + ", which is missing; 'remote/lab/lab prepare " + what + "' ended with status " + status);
        }
    }

    /** Runs a command to its end and returns its output; fails if the command does. */
    static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(20, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException(List.of(command) + " failed: " + output);
        }
        return output;
    }

    /** Removes the links in a test's directory: of each that leads out of it JUnit complains when it removes the rest. */
    static void removeLinks(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path link : all.filter(Files::isSymbolicLink).toList()) {
                Files.delete(link);
            }
        }
    }

    /** Makes a key pair without passphrase; the public key lies beside it, as {@code .pub}. */
    static Path key(Path file, String... options) throws IOException, InterruptedException {
        List<String> command =
                new java.util.ArrayList<>(List.of("ssh-keygen", "-q", "-C", "test", "-f", file.toString()));
        command.addAll(List.of(options));
        if (!command.contains("-N")) {
            command.addAll(List.of("-N", ""));
        }
        run(command.toArray(String[]::new));
        return file;
    }
}
