package io.pairwire.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The host keys that a person has recorded, from files in OpenSSH's {@code known_hosts} format (sshd(8)).
 *
 * <p>Plain and hashed names, {@code [name]:port}, patterns, negation, several keys a host and {@code @revoked} work as in
 * OpenSSH. {@code @cert-authority} lines say nothing about plain keys and are passed over.
 */
record KnownHosts(List<Path> files, List<Line> lines) {
    /** One recorded key. */
    record Line(Path file, int number, boolean revoked, HostPatterns hosts, HostKey key) {
        String place() {
            return file + ":" + number;
        }
    }

    /** What the records say about a key that a host shows. */
    enum Verdict {
        KNOWN,
        UNKNOWN,
        CHANGED,
        REVOKED
    }

    /** A verdict and the lines that led to it. */
    record Finding(Verdict verdict, List<Line> lines) {}

    KnownHosts {
        files = List.copyOf(files);
        lines = List.copyOf(lines);
    }

    /** Reads the files; a missing one counts as empty, an unreadable one does not. */
    static KnownHosts read(List<Path> files) throws IOException {
        List<Line> lines = new ArrayList<>();
        for (Path file : files) {
            if (Files.exists(file)) {
                int number = 0;
                for (String text : new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).split("\n", -1)) {
                    number++;
                    parse(file, number, text.strip()).ifPresent(lines::add);
                }
            }
        }
        return new KnownHosts(files, lines);
    }

    private static Optional<Line> parse(Path file, int number, String text) {
        if (text.isEmpty() || text.startsWith("#")) {
            return Optional.empty();
        }
        List<String> words = List.of(text.split("[ \t]+", -1));
        String marker = words.get(0).startsWith("@") ? words.get(0) : "";
        int first = marker.isEmpty() ? 0 : 1;
        if (words.size() < first + 3 || !(marker.isEmpty() || marker.equals("@revoked"))) {
            return Optional.empty();
        }
        HostKey key = new HostKey(words.get(first + 1), words.get(first + 2));
        return Optional.of(new Line(file, number, !marker.isEmpty(), HostPatterns.parse(words.get(first)), key));
    }

    /** Judges the key that a host shows. A revoked key is refused whatever else is recorded. */
    Finding judge(String address, int port, HostKey shown) {
        String bare = address.toLowerCase(Locale.ROOT);
        String name = lookupName(address, port);
        List<Line> revoked = lines.stream()
                .filter(line -> line.revoked && line.key.base64().equals(shown.base64()))
                .filter(line -> line.hosts.match(name) || line.hosts.match(bare))
                .toList();
        if (!revoked.isEmpty()) {
            return new Finding(Verdict.REVOKED, revoked);
        }
        List<Line> recorded = recordedFor(address, port);
        List<Line> same =
                recorded.stream().filter(line -> line.key.equals(shown)).toList();
        if (!same.isEmpty()) {
            return new Finding(Verdict.KNOWN, same);
        }
        List<Line> withPort =
                recorded.stream().filter(line -> line.hosts.match(name)).toList();
        return withPort.isEmpty() ? new Finding(Verdict.UNKNOWN, List.of()) : new Finding(Verdict.CHANGED, withPort);
    }

    /** Returns the signature algorithms of the recorded keys, to ask the host for a key that we can check. */
    List<String> algorithms(String address, int port) {
        return recordedFor(address, port).stream()
                .flatMap(line -> line.key.algorithms().stream())
                .distinct()
                .toList();
    }

    /** As OpenSSH does, falls back on the name without the port when nothing is recorded for the port. */
    private List<Line> recordedFor(String address, int port) {
        List<Line> exact = recordedAs(lookupName(address, port));
        return exact.isEmpty() ? recordedAs(address.toLowerCase(Locale.ROOT)) : exact;
    }

    private List<Line> recordedAs(String name) {
        return lines.stream()
                .filter(line -> !line.revoked && line.hosts.match(name))
                .toList();
    }

    /** Returns what a host is recorded as: its name alone for port 22, {@code [name]:port} for others. */
    static String lookupName(String address, int port) {
        String name = address.toLowerCase(Locale.ROOT);
        return port == SshTarget.DEFAULT_PORT ? name : "[" + name + "]:" + port;
    }
}
