package io.pairwire.ssh;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.KeyAgreement;
import net.schmizz.sshj.transport.cipher.Cipher;

/**
 * What comes between a handshake's beginning and an agent's first word, gone through with nobody, for a virtual machine that keeps what it
 * loads for later starts: agreeing on keys, knowing the host, signing, and talking with the bootstrap.
 */
public final class FullRehearsal {
    private static final int PACKET = 16;
    private static final int TAG = 16;
    private static final int BLOCK = 8;
    private static final String NAME = "rehearsal";

    private final Path directory;
    private final KeyPair pair;

    private FullRehearsal(Path directory, KeyPair pair) {
        this.directory = directory;
        this.pair = pair;
    }

    /** Returns one with a key of its own, which it keeps in a directory. */
    public static FullRehearsal in(Path directory) throws IOException {
        try {
            FullRehearsal rehearsal = new FullRehearsal(
                    directory, KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
            rehearsal.writeKey();
            return rehearsal;
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    /** Returns the private key's file, in OpenSSH's format. */
    public Path key() {
        return directory.resolve("id_ed25519");
    }

    /** Runs it. */
    public void run() throws IOException {
        try {
            Rehearsal.run();
            agree();
            know();
            sign();
            new AgentStarter(SshOptions.defaults())
                    .start(new Script(), SshHost.of(NAME, NAME), new Nothing())
                    .close();
        } catch (GeneralSecurityException | KeyRing.Unusable | SshException e) {
            throw new IOException(e);
        }
    }

    private static void agree() throws GeneralSecurityException {
        KeyPair ours = KeyPairGenerator.getInstance("X25519").generateKeyPair();
        KeyAgreement agreement = KeyAgreement.getInstance("X25519");
        agreement.init(ours.getPrivate());
        agreement.doPhase(
                KeyFactory.getInstance("X25519")
                        .generatePublic(new X509EncodedKeySpec(ours.getPublic().getEncoded())),
                true);
        agreement.generateSecret();
        byte[] packet = new byte[PACKET + TAG];
        for (Cipher.Mode mode : List.of(Cipher.Mode.Encrypt, Cipher.Mode.Decrypt)) {
            Cipher cipher = Algorithms.config().getCipherFactories().get(0).create();
            cipher.init(mode, new byte[cipher.getBlockSize()], new byte[cipher.getIVSize()]);
            cipher.updateAAD(new byte[Integer.BYTES], 0, Integer.BYTES);
            cipher.update(packet, 0, PACKET);
        }
    }

    private void know() throws IOException {
        HostKey key = HostKey.of(pair.getPublic());
        Path known = Files.writeString(
                directory.resolve("known_hosts"), NAME + " " + key.type() + " " + key.base64() + "\n");
        HostKeyPolicy policy = new HostKeyPolicy(
                KnownHosts.Names.of(NAME, SshTarget.DEFAULT_PORT), List.of(known), List.of(), false, false);
        StrictHostKeys keys = new StrictHostKeys(SshTarget.of(NAME, NAME), policy, new HostRecords());
        keys.findExistingAlgorithms(NAME, SshTarget.DEFAULT_PORT);
        if (!keys.verify(NAME, SshTarget.DEFAULT_PORT, pair.getPublic())) {
            throw new IOException(
                    "a host that was recorded just now is not known",
                    keys.refusal().orElse(null));
        }
    }

    private void sign() throws IOException, KeyRing.Unusable {
        KeyFile file = KeyFile.read(key());
        new Credential.OfFile(new KeyRing(Prompts.none()), file, HostKey.of(pair.getPublic())).sign(new byte[PACKET]);
    }

    /** As PROTOCOL.key of OpenSSH has it, without a passphrase. */
    private void writeKey() throws IOException {
        byte[] type = Wire.ascii("ssh-ed25519");
        byte[] open = HostKey.of(pair.getPublic()).wire();
        Wire wire = new Wire(open);
        wire.string();
        byte[] point = wire.string();
        ByteArrayOutputStream scalar = new ByteArrayOutputStream();
        scalar.writeBytes(((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow());
        scalar.writeBytes(point);
        ByteArrayOutputStream secret = new ByteArrayOutputStream();
        secret.writeBytes(new byte[2 * Integer.BYTES]);
        secret.writeBytes(Wire.strings(type, point, scalar.toByteArray(), Wire.ascii(NAME)));
        for (int pad = 1; secret.size() % BLOCK != 0; pad++) {
            secret.write(pad);
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(Wire.ascii("openssh-key-v1\0"));
        all.writeBytes(Wire.strings(Wire.ascii("none"), Wire.ascii("none"), new byte[0]));
        all.writeBytes(new byte[] {0, 0, 0, 1});
        all.writeBytes(Wire.strings(open, secret.toByteArray()));
        Files.createFile(key(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(
                key(),
                "-----BEGIN OPENSSH PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder(70, new byte[] {'\n'}).encodeToString(all.toByteArray())
                        + "\n-----END OPENSSH PRIVATE KEY-----\n");
    }

    /** A jar that is there already. */
    private static final class Nothing implements AgentJar {
        @Override
        public String sha256() {
            return "0".repeat(64);
        }

        @Override
        public long size() {
            return 0;
        }

        @Override
        public InputStream open() {
            return InputStream.nullInputStream();
        }
    }

    /** A host whose bootstrap has nothing to do. */
    private static final class Script implements AgentStarter.Session {
        /** The quote before it is escaped. */
        private static final Pattern NONCE = Pattern.compile("nonce=\\\\0047([0-9a-f]{32})");

        private final Lifeline lifeline = new Lifeline();
        private InputStream said = InputStream.nullInputStream();

        @Override
        public void run(String commandLine) throws IOException {
            Matcher nonce = NONCE.matcher(commandLine);
            if (!nonce.find()) {
                throw new IOException("the bootstrap has no nonce");
            }
            said = new ByteArrayInputStream(Wire.ascii("PAIRWIRE " + nonce.group(1) + " READY 17 java\n"));
        }

        @Override
        public InputStream in() {
            return said;
        }

        @Override
        public OutputStream out() {
            return new ByteArrayOutputStream();
        }

        @Override
        public InputStream err() {
            return InputStream.nullInputStream();
        }

        @Override
        public Lifeline lifeline() {
            return lifeline;
        }

        @Override
        public void settle() {}

        @Override
        public Duration connectTime() {
            return Duration.ZERO;
        }

        @Override
        public Duration loginTime() {
            return Duration.ZERO;
        }

        @Override
        public Duration patience() {
            return Duration.ZERO;
        }

        @Override
        public SshTarget target() {
            return SshTarget.of(NAME, NAME);
        }

        @Override
        public IOException explainLoss(IOException e) {
            return e;
        }

        @Override
        public OptionalInt exitStatus(Duration patience) {
            return OptionalInt.of(0);
        }

        @Override
        public Optional<String> exitSignal() {
            return Optional.empty();
        }

        @Override
        public void close() {}
    }
}
