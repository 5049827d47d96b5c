package io.pairwire.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The host keys that a person has recorded, from files in OpenSSH's {@code known_hosts} format (sshd(8)).
 *
 * <p>Plain and hashed names, {@code [name]:port}, patterns, negation, several keys a host, {@code @cert-authority} and
 * {@code @revoked} work as in OpenSSH. What is revoked is looked for first, a certificate's key and authority too.
 */
record KnownHosts(List<Path> files, List<Line> lines) {
    /** What a line says of its key. */
    enum Marker {
        /** It is the host's. */
        NONE,
        /** It may sign certificates of such hosts. */
        CERT_AUTHORITY,
        /** Whoever shows it is not to be trusted. */
        REVOKED
    }

    /** One recorded key. */
    record Line(Path file, int number, Marker marker, HostPatterns hosts, HostKey key) {
        String place() {
            return file + ":" + number;
        }
    }

    /** What the records say about a key that a host shows. */
    enum Verdict {
        KNOWN,
        UNKNOWN,
        CHANGED,
        REVOKED,
        /** A trusted authority signed a certificate that does not speak for this host, now. */
        BAD_CERTIFICATE
    }

    /**
     * A verdict and the lines that led to it.
     *
     * @param key the key that the verdict is about: a certificate's own where no authority of it is trusted
     * @param objection what is wrong with a bad certificate
     */
    record Finding(Verdict verdict, HostKey key, List<Line> lines, String objection) {}

    /**
     * The names by which a host is looked up.
     *
     * @param host the host itself, as certificates name it
     * @param name what it is recorded as
     * @param bare what it may be recorded as too, where nothing is recorded for its port
     */
    record Names(String host, String name, Optional<String> bare) {
        static Names of(String address, int port) {
            String host = address.toLowerCase(Locale.ROOT);
            return port == SshTarget.DEFAULT_PORT
                    ? new Names(host, host, Optional.empty())
                    : new Names(host, lookupName(address, port), Optional.of(host));
        }

        /** One by which a host is recorded whatever its address and port are. */
        static Names alias(String alias) {
            String name = alias.toLowerCase(Locale.ROOT);
            return new Names(name, name, Optional.empty());
        }

        private boolean matchedBy(HostPatterns patterns) {
            return patterns.match(name) || bare.filter(patterns::match).isPresent();
        }
    }

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
        Optional<Marker> marker = marker(words.get(0));
        int first = words.get(0).startsWith("@") ? 1 : 0;
        if (marker.isEmpty() || words.size() < first + 3) {
            return Optional.empty();
        }
        HostKey key = new HostKey(words.get(first + 1), words.get(first + 2));
        return Optional.of(new Line(file, number, marker.get(), HostPatterns.parse(words.get(first)), key));
    }

    private static Optional<Marker> marker(String word) {
        if (!word.startsWith("@")) {
            return Optional.of(Marker.NONE);
        }
        return switch (word) {
            case "@revoked" -> Optional.of(Marker.REVOKED);
            case "@cert-authority" -> Optional.of(Marker.CERT_AUTHORITY);
            default -> Optional.empty();
        };
    }

    /** Judges the key that a host shows, now. A revoked key is refused whatever else is recorded. */
    Finding judge(String address, int port, HostKey shown) {
        return judge(Names.of(address, port), shown, Instant.now());
    }

    /** Judges the key or certificate that a host shows. */
    Finding judge(Names names, HostKey shown, Instant now) {
        return shown.isCertificate() ? judgeCertificate(names, shown, now) : judgePlain(names, shown, List.of(shown));
    }

    /** A certificate of no authority that is trusted for the host is as good as the key in it, as in OpenSSH. */
    private Finding judgeCertificate(Names names, HostKey shown, Instant now) {
        SshCertificate certificate;
        try {
            certificate = SshCertificate.parse(shown);
        } catch (IllegalArgumentException e) {
            return new Finding(Verdict.BAD_CERTIFICATE, shown, List.of(), String.valueOf(e.getMessage()));
        }
        List<HostKey> all = List.of(certificate.authority(), certificate.key(), shown);
        List<Line> trusted = recordedFor(names, Marker.CERT_AUTHORITY).stream()
                .filter(line -> line.key.equals(certificate.authority()))
                .toList();
        if (trusted.isEmpty() || !revoked(names, all).isEmpty()) {
            return judgePlain(names, certificate.key(), all);
        }
        return certificate
                .objection(names.host(), now)
                .map(objection -> new Finding(Verdict.BAD_CERTIFICATE, shown, trusted, objection))
                .orElseGet(() -> new Finding(Verdict.KNOWN, shown, trusted, ""));
    }

    private Finding judgePlain(Names names, HostKey shown, List<HostKey> all) {
        List<Line> revoked = revoked(names, all);
        if (!revoked.isEmpty()) {
            return new Finding(Verdict.REVOKED, revoked.get(0).key(), revoked, "");
        }
        List<Line> recorded = recordedFor(names, Marker.NONE);
        List<Line> same =
                recorded.stream().filter(line -> line.key.equals(shown)).toList();
        if (!same.isEmpty()) {
            return new Finding(Verdict.KNOWN, shown, same, "");
        }
        List<Line> exact =
                recorded.stream().filter(line -> line.hosts.match(names.name())).toList();
        return new Finding(exact.isEmpty() ? Verdict.UNKNOWN : Verdict.CHANGED, shown, exact, "");
    }

    private List<Line> revoked(Names names, List<HostKey> keys) {
        return lines.stream()
                .filter(line -> line.marker == Marker.REVOKED
                        && keys.stream().anyMatch(key -> key.base64().equals(line.key.base64())))
                .filter(line -> names.matchedBy(line.hosts))
                .toList();
    }

    /** Returns the signature algorithms by which a host can prove what is recorded of it, to ask it for what we can check. */
    List<String> algorithms(String address, int port) {
        return algorithms(Names.of(address, port));
    }

    List<String> algorithms(Names names) {
        List<String> algorithms = new ArrayList<>();
        if (!recordedFor(names, Marker.CERT_AUTHORITY).isEmpty()) {
            algorithms.addAll(Algorithms.ofCertificates());
        }
        recordedFor(names, Marker.NONE).forEach(line -> algorithms.addAll(line.key.algorithms()));
        return algorithms.stream().distinct().toList();
    }

    /** As OpenSSH does, falls back on the name without the port when nothing is recorded for the port. */
    private List<Line> recordedFor(Names names, Marker marker) {
        List<Line> exact = recordedAs(names.name(), marker);
        return exact.isEmpty()
                ? names.bare().map(bare -> recordedAs(bare, marker)).orElse(exact)
                : exact;
    }

    private List<Line> recordedAs(String name, Marker marker) {
        return lines.stream()
                .filter(line -> line.marker == marker && line.hosts.match(name))
                .toList();
    }

    /** Returns what a host is recorded as: its name alone for port 22, {@code [name]:port} for others. */
    static String lookupName(String address, int port) {
        String name = address.toLowerCase(Locale.ROOT);
        return port == SshTarget.DEFAULT_PORT ? name : "[" + name + "]:" + port;
    }
}
