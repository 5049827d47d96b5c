package io.pairwire.ssh;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.Base64;
import java.util.List;
import net.schmizz.sshj.common.Buffer;

/**
 * A public key or a certificate, a host's or a user's, as SSH writes it.
 *
 * @param type the key type, such as {@code ssh-ed25519}
 * @param base64 the key in SSH's wire format, as {@code known_hosts} spells it
 */
record HostKey(String type, String base64) {
    private static final String CERTIFICATE = "-cert-v01@openssh.com";

    static HostKey of(PublicKey key) {
        return ofWire(new Buffer.PlainBuffer().putPublicKey(key).getCompactData());
    }

    /** Returns the key of these octets, which tell its type themselves. */
    static HostKey ofWire(byte[] wire) {
        try {
            String type = new String(new Wire(wire).string(), StandardCharsets.US_ASCII);
            return new HostKey(type, Base64.getEncoder().encodeToString(wire));
        } catch (java.io.EOFException e) {
            throw new IllegalArgumentException("no key: " + e.getMessage(), e);
        }
    }

    /** Returns its octets; refuses what is no Base64. */
    byte[] wire() {
        return Base64.getDecoder().decode(base64);
    }

    boolean isCertificate() {
        return type.endsWith(CERTIFICATE);
    }

    /** Returns the type of the key that a certificate is about; of any other key its own. */
    String plainType() {
        if (!isCertificate()) {
            return type;
        }
        String stem = type.substring(0, type.length() - CERTIFICATE.length());
        return stem.startsWith("sk-") ? stem + "@openssh.com" : stem;
    }

    /** Returns the fingerprint as OpenSSH prints it, such as {@code SHA256:oQGb…}, or says that the key is no Base64. */
    String fingerprint() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(wire());
            return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
        } catch (IllegalArgumentException e) {
            return "(unreadable key)";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Returns the signature algorithms by which its owner proves to have a key of this type, best first. */
    List<String> algorithms() {
        return switch (type) {
            case "ssh-rsa" -> List.of("rsa-sha2-512", "rsa-sha2-256");
            case "ssh-rsa" + CERTIFICATE -> List.of("rsa-sha2-512" + CERTIFICATE, "rsa-sha2-256" + CERTIFICATE);
            default -> List.of(type);
        };
    }

    /** Returns the word that {@code ssh-keyscan -t} has for this type. */
    String keyscanType() {
        if (type.startsWith("ecdsa-sha2-")) {
            return "ecdsa";
        }
        return type.startsWith("ssh-") ? type.substring("ssh-".length()) : type;
    }
}
