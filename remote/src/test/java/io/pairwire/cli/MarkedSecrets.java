package io.pairwire.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Secrets that a run was given so that they can be looked for wherever it left something, in every form that a program might write. */
public final class MarkedSecrets {
    private final Map<String, String> byForm = new LinkedHashMap<>();

    /** Marks a cookie, by its hexadecimal digits. */
    public MarkedSecrets cookie(String name, String digits) {
        byte[] octets = HexFormat.of().parseHex(digits);
        mark(name, "digits", digits);
        mark(name, "octets", new String(octets, StandardCharsets.ISO_8859_1));
        mark(name, "digits with colons", HexFormat.ofDelimiter(":").formatHex(octets));
        mark(name, "digits with blanks", HexFormat.ofDelimiter(" ").formatHex(octets));
        mark(name, "decimal", new BigInteger(1, octets).toString());
        mark(name, "signed decimal", Long.toString(new BigInteger(octets).longValue()));
        mark(name, "array", Arrays.toString(octets));
        inBase64(name, octets);
        inBase64(name, digits.getBytes(StandardCharsets.US_ASCII));
        return this;
    }

    /** Marks a password, a passphrase or a key. */
    public MarkedSecrets text(String name, String secret) {
        byte[] octets = secret.getBytes(StandardCharsets.UTF_8);
        mark(name, "text", secret);
        mark(name, "digits", HexFormat.of().formatHex(octets));
        mark(name, "array", Arrays.toString(octets));
        mark(name, "for an URL", URLEncoder.encode(secret, StandardCharsets.UTF_8));
        inBase64(name, octets);
        return this;
    }

    /** What follows does not change what came before, whatever the secret's place among others in a longer text. */
    private void inBase64(String name, byte[] octets) {
        for (int shift = 0; shift < 3; shift++) {
            byte[] shifted = new byte[shift + octets.length];
            System.arraycopy(octets, 0, shifted, shift, octets.length);
            String text = Base64.getEncoder().withoutPadding().encodeToString(shifted);
            int begin = shift == 0 ? 0 : shift + 1;
            mark(name, "base64", text.substring(begin, text.length() - 1));
        }
    }

    private void mark(String name, String form, String text) {
        if (text.length() < 8) {
            throw new IllegalArgumentException("too short to be told from chance: " + name + " as " + form);
        }
        byForm.putIfAbsent(text.toLowerCase(Locale.ROOT), name + " as " + form);
    }

    /** Returns which secrets a text has in it, each with its form; letters of either case count. */
    public Set<String> in(String text) {
        String folded = text.toLowerCase(Locale.ROOT);
        Set<String> found = new TreeSet<>();
        byForm.forEach((form, name) -> {
            if (folded.contains(form)) {
                found.add(name);
            }
        });
        return found;
    }

    /** Returns which secrets lie in the files of a directory, each with its file. */
    public Set<String> below(Path directory, Predicate<Path> looksAt) throws IOException {
        Set<String> found = new TreeSet<>();
        for (Path file : filesBelow(directory)) {
            if (looksAt.test(file)) {
                found.addAll(inFile(file));
            }
        }
        return found;
    }

    /** Returns which secrets a file has in it, or in its name. */
    public Set<String> inFile(Path file) {
        Set<String> found = new TreeSet<>();
        in(file.toString()).forEach(name -> found.add(file + " (its name): " + name));
        in(read(file)).forEach(name -> found.add(file + ": " + name));
        return found;
    }

    static List<Path> filesBelow(Path directory) throws IOException {
        return filesBelow(directory, FileTime.fromMillis(0));
    }

    /** Returns the files of a directory that were written since then, and those of directories below in which something came or went. */
    public static List<Path> filesBelow(Path directory, FileTime since) throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path below, BasicFileAttributes attributes) {
                return attributes.lastModifiedTime().compareTo(since) < 0
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile() && attributes.lastModifiedTime().compareTo(since) >= 0) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    // It has gone meanwhile, or never was.
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }
        });
        return files;
    }

    /** Returns what a file holds, an octet a character. */
    public static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            // It has gone meanwhile, and with it what it held.
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns which secrets the words and the environments of these processes have in them, each with its process. */
    public Set<String> inProcesses(Stream<ProcessHandle> processes) {
        Set<String> found = new LinkedHashSet<>();
        List<ProcessHandle> all = new ArrayList<>(processes.toList());
        for (ProcessHandle process : all) {
            for (String what : List.of("cmdline", "environ")) {
                in(ofProcess(process, what)).forEach(name -> found.add(what + " of a process: " + name));
            }
        }
        return found;
    }

    private static String ofProcess(ProcessHandle process, String what) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), what), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            // It has ended.
            return "";
        }
    }
}
