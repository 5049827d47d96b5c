package io.pairwire.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The lab's hosts, as the tests inside the guest handle them: {@code remote/lab/hosts} for Java.
 *
 * <p>A method that fails throws with all that the command said.
 */
final class LabHosts {
    private static final Path LAB = Path.of("/run/pairwire-lab");
    private static final Path MODULE = Path.of(System.getProperty("pairwire.lab.module", ""));

    /** What a command did. */
    record Result(List<String> command, int status, String output, String errors) {
        /** Returns this result's output without the line's end, if the command ended well. */
        String orThrow() {
            if (status != 0) {
                throw new IllegalStateException(
                        "%s ended with status %d%n%s%s".formatted(String.join(" ", command), status, output, errors));
            }
            return output.stripTrailing();
        }
    }

    private LabHosts() {}

    /** Brings hosts up, and the SSH servers of those that are up already. */
    static void up(String... names) {
        hosts("up", names);
    }

    /** Ends hosts and all that is in them. */
    static void down(String... names) {
        hosts("down", names);
    }

    /** Ends a host's SSH server and its sessions; the host stays. */
    static void stopSshd(String name) {
        hosts("stop-sshd", name);
    }

    static void startSshd(String name) {
        hosts("start-sshd", name);
    }

    /** Runs a command as root on a host, not by SSH but from within. */
    static Result exec(String host, String... command) {
        return run(concat(
                List.of(
                        "nsenter",
                        "--target",
                        read(LAB.resolve(host).resolve("pid")),
                        "--net",
                        "--mount",
                        "--uts",
                        "--pid"),
                command));
    }

    /** Runs a command as root on a host by OpenSSH's client, with the key of that type. */
    static Result ssh(String host, String keyType, String command) {
        return run(List.of(
                "ssh",
                "-o",
                "BatchMode=yes",
                "-o",
                "ConnectTimeout=20",
                "-i",
                key(keyType).toString(),
                address(host),
                command));
    }

    /** Ends the tunnels that a host was seen to carry, forgets what was written of them, and waits until their interfaces are gone. */
    static void noTunnels(String host, RawDump seen) {
        for (RawDump.Item tunnel : seen.all("tunnel")) {
            exec(host, "ip", "l2tp", "del", "tunnel", "tunnel_id", tunnel.get("id"))
                    .orThrow();
        }
        exec(host, "sh", "-c", "rm -rf /var/lib/pairwire/*").orThrow();
        for (RawDump.Item session : seen.all("session")) {
            // Deleting goes on after the command has ended.
            while (exec(host, "ip", "link", "show", session.get("ifname")).status() == 0) {
                Thread.onSpinWait();
            }
        }
    }

    /**
     * Ends what hosts carry, and returns it. All are swept before any is judged: what a failed test left on one host must not make the
     * next test fail.
     */
    static List<RawDump.Item> swept(String... hosts) {
        List<RawDump.Item> left = new ArrayList<>();
        for (String host : hosts) {
            RawDump seen = RawDump.of(host);
            noTunnels(host, seen);
            left.addAll(seen.l2tp());
        }
        return left;
    }

    /** Runs a command on the controller, five minutes at most. */
    static Result run(List<String> command) {
        return run(command, Duration.ofMinutes(5));
    }

    /** Runs a command on the controller that takes no longer than that. */
    static Result run(List<String> command, Duration limit) {
        try {
            Path output = Files.createTempFile("lab", ".out");
            Path errors = Files.createTempFile("lab", ".err");
            try {
                Process process = new ProcessBuilder(command)
                        .redirectInput(ProcessBuilder.Redirect.from(
                                Path.of("/dev/null").toFile()))
                        .redirectOutput(output.toFile())
                        .redirectError(errors.toFile())
                        .start();
                if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new IllegalStateException(
                            String.join(" ", command) + " still runs after " + limit.toSeconds() + " s");
                }
                return new Result(command, process.exitValue(), Files.readString(output), Files.readString(errors));
            } finally {
                Files.delete(output);
                Files.delete(errors);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted in " + String.join(" ", command), e);
        }
    }

    /**
     * Returns what every other Java of the lab is at, for the message of a test that waited in vain: the command's stacks; of agents, which nobody
     * may attach to, where in the kernel each thread waits.
     */
    static String threads() {
        StringBuilder dumps = new StringBuilder();
        ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .filter(process -> process.info()
                        .command()
                        .filter(name -> name.endsWith("/java"))
                        .isPresent())
                .forEach(process -> {
                    String pid = Long.toString(process.pid());
                    dumps.append(process.info().commandLine().orElse("")).append('\n');
                    Result stacks = run(List.of("jstack", pid));
                    dumps.append(stacks.output()).append(stacks.errors());
                    if (stacks.status() != 0) {
                        dumps.append(run(List.of(
                                        "sh",
                                        "-c",
                                        "cd /proc/" + pid
                                                + "/task && for t in *; do echo $(cat $t/comm $t/wchan $t/syscall); done"))
                                .output());
                    }
                    dumps.append('\n');
                });
        return dumps.toString();
    }

    /** Returns what {@code /proc} shows of a host's process 1: its namespaces, its root. */
    static Path process(String host) {
        return Path.of("/proc", read(LAB.resolve(host).resolve("pid")));
    }

    /** Returns a host's IPv4 address on the underlay. */
    static String address(String host) {
        return "192.168.1." + number(host);
    }

    /** Returns a host's IPv6 address on the underlay. */
    static String address6(String host) {
        return "fd00:1::" + Integer.toHexString(number(host));
    }

    /** Returns a private key that every host lets in as root: {@code ed25519}, {@code rsa} or {@code ecdsa}. */
    static Path key(String type) {
        return LAB.resolve("id_" + type);
    }

    static Path knownHosts() {
        return LAB.resolve("known_hosts");
    }

    /** Returns the inventory of the hosts that are up. */
    static Path inventory() {
        return LAB.resolve("inventory.yml");
    }

    private static int number(String host) {
        return Integer.parseInt(read(LAB.resolve(host).resolve("number")));
    }

    private static void hosts(String verb, String... names) {
        run(concat(List.of(MODULE.resolve("lab/hosts").toString(), verb), names))
                .orThrow();
    }

    private static List<String> concat(List<String> first, String... rest) {
        return Stream.concat(first.stream(), Arrays.stream(rest)).toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
