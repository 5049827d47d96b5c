package io.pairwire.ssh;

import com.hierynomus.sshj.userauth.keyprovider.OpenSSHKeyV1KeyFile;
import io.pairwire.secret.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import net.schmizz.sshj.userauth.keyprovider.FileKeyProvider;
import net.schmizz.sshj.userauth.keyprovider.PKCS8KeyFile;
import net.schmizz.sshj.userauth.password.PasswordFinder;
import net.schmizz.sshj.userauth.password.Resource;

/** The private keys of a run. Each file is read once, and a person is asked once for what protects it, whatever the number of hosts. */
final class KeyRing {
    private static final int TRIES = 3;

    private final Prompts prompts;
    private final Map<Path, KeyFile> read = new HashMap<>();
    private final Map<Path, FileKeyProvider> open = new HashMap<>();
    private final Map<Path, Unusable> unusable = new HashMap<>();

    KeyRing(Prompts prompts) {
        this.prompts = prompts;
    }

    /** A key file that cannot be used, and why, in words that go into a list. */
    static final class Unusable extends Exception {
        private static final long serialVersionUID = 1L;

        Unusable(String message) {
            super(message);
        }

        Unusable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** Returns a key's file. Nobody is asked for anything yet. */
    KeyFile read(Path path) throws Unusable {
        synchronized (read) {
            KeyFile known = read.get(path);
            if (known == null) {
                known = KeyFile.read(path);
                read.put(path, known);
            }
            return known;
        }
    }

    /** Whether the file's key can be had without asking. */
    boolean isOpen(KeyFile file) {
        synchronized (read) {
            return open.containsKey(file.path());
        }
    }

    /** Returns the key in a file, having asked for its passphrase if that is the first time. Others wait for the answer. */
    FileKeyProvider open(KeyFile file) throws Unusable {
        synchronized (open) {
            Unusable known = unusable.get(file.path());
            if (known != null) {
                throw known;
            }
            FileKeyProvider key = open.get(file.path());
            if (key == null) {
                try {
                    key = file.isProtected() ? unlock(file) : decode(file, Optional.empty());
                } catch (Unusable e) {
                    unusable.put(file.path(), e);
                    throw e;
                }
                synchronized (read) {
                    open.put(file.path(), key);
                }
            }
            return key;
        }
    }

    private FileKeyProvider unlock(KeyFile file) throws Unusable {
        for (int attempt = 1; ; attempt++) {
            Optional<Secret> passphrase;
            try {
                passphrase = prompts.ask(
                        attempt == 1
                                ? "Passphrase for " + file.path() + ": "
                                : "That is not it. Passphrase for " + file.path() + ": ");
            } catch (IOException e) {
                throw new Unusable(
                        file.path() + " is protected by a passphrase, and asking for it failed: " + e.getMessage(), e);
            }
            if (passphrase.isEmpty()) {
                throw new Unusable(file.path() + " is protected by a passphrase, and there is no terminal to ask for it"
                        + " (ssh-add it to an agent first)");
            }
            try {
                return decode(file, passphrase);
            } catch (Unusable e) {
                if (attempt == TRIES) {
                    throw new Unusable(
                            file.path() + " is protected by a passphrase, and none of those given opens it", e);
                }
            }
        }
    }

    private static FileKeyProvider decode(KeyFile file, Optional<Secret> passphrase) throws Unusable {
        FileKeyProvider provider = switch (file.format()) {
            case OPENSSH -> new OpenSSHKeyV1KeyFile();
            case PKCS8 -> new PKCS8KeyFile();
        };
        try {
            // From the text alone: given the file, sshj would let a stray .pub or -cert.pub beside it stand for the
            // key.
            if (passphrase.isPresent()) {
                provider.init(file.text(), null, new Once(passphrase.get()));
            } else {
                provider.init(file.text(), null);
            }
            provider.getPublic();
            provider.getPrivate();
            return provider;
        } catch (IOException | RuntimeException e) {
            throw new Unusable(file.path() + " is not a key we can read: " + e.getMessage(), e);
        }
    }

    /** Tells sshj the passphrase, without a second try. */
    private record Once(Secret passphrase) implements PasswordFinder {
        @Override
        public char[] reqPassword(Resource<?> resource) {
            return passphrase.characters();
        }

        @Override
        public boolean shouldRetry(Resource<?> resource) {
            return false;
        }
    }
}
