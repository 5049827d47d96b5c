package io.pairwire.ssh;

import io.pairwire.ssh.SshException.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Our side of the talk with the bootstrap, from its first word until it becomes the agent.
 *
 * @param java the Java that runs the agent: version and path
 * @param noise how many octets the login printed before the first word
 * @param firstWord from the start of the talk to the bootstrap's first word
 * @param upload from there to the end of an upload; zero if there was none
 * @param uploaded whether the jar was sent
 * @param runtimeSent whether a Java runtime was
 */
record Handover(String java, long noise, Duration firstWord, Duration upload, boolean uploaded, boolean runtimeSent) {
    private static final String SUDO_SILENT = "sudo did not make us root";
    private static final int NOISE_LIMIT = 1 << 20;
    private static final int QUOTE_LIMIT = 2048;
    private static final int LINE_LIMIT = 4096;
    /** Below SSH's usual packet size, and below what sshj sends in one go. */
    private static final int CHUNK = 32 * 1024;

    /** Why the bootstrap did not become the agent. */
    static final class Failure extends Exception {
        private static final long serialVersionUID = 1L;

        private final Kind kind;
        private final String next;

        Failure(Kind kind, String why, String next) {
            super(why);
            this.kind = kind;
            this.next = next;
        }

        /** Whether it was sudo that did not go on. */
        boolean isSudos() {
            return SUDO_SILENT.equals(getMessage());
        }

        Kind kind() {
            return kind;
        }

        String next() {
            return next;
        }
    }

    /** What the bootstrap may ask us for, and what we do while it waits. */
    interface Our extends SudoWatch {
        AgentJar jar();

        /** Returns a Java runtime for a machine; may take its time. */
        Parcel runtime(String machine) throws Runtimes.NotToBeHadException;

        /** Called before each piece of what is sent, and after the last. */
        void progress();

        /** The host has a runtime to unpack, to try and to get ready, which may take its time. */
        void unpacks();
    }

    /** Wants to know when sudo is at it. */
    interface SudoWatch {
        /** Called when sudo is to make it root, and when it has. */
        void sudo(boolean done);
    }

    /**
     * Talks until the agent has taken over: the next octet of {@code in} is then the agent's.
     *
     * <p>Nothing but what was asked for is sent before the bootstrap is done with reading, so it does not matter whether the host's
     * head(1) reads ahead.
     */
    static Handover take(InputStream in, OutputStream out, String marker, Our our) throws IOException, Failure {
        long start = System.nanoTime();
        ByteArrayOutputStream noise = new ByteArrayOutputStream();
        long skipped = skipToMarker(in, marker, noise);
        String word = readLine(in);
        if (word.equals("SUDO")) {
            our.sudo(false);
            word = afterSudo(in, marker, noise);
            our.sudo(true);
        }
        long spoke = System.nanoTime();
        boolean runtimeSent = false;
        if (word.startsWith("RUNTIME ")) {
            Parcel runtime = runtime(our, word.substring("RUNTIME ".length()));
            out.write((runtime.sha256() + " " + runtime.size() + "\n").getBytes(StandardCharsets.US_ASCII));
            out.flush();
            word = next(in, marker);
            runtimeSent = word.equals("SEND_RUNTIME");
            if (runtimeSent) {
                send("Java runtime", runtime, out, our);
                our.unpacks();
                word = next(in, marker);
            }
        }
        boolean uploaded = word.equals("SEND");
        if (uploaded) {
            send("agent jar", our.jar(), out, our);
            word = next(in, marker);
        }
        if (word.startsWith("FAIL ")) {
            throw failure(word.substring("FAIL ".length()), in);
        }
        if (!word.startsWith("READY ")) {
            throw new Failure(
                    Kind.PROTOCOL, "the bootstrap said '" + printable(word) + "', which is no word of ours", REPORT);
        }
        return new Handover(
                printable(word.substring("READY ".length())),
                skipped,
                Duration.ofNanos(spoke - start),
                uploaded || runtimeSent ? Duration.ofNanos(System.nanoTime() - spoke) : Duration.ZERO,
                uploaded,
                runtimeSent);
    }

    /** Talks with what is to become no agent, until it is done; returns what it noted. */
    static List<Errand.Note> notes(InputStream in, String marker, SudoWatch our) throws IOException, Failure {
        ByteArrayOutputStream noise = new ByteArrayOutputStream();
        skipToMarker(in, marker, noise);
        String word = readLine(in);
        if (word.equals("SUDO")) {
            our.sudo(false);
            word = afterSudo(in, marker, noise);
            our.sudo(true);
        }
        List<Errand.Note> notes = new ArrayList<>();
        while (word.startsWith("NOTE ")) {
            Told told = told(in);
            notes.add(new Errand.Note(
                    List.of(printable(word.substring("NOTE ".length())).split(" ", -1)), told.why, told.next));
            word = next(in, marker);
        }
        if (word.startsWith("FAIL ")) {
            throw failure(word.substring("FAIL ".length()), in);
        }
        if (!word.equals("DONE")) {
            throw new Failure(Kind.PROTOCOL, "it said '" + printable(word) + "', which is no word of ours", REPORT);
        }
        return notes;
    }

