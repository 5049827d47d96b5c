package io.pairwire.lab;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;

/** Boots kernels and has the tests run in them; what became of each test lies in a directory for each kernel. */
final class LabRun {
    private static final int TIMEOUT_SECONDS = Integer.getInteger("pairwire.lab.timeout", 4200);

    private LabRun() {}

    /** The run of a kernel that did not start, or broke off: its message holds the end of the console. */
    static final class LabFailure extends Exception {
        private static final long serialVersionUID = 1;

        private LabFailure(String message) {
            super(message);
        }
    }

    /** Returns the module's directory, whatever directory Maven or an IDE started us in. */
    private static Path module() {
        Path base = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
        return Files.isDirectory(base.resolve("lab")) ? base : base.resolve("remote");
    }

    /** Installs and fetches what the kernels take. */
    static void prepare(List<String> kernels) throws IOException, InterruptedException, LabFailure {
        Path log = Files.createDirectories(module().resolve("target/lab")).resolve("prepare.log");
        List<String> command = new ArrayList<>(List.of(lab(), "prepare"));
        command.addAll(kernels);
        command.add("tests");
        run(command, log, "prepare");
        for (String program : List.of("rawdump", "frames")) {
            run(
                    List.of(
                            "cc",
                            "-O2",
                            "-o",
                            module().resolve("target/lab").resolve(program).toString(),
                            module().resolveSibling("core/src/test/c")
                                    .resolve(program + ".c")
                                    .toString()),
                    log.resolveSibling(program + ".log"),
                    program);
        }
        // What a start of the command loads is kept here, where it takes a second, and not on each kernel, where it
        // takes fifteen.
        run(
                List.of(module().resolve("bin/pairwire").toString(), "--version"),
                log.resolveSibling("command.log"),
                "command");
    }

    /**
     * Boots a kernel and runs the lab's tests there; throws unless a result of every test arrived, good or bad.
     *
     * @param once whether those are among them that ask nothing of the kernel
     */
    static void boot(String kernel, boolean once) throws IOException, InterruptedException, LabFailure {
        Path share = emptied(share(kernel));
        Path log = share.resolve("console.log");
        String timeout = Integer.toString(TIMEOUT_SECONDS);
        run(
                List.of(
                        lab(),
                        "run",
                        "--kernel",
                        kernel,
                        "--share",
                        share.toString(),
                        "--timeout",
                        timeout,
                        "--",
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "@" + javaArguments(kernel, once, share)),
                log,
                kernel);
        Path finished = share.resolve(LabMain.FINISHED);
        if (!Files.exists(finished)) {
            throw new LabFailure("the tests on Linux %s broke off; their console is in %s".formatted(kernel, log));
        }
        int arrived = results(kernel).size();
        int expected = Integer.parseInt(Files.readString(finished));
        if (expected == 0 || arrived != expected) {
            throw new LabFailure("Linux %s ran %d tests and %d results arrived; their console is in %s"
                    .formatted(kernel, expected, arrived, log));
        }
    }

    /** Returns what is known of the tests on a kernel since it was booted last. */
    static List<LabResult> results(String kernel) throws IOException {
        return LabResult.readAll(share(kernel));
    }

    private static Path share(String kernel) {
        return module().resolve("target/lab").resolve(kernel);
    }

    private static String lab() {
        return module().resolve("lab/lab").toString();
    }

    private static Path emptied(Path directory) throws IOException {
        Files.createDirectories(directory);
        try (var old = Files.list(directory)) {
            for (Path file : old.toList()) {
                Files.delete(file);
            }
        }
        return directory;
    }

    /** Writes the inner Java's arguments, by which the longest of class paths fits. Its flags are for a quick start. */
    private static Path javaArguments(String kernel, boolean once, Path share) throws IOException {
        String path = Arrays.stream(
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                                .split(File.pathSeparator, -1))
                .filter(entry -> !entry.isEmpty())
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
        List<String> arguments = new ArrayList<>(List.of(
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-enableassertions",
                "-Duser.timezone=UTC",
                "-Dfile.encoding=UTF-8",
                "-Dpairwire.lab.kernel=" + kernel,
                "-Dpairwire.lab.once=" + once,
                "-Dpairwire.lab.module=" + module()));
        for (String property : List.of(
                "pairwire.walk.seed", "pairwire.walk.steps", "pairwire.verify.many", "pairwire.transaction.all")) {
            String value = System.getProperty(property);
            if (value != null) {
                arguments.add("-D" + property + "=" + value);
            }
        }
        arguments.addAll(List.of(
                "-classpath",
                path,
                LabMain.class.getName(),
                share.toString(),
                System.getProperty("pairwire.lab.tests", ".*")));
        String quoted = arguments.stream()
                .map(each -> '"' + each.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .collect(Collectors.joining("\n"));
        return Files.writeString(share.resolve("java.arguments"), quoted);
    }

    /** Runs a command, showing and logging what it says line by line. */
    private static void run(List<String> command, Path log, String label)
            throws IOException, InterruptedException, LabFailure {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .start();
        Thread killer = new Thread(process::destroy);
        Runtime.getRuntime().addShutdownHook(killer);
        Deque<String> end = new ArrayDeque<>();
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
                BufferedWriter writer = Files.newBufferedWriter(log)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                System.out.printf("[lab %s] %s%n", label, line);
                writer.write(line);
                writer.newLine();
                writer.flush();
                end.addLast(line);
                if (end.size() > 40) {
                    end.removeFirst();
                }
            }
        }
        int status = process.waitFor();
        Runtime.getRuntime().removeShutdownHook(killer);
        if (status != 0) {
            throw new LabFailure("%s ended with status %d (all of its console: %s):%n%s"
                    .formatted(String.join(" ", command), status, log, String.join(System.lineSeparator(), end)));
        }
    }
}
