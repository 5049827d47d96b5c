package io.pairwire.ssh;

import com.hierynomus.sshj.key.KeyAlgorithm;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import net.schmizz.sshj.Config;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.signature.Signature;
import net.schmizz.sshj.transport.cipher.Cipher;
import net.schmizz.sshj.transport.kex.Curve25519DH;

/**
 * The cryptography of a usual handshake, done once with nobody: whoever shakes hands next finds it loaded and initialized, which is
 * most of the time that a first handshake takes.
 */
public final class Rehearsal {
    private Rehearsal() {}

    /** Begins it beside whatever else there is to do; nobody need wait for it. */
    public static void inBackground() {
        Thread thread = new Thread(Rehearsal::run, "ssh-rehearsal");
        thread.setDaemon(true);
        thread.start();
    }

    /** Runs it. What this Java lacks is left out: a handshake that needs it will say so. */
    public static void run() {
        Config config = Algorithms.config();
        try (SSHClient client = new SSHClient(config)) {
            client.getTransport();
            new Curve25519DH().init(null, config.getRandomFactory());
            Cipher cipher = config.getCipherFactories().get(0).create();
            cipher.init(Cipher.Mode.Encrypt, new byte[cipher.getBlockSize()], new byte[cipher.getIVSize()]);
            sign(config.getKeyAlgorithms().get(0).create());
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            return;
        }
    }

    private static void sign(KeyAlgorithm algorithm) throws GeneralSecurityException {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Signature signature = algorithm.newSignature();
        signature.initSign(pair.getPrivate());
        signature.update(new byte[32]);
        signature.encode(signature.sign());
        signature.initVerify(pair.getPublic());
    }
}