    private static String next(InputStream in, String marker) throws IOException, Failure {
        skipToMarker(in, marker, new ByteArrayOutputStream());
        return readLine(in);
    }

    private static Parcel runtime(Our our, String machine) throws Failure {
        try {
            return our.runtime(printable(machine));
        } catch (Runtimes.NotToBeHadException e) {
            throw new Failure(
                    Kind.NO_JAVA, "there is no Java 17 or later, and no runtime to send: " + e.getMessage(), e.next());
        }
    }

    /** sudo says why it refuses on standard error; here it just ends. */
    private static String afterSudo(InputStream in, String marker, ByteArrayOutputStream noise)
            throws IOException, Failure {
        try {
            skipToMarker(in, marker, noise);
            return readLine(in);
        } catch (Failure e) {
            throw new Failure(Kind.PRIVILEGE, SUDO_SILENT, e.next());
        }
    }

    private static final String REPORT = "Please report this as a bug of Pairwire.";

    /** Sends it. An error is not the last word: the bootstrap may still say why it stopped reading. */
    private static void send(String what, Parcel parcel, OutputStream out, Our our) throws Failure {
        long left = parcel.size();
        byte[] chunk = new byte[CHUNK];
        try (InputStream octets = parcel.open()) {
            while (left > 0) {
                int count = octets.readNBytes(chunk, 0, (int) Math.min(chunk.length, left));
                if (count == 0) {
                    throw new Failure(
                            Kind.PUSH,
                            "our " + what + " is " + left + " octets shorter than it should be",
                            "Build again.");
                }
                our.progress();
                try {
                    out.write(chunk, 0, count);
                    out.flush();
                } catch (IOException e) {
                    return;
                }
                left -= count;
            }
            our.progress();
        } catch (IOException e) {
            throw new Failure(Kind.PUSH, "cannot read our own " + what + ": " + e.getMessage(), "Build again.");
        }
    }

    /** Skips to the octet after the marker, keeping the first of what is skipped; returns how much that was. */
    private static long skipToMarker(InputStream in, String marker, ByteArrayOutputStream noise)
            throws IOException, Failure {
        int matched = 0;
        long count = 0;
        while (matched < marker.length()) {
            int octet = in.read();
            if (octet < 0) {
                throw new Failure(
                        Kind.PROTOCOL,
                        "the session ended before our bootstrap said a word" + quoted(noise),
                        "Check that the user may run commands: ssh HOST /bin/sh -c id. A login shell such as nologin, "
                                + "or a ForceCommand, stands in the way.");
            }
            count++;
            if (noise.size() < QUOTE_LIMIT) {
                noise.write(octet);
            }
            // No part of the marker but its first letter can begin a match: the rest has no capital P.
            matched = octet == marker.charAt(matched) ? matched + 1 : octet == marker.charAt(0) ? 1 : 0;
            if (count > NOISE_LIMIT) {
                throw new Failure(
                        Kind.PROTOCOL,
                        "the login printed more than " + NOISE_LIMIT + " octets before our bootstrap said a word"
                                + quoted(noise),
                        "Silence the user's shell start files (.bashrc) for sessions without a terminal.");
            }
        }
        return count - marker.length();
    }

    /** Names what the login printed so far. */
    private static String quoted(ByteArrayOutputStream noise) {
        String text = noise.toString(StandardCharsets.UTF_8).strip();
        if (text.isEmpty()) {
            return "";
        }
        return "; it printed:\n"
                + text.lines()
                        .limit(5)
                        .map(line -> "  " + printable(line))
                        .reduce((a, b) -> a + "\n" + b)
                        .orElse("");
    }

    /** A reason and an advice, as the shell tells them. */
    private record Told(String why, String next) {}

    private static Told told(InputStream in) throws IOException {
        List<String> why = new ArrayList<>();
        List<String> next = new ArrayList<>();
        List<String> part = why;
        for (String line = readLine(in); !line.equals("."); line = readLine(in)) {
            if (line.equals("--")) {
                part = next;
            } else {
                part.add(printable(line));
            }
            if (why.size() + next.size() > 100) {
                break;
            }
        }
        return new Told(String.join("\n", why).strip(), String.join("\n", next).strip());
    }

    private static Failure failure(String kind, InputStream in) throws IOException {
        Told told = told(in);
        Kind known = switch (kind) {
            case "NO_JAVA" -> Kind.NO_JAVA;
            case "PUSH" -> Kind.PUSH;
            case "PRIVILEGE" -> Kind.PRIVILEGE;
            case "BUSY" -> Kind.BUSY;
            default -> Kind.PROTOCOL;
        };
        return new Failure(known, told.why, told.next.isEmpty() ? REPORT : told.next);
    }

    private static String readLine(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0 || line.size() > LINE_LIMIT) {
                return octet < 0 && line.size() == 0 ? "." : line.toString(StandardCharsets.UTF_8);
            }
            line.write(octet);
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    /** Replaces control characters: what a host prints must not steer our terminal. */
    static String printable(String text) {
        return text.replaceAll("[\\p{Cntrl}&&[^\n\t]]", "?");
    }
}
