package io.pairwire.secret;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Opens what Ansible Vault has encrypted, in its formats 1.1 and 1.2 with AES256.
 *
 * <p>An envelope is a line {@code $ANSIBLE_VAULT;VERSION;AES256[;ID]} and hexadecimal digits, of hexadecimal digits: of the salt, of the
 * HMAC-SHA256 of what is encrypted, and of that. PBKDF2 with HMAC-SHA256 makes of password and salt the keys of AES in counter mode and of the
 * HMAC, and the first counter.
 */
public final class Vault {
    /** No passwords: nothing can be opened. */
    public static final Vault LOCKED = new Vault(List.of());

    private static final String HEADER = "$ANSIBLE_VAULT";
    private static final int ITERATIONS = 10_000;
    private static final int KEY_OCTETS = 32;
    private static final int BLOCK_OCTETS = 16;

    private final List<Password> passwords;

    /**
     * A password.
     *
     * @param id what envelopes that it opens may be labelled with
     */
    public record Password(Optional<String> id, Secret secret) {
        public Password {
            if (secret.characters().length == 0) {
                throw new IllegalArgumentException("the vault password must not be empty");
            }
        }
    }

    private Vault(List<Password> passwords) {
        this.passwords = List.copyOf(passwords);
    }

    /** Returns one that is opened by these, each of which is tried: those of an envelope's label first. */
    public static Vault with(List<Password> passwords) {
        return new Vault(passwords);
    }

    /** Returns whether there is no password at all. */
    public boolean isLocked() {
        return passwords.isEmpty();
    }

    /** Returns whether a text is an envelope. */
    public static boolean isEnvelope(String text) {
        return text.startsWith(HEADER + ";");
    }

    /** Returns what an envelope holds. */
    public Secret open(String envelope) throws VaultException {
        List<String> lines = envelope.strip().lines().map(String::strip).toList();
        String[] header = lines.isEmpty() ? new String[0] : lines.get(0).split(";", -1);
        if (header.length < 3 || !header[0].equals(HEADER)) {
            throw new VaultException("it does not begin with " + HEADER + ";VERSION;AES256");
        }
        if (!(header[1].equals("1.1") && header.length == 3) && !(header[1].equals("1.2") && header.length == 4)) {
            throw new VaultException("its format is " + header[1] + ", not 1.1 or 1.2");
        }
        if (!header[2].equals("AES256")) {
            throw new VaultException("its cipher is not AES256");
        }
        if (isLocked()) {
            throw new VaultException("there is no password for it");
        }
        Sealed sealed = sealed(String.join("", lines.subList(1, lines.size())));
        Optional<String> id = header.length == 4 ? Optional.of(header[3]) : Optional.empty();
        for (Password password : inOrder(id)) {
            Optional<byte[]> opened = sealed.openedBy(password.secret());
            if (opened.isPresent()) {
                return text(opened.get());
            }
        }
        throw new VaultException(
                (passwords.size() == 1 ? "the password does not open it" : "none of the passwords opens it")
                        + id.map(label -> ", which is labelled '" + label + "'").orElse(""));
    }

    private List<Password> inOrder(Optional<String> id) {
        List<Password> ordered = new ArrayList<>(passwords.stream()
                .filter(one -> id.isPresent() && one.id().equals(id))
                .toList());
        passwords.stream().filter(one -> !ordered.contains(one)).forEach(ordered::add);
        return ordered;
    }

    private static Sealed sealed(String digits) throws VaultException {
        try {
            String inner = new String(HexFormat.of().parseHex(digits), StandardCharsets.US_ASCII);
            String[] parts = inner.split("\n", -1);
            if (parts.length == 3) {
                return new Sealed(octets(parts[0]), octets(parts[1]), octets(parts[2]));
            }
        } catch (IllegalArgumentException e) {
            throw new VaultException("it is damaged: it is not made of hexadecimal digits");
        }
        throw new VaultException("it is damaged: it has not the three parts that it should have");
    }

    private static ByteBuffer octets(String digits) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(digits)).asReadOnlyBuffer();
    }

    private static Secret text(byte[] octets) throws VaultException {
        try {
            var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets));
            char[] characters = new char[text.remaining()];
            text.get(characters);
            return Secret.of(characters);
        } catch (CharacterCodingException e) {
            throw new VaultException("what it holds is no text in UTF-8");
        }
    }

    /** What is in an envelope. */
    private record Sealed(ByteBuffer salt, ByteBuffer mac, ByteBuffer content) {
        Optional<byte[]> openedBy(Secret password) {
            char[] characters = password.characters();
            PBEKeySpec spec =
                    new PBEKeySpec(characters, all(salt), ITERATIONS, (2 * KEY_OCTETS + BLOCK_OCTETS) * Byte.SIZE);
            try {
                byte[] keys = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                        .generateSecret(spec)
                        .getEncoded();
                Mac check = Mac.getInstance("HmacSHA256");
                check.init(new SecretKeySpec(keys, KEY_OCTETS, KEY_OCTETS, "HmacSHA256"));
                if (!MessageDigest.isEqual(check.doFinal(all(content)), all(mac))) {
                    return Optional.empty();
                }
                Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
                cipher.init(
                        Cipher.DECRYPT_MODE,
                        new SecretKeySpec(keys, 0, KEY_OCTETS, "AES"),
                        new IvParameterSpec(keys, 2 * KEY_OCTETS, BLOCK_OCTETS));
                byte[] padded = cipher.doFinal(all(content));
                return padded.length == 0
                        ? Optional.empty()
                        : Optional.of(Arrays.copyOf(padded, padded.length - padding(padded)));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java has these", e);
            } finally {
                spec.clearPassword();
                Arrays.fill(characters, '\0');
            }
        }

        /** The last octet tells how many were added; the HMAC has said already that it is the one that was written. */
        private static int padding(byte[] padded) {
            return Math.min(padded[padded.length - 1] & 0xff, padded.length);
        }

        private static byte[] all(ByteBuffer buffer) {
            byte[] octets = new byte[buffer.remaining()];
            buffer.duplicate().get(octets);
            return octets;
        }
    }
}
