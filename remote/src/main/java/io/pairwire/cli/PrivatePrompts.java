package io.pairwire.cli;

import io.pairwire.secret.Secret;
import io.pairwire.ssh.Prompts;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Asks on the terminal that the command was started from, wherever its standard streams lead, with the echo off; as OpenSSH does. What is
 * typed goes nowhere else.
 */
final class PrivatePrompts implements Prompts {
    private static final File TERMINAL = new File("/dev/tty");

    @Override
    public synchronized Optional<Secret> ask(String question) throws IOException {
        try (FileOutputStream out = new FileOutputStream(TERMINAL);
                FileInputStream in = new FileInputStream(TERMINAL)) {
            String before = stty("-g").strip();
            Thread restore = new Thread(() -> restore(before));
            Runtime.getRuntime().addShutdownHook(restore);
            try {
                stty("-echo");
                out.write(question.getBytes(StandardCharsets.UTF_8));
                return line(in);
            } finally {
                restore(before);
                Runtime.getRuntime().removeShutdownHook(restore);
                out.write('\n');
            }
        } catch (FileNotFoundException e) {
            return Optional.empty();
        }
    }

    private static Optional<Secret> line(FileInputStream in) throws IOException {
        ByteArrayOutputStream typed = new ByteArrayOutputStream();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                return Optional.empty();
            }
            typed.write(octet);
        }
        return Optional.of(Secret.of(typed.toString(StandardCharsets.UTF_8)));
    }

    private static void restore(String before) {
        try {
            stty(before);
        } catch (IOException e) {
            // The terminal has gone; there is nobody to see.
            return;
        }
    }

    private static String stty(String what) throws IOException {
        Process process = new ProcessBuilder("stty", what)
                .redirectInput(TERMINAL)
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("the terminal's echo cannot be turned off: " + said.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        return said;
    }
}
