package io.pairwire.secret;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HKDF with SHA-256 (RFC 5869): makes of one key as many others as are asked for, of which none tells anything of another. */
public final class KeyDerivation {
    private static final String HMAC = "HmacSHA256";
    private static final int HASH_OCTETS = 32;
    private static final int MOST_OCTETS = 255 * HASH_OCTETS;

    private final SecretKeySpec pseudorandomKey;

    private KeyDerivation(byte[] pseudorandomKey) {
        this.pseudorandomKey = new SecretKeySpec(pseudorandomKey, HMAC);
    }

    /**
     * Concentrates a key (section 2.2).
     *
     * @param salt none is as good as zeros
     */
    public static KeyDerivation of(byte[] salt, byte[] key) {
        byte[] all = salt.length == 0 ? new byte[HASH_OCTETS] : salt;
        return new KeyDerivation(mac(new SecretKeySpec(all, HMAC)).doFinal(key));
    }

    /**
     * Returns so many octets of key (section 2.3).
     *
     * @param info what the key is for
     */
    public byte[] derive(byte[] info, int octets) {
        if (octets < 1 || octets > MOST_OCTETS) {
            throw new IllegalArgumentException("1 to " + MOST_OCTETS + " octets can be derived, not " + octets);
        }
        byte[] derived = new byte[octets];
        byte[] block = new byte[0];
        Mac mac = mac(pseudorandomKey);
        for (int done = 0, counter = 1; done < octets; done += HASH_OCTETS, counter++) {
            mac.update(block);
            mac.update(info);
            mac.update((byte) counter);
            block = mac.doFinal();
            System.arraycopy(block, 0, derived, done, Math.min(HASH_OCTETS, octets - done));
        }
        Arrays.fill(block, (byte) 0);
        return derived;
    }

    private static Mac mac(SecretKeySpec key) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + HMAC, e);
        }
    }

    /** Tells nothing. */
    @Override
    public String toString() {
        return "KeyDerivation";
    }
}
