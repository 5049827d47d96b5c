package io.pairwire.runtime;

import io.pairwire.ssh.Runtimes.NotToBeHadException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Links a runtime of a JDK's modules, by the {@code jlink} of the JDK that runs this. */
final class Linker {
    /** ELF's numbers of machines, by the names that {@code uname -m} has for them. */
    private static final Map<Integer, List<String>> MACHINES = Map.of(
            3, List.of("i386", "i486", "i586", "i686"),
            21, List.of("ppc64le", "ppc64"),
            22, List.of("s390x"),
            40, List.of("armv6l", "armv7l", "armv8l"),
            62, List.of("x86_64"),
            183, List.of("aarch64"),
            243, List.of("riscv64"),
            258, List.of("loongarch64"));

    private static final int E_MACHINE = 18;

    private Linker() {}

    /** Links into a directory that is not there yet. */
    static void link(Jmods jmods, Path directory, String machine) throws IOException, NotToBeHadException {
        Path jlink = Path.of(System.getProperty("java.home", ""), "bin", "jlink");
        if (!Files.isExecutable(jlink)) {
            throw new NotToBeHadException(
                    "the Java that runs this command (" + System.getProperty("java.home") + ") has no jlink",
                    install());
        }
        // For the few seconds that it runs, a second compiler and parallel collection cost a third more than they save.
        List<String> arguments =
                new ArrayList<>(List.of(jlink.toString(), "-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC"));
        jmods.path().ifPresent(path -> arguments.addAll(List.of("--module-path", path.toString())));
        arguments.addAll(List.of(
                "--add-modules",
                String.join(",", Jmods.NEEDED),
                "--strip-java-debug-attributes",
                "--no-header-files",
                "--no-man-pages",
                "--output",
                directory.toString()));
        // In a process of its own: a second run within one gives other octets.
        Process process =
                new ProcessBuilder(arguments).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), Charset.defaultCharset());
        int status;
        try {
            status = process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while jlink ran");
        }
        if (status != 0) {
            throw new NotToBeHadException(
                    "jlink refuses to make one of " + jmods.home() + ": " + said.strip(),
                    jmods.path().isEmpty()
                            ? install()
                            : "Name the jmods directory of a JDK of the very version that runs this command ("
                                    + Runtime.version() + ").");
        }
        List<String> made = machines(directory.resolve("bin/java"));
        if (!made.contains(machine)) {
            throw new NotToBeHadException(
                    "the modules of " + jmods.home() + " are those of "
                            + (made.isEmpty() ? "an unknown machine" : made.get(0)) + ", and not of " + machine,
                    "Name the jmods directory of a JDK for " + machine + ".");
        }
    }

    private static String install() {
        return "Run this command by a JDK (JAVA_HOME), on Debian: apt-get install openjdk-17-jdk-headless; or install Java on"
                + " the host.";
    }

    /** Returns what {@code uname -m} may say where a program runs; nothing where that is not known. */
    static List<String> machines(Path program) throws IOException {
        try (InputStream in = Files.newInputStream(program)) {
            ByteBuffer head = ByteBuffer.wrap(in.readNBytes(E_MACHINE + Short.BYTES));
            if (head.limit() < E_MACHINE + Short.BYTES || head.getInt(0) != 0x7f454c46) {
                return List.of();
            }
            boolean isBigEndian = head.get(5) == 2;
            int machine = head.order(isBigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN)
                            .getShort(E_MACHINE)
                    & 0xffff;
            return Optional.ofNullable(MACHINES.get(machine)).orElse(List.of());
        }
    }
}
