package io.pairwire.ssh;

import io.pairwire.ssh.KeyRing.Unusable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * A private key's file: OpenSSH's own format, PEM or PKCS#8.
 *
 * @param text what is in it
 * @param format how it is written
 * @param isProtected whether it takes a passphrase to read it
 * @param publicKey its public key, as far as that can be told without the passphrase
 */
record KeyFile(Path path, String text, Format format, boolean isProtected, Optional<HostKey> publicKey) {
    /** How a private key is written. */
    enum Format {
        OPENSSH,
        PKCS8
    }

    private static final String MAGIC = "openssh-key-v1\0";
    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    /** Never the key. */
    @Override
    public String toString() {
        return "KeyFile(" + path + ")";
    }

    static KeyFile read(Path file) throws Unusable {
        String text;
        try {
            text = Files.readString(file, StandardCharsets.ISO_8859_1);
            refuseIfOpenToOthers(file);
        } catch (NoSuchFileException e) {
            throw new Unusable(file + " does not exist", e);
        } catch (IOException e) {
            throw new Unusable(file + " cannot be read: " + e.getMessage(), e);
        }
        if (text.contains("-----BEGIN OPENSSH PRIVATE KEY-----")) {
            return openSsh(file, text);
        }
        if (!text.contains("PRIVATE KEY-----")) {
            throw new Unusable(file + " is not a private key in OpenSSH, PEM or PKCS#8 format");
        }
        if (text.contains("Proc-Type: 4,ENCRYPTED")) {
            throw new Unusable(file + " is protected in the old PEM way, which cannot be read here (ssh-keygen -p -f "
                    + file + " writes it in OpenSSH's own)");
        }
        boolean encrypted = text.contains("BEGIN ENCRYPTED PRIVATE KEY");
        return new KeyFile(file, text, Format.PKCS8, encrypted, publicKeyBeside(file));
    }

    private static KeyFile openSsh(Path file, String text) throws Unusable {
        try {
            byte[] octets = Base64.getMimeDecoder().decode(text.replaceAll("-----[A-Z ]+-----", ""));
            byte[] magic = MAGIC.getBytes(StandardCharsets.US_ASCII);
            if (octets.length < magic.length || !Arrays.equals(octets, 0, magic.length, magic, 0, magic.length)) {
                throw new Unusable(file + " is not a key we can read: it does not begin as OpenSSH's do");
            }
            Wire wire = new Wire(Arrays.copyOfRange(octets, magic.length, octets.length));
            boolean isProtected = !wire.text().equals("none");
            wire.string();
            wire.string();
            if (wire.uint32() != 1) {
                throw new Unusable(file + " holds several keys");
            }
            HostKey key = HostKey.ofWire(wire.string());
            if (key.type().startsWith("sk-")) {
                throw new Unusable(file + " needs a security key: add it to ssh-agent, or use --transport openssh");
            }
            return new KeyFile(file, text, Format.OPENSSH, isProtected, Optional.of(key));
        } catch (EOFException | IllegalArgumentException e) {
            throw new Unusable(file + " is not a key we can read: " + e.getMessage(), e);
        }
    }

    /** OpenSSH's rule: a key of one's own that others may read or write is not used. */
    private static void refuseIfOpenToOthers(Path file) throws IOException, Unusable {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        permissions.addAll(Files.getPosixFilePermissions(file));
        permissions.retainAll(OTHERS);
        if (!permissions.isEmpty() && Files.getOwner(file).getName().equals(SshTarget.currentUser())) {
            throw new Unusable(file + " may be read or written by others (chmod 600 it)");
        }
    }

    /** Returns the public key or certificate in a file of one line, where there is one. */
    static Optional<HostKey> publicKey(Path file) {
        try {
            String[] words =
                    Files.readString(file, StandardCharsets.ISO_8859_1).strip().split("[ \t]+", 3);
            if (words.length < 2) {
                return Optional.empty();
            }
            HostKey key = HostKey.ofWire(Base64.getDecoder().decode(words[1]));
            return key.type().equals(words[0]) ? Optional.of(key) : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static Optional<HostKey> publicKeyBeside(Path file) {
        return publicKey(Path.of(file + ".pub"));
    }
}
