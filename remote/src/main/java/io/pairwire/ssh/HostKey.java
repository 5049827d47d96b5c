package io.pairwire.ssh;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.Base64;
import java.util.List;
import net.schmizz.sshj.common.Buffer;

/**
 * A host's public key as SSH writes it.
 *
 * @param type the key type, such as {@code ssh-ed25519}
 * @param base64 the key in SSH's wire format, as {@code known_hosts} spells it
 */
record HostKey(String type, String base64) {
    static HostKey of(PublicKey key) {
        byte[] wire = new Buffer.PlainBuffer().putPublicKey(key).getCompactData();
        int typeLength =
                ((wire[0] & 0xff) << 24) | ((wire[1] & 0xff) << 16) | ((wire[2] & 0xff) << 8) | (wire[3] & 0xff);
        return new HostKey(
                new String(wire, 4, typeLength, StandardCharsets.US_ASCII),
                Base64.getEncoder().encodeToString(wire));
    }

    /** Returns the fingerprint as OpenSSH prints it, such as {@code SHA256:oQGb…}, or says that the key is no Base64. */
    String fingerprint() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(Base64.getDecoder().decode(base64));
            return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
        } catch (IllegalArgumentException e) {
            return "(unreadable key)";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Returns the signature algorithms by which a host proves that it has a key of this type. */
    List<String> algorithms() {
        return type.equals("ssh-rsa") ? List.of("rsa-sha2-512", "rsa-sha2-256") : List.of(type);
    }

    /** Returns the word that {@code ssh-keyscan -t} has for this type. */
    String keyscanType() {
        if (type.startsWith("ecdsa-sha2-")) {
            return "ecdsa";
        }
        return type.startsWith("ssh-") ? type.substring("ssh-".length()) : type;
    }
}
