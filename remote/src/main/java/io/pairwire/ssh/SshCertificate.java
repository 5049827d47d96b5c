package io.pairwire.ssh;

import java.io.EOFException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.SSHRuntimeException;
import net.schmizz.sshj.signature.Signature;

/**
 * An OpenSSH certificate (OpenSSH's PROTOCOL.certkeys): a key, for what and how long it stands, and who says so.
 *
 * @param whole the certificate as it is on the wire
 * @param key the key that it is about
 * @param type 1 for a user's, 2 for a host's
 * @param principals whose it is: names of hosts or users; empty for anybody's
 * @param validAfter first second, since 1970
 * @param validBefore first second after, since 1970
 * @param criticalOptions the names of what a reader must understand to take it
 * @param authority the key that signed it
 */
record SshCertificate(
        HostKey whole,
        HostKey key,
        int type,
        String id,
        List<String> principals,
        BigInteger validAfter,
        BigInteger validBefore,
        List<String> criticalOptions,
        HostKey authority) {
    private static final int USER = 1;
    private static final int HOST = 2;

    SshCertificate {
        principals = List.copyOf(principals);
        criticalOptions = List.copyOf(criticalOptions);
    }

    /** Takes a certificate apart; what is none is refused. Nothing is believed of it yet. */
    static SshCertificate parse(HostKey whole) {
        if (!whole.isCertificate()) {
            throw new IllegalArgumentException(whole.type() + " is no type of a certificate");
        }
        try {
            byte[] octets = whole.wire();
            Wire wire = new Wire(octets);
            wire.string();
            wire.string();
            int keyAt = wire.position();
            for (int fields = fields(whole.plainType()); fields > 0; fields--) {
                wire.string();
            }
            byte[] fields = Arrays.copyOfRange(octets, keyAt, wire.position());
            byte[] name = Wire.strings(Wire.ascii(whole.plainType()));
            byte[] key = Arrays.copyOf(name, name.length + fields.length);
            System.arraycopy(fields, 0, key, name.length, fields.length);
            wire.uint64();
            int type = wire.uint32();
            String id = wire.text();
            List<String> principals = texts(wire.string());
            BigInteger after = wire.uint64();
            BigInteger before = wire.uint64();
            List<String> critical = names(wire.string());
            names(wire.string());
            wire.string();
            HostKey authority = HostKey.ofWire(wire.string());
            wire.string();
            if (!wire.isEmpty()) {
                throw new IllegalArgumentException("something follows the certificate");
            }
            return new SshCertificate(
                    whole, HostKey.ofWire(key), type, id, principals, after, before, critical, authority);
        } catch (EOFException e) {
            throw new IllegalArgumentException("no certificate: " + e.getMessage(), e);
        }
    }

    private static int fields(String type) {
        if (type.equals("ssh-ed25519")) {
            return 1;
        }
        if (type.equals("ssh-rsa") || type.startsWith("ecdsa-sha2-") || type.equals("sk-ssh-ed25519@openssh.com")) {
            return 2;
        }
        if (type.equals("sk-ecdsa-sha2-nistp256@openssh.com")) {
            return 3;
        }
        throw new IllegalArgumentException("certificates of " + type + " keys are not known");
    }

    private static List<String> texts(byte[] octets) throws EOFException {
        List<String> texts = new ArrayList<>();
        Wire wire = new Wire(octets);
        while (!wire.isEmpty()) {
            texts.add(wire.text());
        }
        return texts;
    }

    private static List<String> names(byte[] octets) throws EOFException {
        List<String> names = new ArrayList<>();
        Wire wire = new Wire(octets);
        while (!wire.isEmpty()) {
            names.add(wire.text());
            wire.string();
        }
        return names;
    }

    /** Whether a user may log in with it, whoever the user is and whenever it is. */
    boolean isForUsers() {
        return type == USER;
    }

    /** Returns why it does not speak for a host of this name at this time, its authority being trusted; empty if it does. */
    Optional<String> objection(String host, Instant now) {
        BigInteger second = BigInteger.valueOf(now.getEpochSecond());
        String name = host.toLowerCase(Locale.ROOT);
        if (type != HOST) {
            return Optional.of("it is a user's certificate, not a host's");
        }
        if (second.compareTo(validAfter) < 0) {
            return Optional.of("it is not valid before " + moment(validAfter));
        }
        if (second.compareTo(validBefore) >= 0) {
            return Optional.of("it expired on " + moment(validBefore));
        }
        if (!criticalOptions.isEmpty()) {
            return Optional.of("it demands what no host may: " + String.join(", ", criticalOptions));
        }
        if (!principals.isEmpty()
                && principals.stream()
                        .noneMatch(principal -> HostPatterns.glob(principal.toLowerCase(Locale.ROOT), name))) {
            return Optional.of("it is for " + String.join(", ", principals) + ", not for " + host);
        }
        return hasGoodSignature() ? Optional.empty() : Optional.of("its signature is not its authority's");
    }

    private static String moment(BigInteger second) {
        return second.bitLength() < 40
                ? Instant.ofEpochSecond(second.longValueExact()).toString()
                : "the end of time";
    }

    /** The signature is the last field, over everything before it. Signatures with SHA-1 are not good. */
    private boolean hasGoodSignature() {
        byte[] octets = whole.wire();
        try {
            Wire wire = new Wire(octets);
            for (int fields = fields(whole.plainType()) + 2; fields > 0; fields--) {
                wire.string();
            }
            wire.uint64();
            wire.uint32();
            wire.string();
            wire.string();
            wire.uint64();
            wire.uint64();
            for (int fields = 4; fields > 0; fields--) {
                wire.string();
            }
            int end = wire.position();
            byte[] signature = wire.string();
            String format = new Wire(signature).text();
            Optional<Signature> check =
                    authority.algorithms().contains(format) ? Algorithms.signature(format) : Optional.empty();
            if (check.isEmpty()) {
                return false;
            }
            check.get().initVerify(new Buffer.PlainBuffer(authority.wire()).readPublicKey());
            check.get().update(octets, 0, end);
            return check.get().verify(signature);
        } catch (EOFException | Buffer.BufferException | SSHRuntimeException e) {
            return false;
        }
    }
}
