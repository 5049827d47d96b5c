package io.pairwire.ssh;

import io.pairwire.ssh.KeyRing.Unusable;
import io.pairwire.ssh.SshException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.schmizz.sshj.transport.TransportException;
import net.schmizz.sshj.userauth.UserAuthException;

/**
 * What there is to log in to a server with, in the order in which it is tried: keys that are in a file and in the agent too, named files, the
 * agent's other keys, other files; before each key its certificates.
 *
 * @param credentials what to try
 * @param unusable why other files were passed over, for the report if nothing is taken
 */
record Login(Hop hop, List<Credential> credentials, List<String> unusable) {
    private static final Duration AGENT_PATIENCE = Duration.ofSeconds(60);

    Login {
        credentials = List.copyOf(credentials);
        unusable = new ArrayList<>(unusable);
    }

    /** Gathers it. Nobody is asked for anything yet. */
    static Login prepare(Hop hop, KeyRing ring) throws SshException {
        Gathering gathering = new Gathering(hop.identities(), ring);
        gathering.askAgent();
        gathering.readFiles();
        List<Credential> ordered = gathering.ordered();
        if (ordered.isEmpty()) {
            throw new SshException(
                    Kind.AUTH,
                    "cannot log in to",
                    hop.target(),
                    gathering.unusable.isEmpty()
                            ? "there is no private key: none of "
                                    + hop.identities().files() + " exists, and no agent has one"
                            : "there is no private key to use: " + String.join("; ", gathering.unusable),
                    "Make a key with ssh-keygen -t ed25519, name one for the host (ansible_ssh_private_key_file), or add"
                            + " one to an agent (ssh-add).",
                    Optional.empty());
        }
        return new Login(hop, ordered, gathering.unusable);
    }

    /** The ways to sign that have been found so far. */
    private static final class Gathering {
        private final Identities identities;
        private final KeyRing ring;
        private final List<String> unusable = new ArrayList<>();
        private final Map<HostKey, Credential> agent = new LinkedHashMap<>();
        private final List<Credential> both = new ArrayList<>();
        private final List<Credential> files = new ArrayList<>();
        private final Set<HostKey> certificates = new LinkedHashSet<>();
        private final Map<HostKey, Path> certificatePlaces = new LinkedHashMap<>();

        Gathering(Identities identities, KeyRing ring) {
            this.identities = identities;
            this.ring = ring;
        }

        void askAgent() {
            if (identities.agent().isEmpty()) {
                return;
            }
            KeyAgent found = new KeyAgent(identities.agent().get(), AGENT_PATIENCE);
            try {
                for (KeyAgent.Identity identity : found.identities()) {
                    agent.put(identity.key(), new Credential.OfAgent(found, identity.key(), identity.comment()));
                }
            } catch (IOException | IllegalArgumentException e) {
                unusable.add("ssh-agent at " + found.socket() + " cannot be asked: " + e.getMessage());
            }
        }

        void readFiles() {
            for (Path path : identities.files()) {
                if (Files.exists(path)) {
                    readFile(path);
                } else {
                    KeyFile.publicKeyBeside(path).ifPresentOrElse(key -> onlyInAgent(path, key), () -> missing(path));
                }
                addCertificate(Path.of(path + "-cert.pub"), false);
            }
            identities.certificates().forEach(path -> addCertificate(path, true));
        }

        private void readFile(Path path) {
            Optional<HostKey> publicKey = KeyFile.publicKey(path);
            if (publicKey.isPresent()) {
                onlyInAgent(path, publicKey.get());
                return;
            }
            try {
                KeyFile file = ring.read(path);
                HostKey key = file.publicKey().isPresent() && file.format() == KeyFile.Format.OPENSSH
                        ? file.publicKey().get()
                        : file.isProtected() && file.publicKey().isPresent()
                                ? file.publicKey().get()
                                : HostKey.of(ring.open(file).getPublic());
                Credential known = agent.get(key);
                if (known != null) {
                    both.add(known);
                } else {
                    if (!file.isProtected()) {
                        ring.open(file);
                    }
                    files.add(new Credential.OfFile(ring, file, key));
                }
            } catch (Unusable e) {
                unusable.add(e.getMessage());
            } catch (IOException e) {
                unusable.add(path + " cannot be read: " + e.getMessage());
            }
        }

        private void onlyInAgent(Path path, HostKey key) {
            Credential known = agent.get(key);
            if (known != null) {
                both.add(known);
            } else {
                unusable.add(path + " is a public key, whose private key no agent has");
            }
        }

        private void missing(Path path) {
            if (identities.named()) {
                unusable.add(path + " does not exist");
            }
        }

        private void addCertificate(Path path, boolean named) {
            if (!Files.exists(path)) {
                if (named) {
                    unusable.add(path + " does not exist");
                }
                return;
            }
            Optional<HostKey> certificate = KeyFile.publicKey(path).filter(HostKey::isCertificate);
            if (certificate.isEmpty()) {
                unusable.add(path + " is no certificate");
            } else if (certificates.add(certificate.get())) {
                certificatePlaces.put(certificate.get(), path);
            }
        }

        List<Credential> ordered() {
            List<Credential> plain = new ArrayList<>(both);
            if (identities.named()) {
                plain.addAll(files);
            }
            if (!identities.only()) {
                agent.values().forEach(plain::add);
            }
            plain.addAll(files);
            List<Credential> all = new ArrayList<>();
            for (Credential key : new LinkedHashSet<>(plain)) {
                for (HostKey certificate : certificates) {
                    if (isFor(certificate, key)) {
                        all.add(new Credential.Certified(
                                key, certificate, String.valueOf(certificatePlaces.get(certificate))));
                    }
                }
                all.add(key);
            }
            return all;
        }

        private boolean isFor(HostKey whole, Credential key) {
            try {
                SshCertificate certificate = SshCertificate.parse(whole);
                return certificate.isForUsers() && certificate.key().equals(key.shown());
            } catch (IllegalArgumentException e) {
                return false;
            }
        }
    }

    /** Tries one after the other until one is taken. */
    void run(SshConnection connection) throws SshException {
        for (Credential credential : credentials) {
            try {
                if (tryOne(connection, credential)) {
                    return;
                }
            } catch (UserAuthException e) {
                if (hasBrokenOff(e) || !connection.stands()) {
                    throw Failures.loggingIn(this, connection.lifeline(), e);
                }
                unusable.add(String.valueOf(e.getMessage()));
            } catch (IOException | RuntimeException e) {
                throw Failures.loggingIn(this, connection.lifeline(), e);
            }
        }
        throw Failures.notLetIn(this);
    }

    /** sshj tells who waits that the transport has ended before it says of the transport that it has. */
    private static boolean hasBrokenOff(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof TransportException) {
                return true;
            }
        }
        return false;
    }

    private static boolean tryOne(SshConnection connection, Credential credential) throws IOException {
        if (!credential.isReady()) {
            PublicKeyLogin question = PublicKeyLogin.question(credential);
            try {
                connection.authenticate(question);
                return false;
            } catch (UserAuthException e) {
                if (!question.isWelcome()) {
                    throw e;
                }
            }
            connection.waitForAPerson();
        }
        return connection.authenticate(PublicKeyLogin.of(credential));
    }
}
