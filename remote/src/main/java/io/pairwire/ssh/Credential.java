package io.pairwire.ssh;

import java.io.IOException;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.signature.Signature;
import net.schmizz.sshj.userauth.keyprovider.FileKeyProvider;

/** A key, or a certificate with its key, to log in with. */
interface Credential {
    /** Returns what the host is shown: the key or the certificate. */
    HostKey shown();

    /** Whether signing takes nobody's time: no passphrase, no agent that may have to ask. */
    boolean isReady();

    /** Returns the whole signature over data, as it is on the wire. */
    byte[] sign(byte[] data) throws IOException, KeyRing.Unusable;

    /** Returns where it is, for reports. */
    String place();

    /** Returns the name of the way it signs, as the wire has it. */
    default String algorithm() {
        return shown().algorithms().get(0);
    }

    /** A private key in a file. */
    record OfFile(KeyRing ring, KeyFile file, HostKey shown) implements Credential {
        @Override
        public boolean isReady() {
            return !file.isProtected() || ring.isOpen(file);
        }

        @Override
        public byte[] sign(byte[] data) throws IOException, KeyRing.Unusable {
            FileKeyProvider key = ring.open(file);
            HostKey plain = HostKey.of(key.getPublic());
            String algorithm = plain.algorithms().get(0);
            Signature signature = Algorithms.signature(algorithm)
                    .orElseThrow(() -> new IOException(plain.type() + " keys are not known here"));
            signature.initSign(key.getPrivate());
            signature.update(data);
            return new Buffer.PlainBuffer()
                    .putString(algorithm)
                    .putBytes(signature.encode(signature.sign()))
                    .getCompactData();
        }

        @Override
        public String place() {
            return file.path().toString();
        }
    }

    /** A key that an agent keeps. */
    record OfAgent(KeyAgent agent, HostKey shown, String comment) implements Credential {
        @Override
        public boolean isReady() {
            return false;
        }

        @Override
        public byte[] sign(byte[] data) throws IOException {
            return agent.sign(shown, data);
        }

        @Override
        public String place() {
            return "ssh-agent: " + Handover.printable(comment);
        }
    }

    /** A certificate, for which the key in it signs. */
    record Certified(Credential key, HostKey shown, String place) implements Credential {
        @Override
        public boolean isReady() {
            return key.isReady();
        }

        @Override
        public byte[] sign(byte[] data) throws IOException, KeyRing.Unusable {
            return key.sign(data);
        }
    }
}
