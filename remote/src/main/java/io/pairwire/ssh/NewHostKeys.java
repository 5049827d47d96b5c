package io.pairwire.ssh;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Records keys of hosts that are met for the first time, as OpenSSH's {@code accept-new} does. */
final class NewHostKeys {
    private NewHostKeys() {}

    /** Adds one line, in one write, so that nobody who adds or reads at the same time finds half of it. */
    static synchronized void record(Path file, String name, boolean hashed, HostKey key) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new IOException("it is no file, so nothing is recorded in it");
        }
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null && !Files.exists(directory)) {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        try (FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            String line = (hashed ? hash(name) : name) + " " + key.type() + " " + key.base64() + "\n";
            byte[] octets = (endsInALine(file) ? line : "\n" + line).getBytes(StandardCharsets.US_ASCII);
            if (channel.write(ByteBuffer.wrap(octets)) != octets.length) {
                throw new IOException("the line was written in part only");
            }
            channel.force(true);
        }
    }

    private static boolean endsInALine(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && !Files.isSymbolicLink(file)) {
            return true;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            return channel.size() == 0 || (channel.read(last, channel.size() - 1) == 1 && last.get(0) == '\n');
        }
    }

    private static String hash(String name) throws IOException {
        byte[] salt = new byte[20];
        new SecureRandom().nextBytes(salt);
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(salt, "HmacSHA1"));
            Base64.Encoder base64 = Base64.getEncoder();
            return "|1|" + base64.encodeToString(salt) + "|"
                    + base64.encodeToString(mac.doFinal(name.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }
}
