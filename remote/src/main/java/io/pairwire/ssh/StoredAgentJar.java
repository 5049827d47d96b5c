package io.pairwire.ssh;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A jar that lies somewhere it can be read from again. */
record StoredAgentJar(String sha256, long size, Source source) implements AgentJar {
    /** Where the octets are. */
    interface Source {
        InputStream open() throws IOException;
    }

    StoredAgentJar {
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("a SHA-256 is 64 lower-case hexadecimal digits, not '" + sha256 + "'");
        }
        if (size < 1) {
            throw new IllegalArgumentException("an agent jar is not empty");
        }
    }

    @Override
    public InputStream open() throws IOException {
        return source.open();
    }

    static AgentJar ofFile(Path file) throws IOException {
        return measured(() -> Files.newInputStream(file));
    }

    static AgentJar ofResource(ClassLoader loader, String name) throws IOException {
        URL jar = loader.getResource(name);
        if (jar == null) {
            throw new FileNotFoundException("resource " + name + " is not on the class path");
        }
        try (InputStream recorded = loader.getResourceAsStream(name + ".sha256")) {
            if (recorded == null) {
                return measured(jar::openStream);
            }
            String text = new String(recorded.readAllBytes(), StandardCharsets.US_ASCII).strip();
            String[] words = text.split("\\s+", -1);
            if (words.length != 2 || !words[1].matches("[0-9]{1,18}")) {
                throw new IOException("resource " + name + ".sha256 must hold '<sha256> <size>', not '" + text + "'");
            }
            return new StoredAgentJar(words[0], Long.parseLong(words[1]), jar::openStream);
        }
    }

    private static AgentJar measured(Source source) throws IOException {
        try (DigestInputStream in = new DigestInputStream(source.open(), MessageDigest.getInstance("SHA-256"))) {
            long size = in.transferTo(java.io.OutputStream.nullOutputStream());
            return new StoredAgentJar(
                    HexFormat.of().formatHex(in.getMessageDigest().digest()), size, source);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
