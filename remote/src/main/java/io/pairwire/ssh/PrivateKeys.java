package io.pairwire.ssh;

import com.hierynomus.sshj.userauth.keyprovider.OpenSSHKeyV1KeyFile;
import io.pairwire.ssh.SshException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.schmizz.sshj.userauth.keyprovider.FileKeyProvider;
import net.schmizz.sshj.userauth.keyprovider.PKCS8KeyFile;

/**
 * The private keys that may be offered to a target, read from files: OpenSSH's own format, PEM and PKCS#8, unencrypted.
 *
 * @param usable the keys to offer, in order
 * @param unusable why other files were passed over, for the report if none of the keys is taken
 */
record PrivateKeys(List<Key> usable, List<String> unusable) {
    /** A key and the file it came from. */
    record Key(Path file, HostKey publicKey, FileKeyProvider provider) {}

    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    PrivateKeys {
        usable = List.copyOf(usable);
        unusable = List.copyOf(unusable);
    }

    /** Reads the target's one key, or those of the default keys that exist. */
    static PrivateKeys forTarget(SshTarget target, SshOptions options) throws SshException {
        List<Path> candidates = target.privateKeyFile()
                .map(List::of)
                .orElseGet(() ->
                        options.defaultKeyFiles().stream().filter(Files::exists).toList());
        List<Key> usable = new ArrayList<>();
        List<String> unusable = new ArrayList<>();
        for (Path file : candidates) {
            try {
                usable.add(read(file));
            } catch (UnusableKey e) {
                unusable.add(e.getMessage());
            }
        }
        if (usable.isEmpty()) {
            throw new SshException(
                    Kind.AUTH,
                    "cannot log in to",
                    target,
                    candidates.isEmpty()
                            ? "there is no private key: none of " + options.defaultKeyFiles() + " exists"
                            : "there is no private key to use: " + String.join("; ", unusable),
                    "Make a key with ssh-keygen -t ed25519, or name one for the host (ansible_ssh_private_key_file). "
                            + "It must have no passphrase: Pairwire does not ask for one, nor speak to ssh-agent, yet.",
                    Optional.empty());
        }
        return new PrivateKeys(usable, unusable);
    }

    private static Key read(Path file) throws UnusableKey {
        String text;
        try {
            refuseIfOpenToOthers(file);
            text = Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (java.nio.file.NoSuchFileException e) {
            throw new UnusableKey(file + " does not exist", e);
        } catch (java.nio.file.AccessDeniedException e) {
            throw new UnusableKey(file + " cannot be read: permission denied", e);
        } catch (IOException e) {
            throw new UnusableKey(file + " cannot be read: " + e.getMessage(), e);
        }
        boolean openSsh = text.contains("-----BEGIN OPENSSH PRIVATE KEY-----");
        if (openSsh ? isEncryptedOpenSsh(text) : text.contains("ENCRYPTED")) {
            throw new UnusableKey(file + " is protected by a passphrase, which Pairwire can't ask for yet");
        }
        if (!openSsh && !text.contains("PRIVATE KEY-----")) {
            throw new UnusableKey(file + " is not a private key in OpenSSH, PEM or PKCS#8 format");
        }
        FileKeyProvider provider = openSsh ? new OpenSSHKeyV1KeyFile() : new PKCS8KeyFile();
        try {
            // From the text alone: given the file, sshj would let a stray .pub or -cert.pub beside it stand for the
            // key.
            provider.init(text, null);
            HostKey publicKey = HostKey.of(provider.getPublic());
            provider.getPrivate();
            return new Key(file, publicKey, provider);
        } catch (IOException | RuntimeException e) {
            throw new UnusableKey(file + " is not a key we can read: " + e.getMessage(), e);
        }
    }

    /** OpenSSH's rule: a key of one's own that others may read or write is not used. */
    private static void refuseIfOpenToOthers(Path file) throws IOException, UnusableKey {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        permissions.addAll(Files.getPosixFilePermissions(file));
        permissions.retainAll(OTHERS);
        if (!permissions.isEmpty() && Files.getOwner(file).getName().equals(SshTarget.currentUser())) {
            throw new UnusableKey(file + " may be read or written by others (chmod 600 it)");
        }
    }

    /** The format: a magic word of 15 octets, then the cipher's name as length and text (OpenSSH's PROTOCOL.key). */
    private static boolean isEncryptedOpenSsh(String text) {
        String body = text.replaceAll("-----[A-Z ]+-----", "");
        byte[] octets = Base64.getMimeDecoder().decode(body);
        int nameAt = 15 + 4;
        return octets.length > nameAt + 4 && !"none".equals(new String(octets, nameAt, 4, StandardCharsets.US_ASCII));
    }

    private static final class UnusableKey extends Exception {
        private static final long serialVersionUID = 1L;

        UnusableKey(String message) {
            super(message);
        }

        UnusableKey(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
