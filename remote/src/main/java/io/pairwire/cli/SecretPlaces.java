package io.pairwire.cli;

import io.pairwire.secret.Secret;
import io.pairwire.secret.Vault;
import io.pairwire.secret.VaultException;
import io.pairwire.topology.SecretStore;
import io.pairwire.yaml.YamlSecret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Looks secrets up where a topology says that they are: in the environment, in files, in Ansible's vault. Each once. */
final class SecretPlaces implements SecretStore {
    /** Far more than any secret has, and little enough for a file that never ends. */
    private static final int MOST_OCTETS = 65_536;

    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    /** What may be a cookie, written where a name should stand. */
    private static final Pattern DIGITS = Pattern.compile("[0-9a-fA-F:]{8,}");

    private static final Set<PosixFilePermission> OTHERS = Set.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private final SecretNeed need;
    private final Function<String, Optional<String>> variables;
    private final Path topology;
    private final Vault vault;
    private final Map<Place, Answer> answers = new HashMap<>();

    private record Place(YamlSecret.Store store, String text) {}

    /**
     * Places of secrets.
     *
     * @param variables what the environment says
     * @param topology the file beside which other files are looked for
     */
    SecretPlaces(SecretNeed need, Function<String, Optional<String>> variables, Path topology, Vault vault) {
        this.need = need;
        this.variables = variables;
        this.topology = topology;
        this.vault = vault;
    }

    @Override
    public Answer find(YamlSecret reference) {
        return need == SecretNeed.NONE
                ? new Answer.Unseen()
                : answers.computeIfAbsent(new Place(reference.store(), reference.text()), this::lookUp);
    }

    /** Returns how many were asked for, and could not be looked up where they need not be. */
    int unseen() {
        return (int) answers.values().stream()
                .filter(Answer.Unseen.class::isInstance)
                .count();
    }

    private Answer lookUp(Place place) {
        return switch (place.store) {
            case ENV -> variable(place.text);
            case FILE -> file(place.text);
            case VAULT -> opened(place.text);
        };
    }

    private Answer variable(String name) {
        if (!VARIABLE.matcher(name).matches()) {
            return missing(
                    "what stands behind !env cannot be the name of a variable",
                    "write '!env NAME', and set NAME in the environment of the command");
        }
        Optional<String> set = variables.apply(name);
        if (set.isEmpty() && isLikeACookie(name)) {
            return insteadOfAName("!env", "the name of a variable that has it");
        }
        String called = "the variable " + name;
        return set.map(value -> found(value, Optional.empty(), called))
                .orElseGet(() ->
                        notAtHand(called + " is not set in the environment", "set it for this command, and export it"));
    }

    private Answer file(String name) {
        if (name.isEmpty()) {
            return missing("nothing stands behind !file", "write '!file PATH'; it starts from this file's directory");
        }
        String called = "the file " + name;
        try {
            Path file = topology.resolveSibling(name);
            if (isLikeACookie(name) && !Files.exists(file)) {
                return insteadOfAName("!file", "the path of a file that has it");
            }
            byte[] content = content(file);
            if (content.length > MOST_OCTETS) {
                return missing(called + " is longer than any secret", "name a file that holds the secret alone");
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
            return found(text, exposure(file, called), called);
        } catch (NoSuchFileException | InvalidPathException e) {
            return notAtHand(
                    called + " is not there",
                    name.startsWith("~")
                            ? "write out what ~ stands for, which only a shell knows"
                            : "put the secret there; a path starts from the directory of this file");
        } catch (AccessDeniedException e) {
            return notAtHand(called + " cannot be read by you", "let its owner run this, or give it to you");
        } catch (CharacterCodingException e) {
            return missing(
                    called + " is no text in UTF-8", "put hexadecimal digits there, or what text your secret is");
        } catch (IOException e) {
            return missing(called + " cannot be read", "see whether it is a file, and whole");
        }
    }

    private static byte[] content(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(MOST_OCTETS + 1);
        }
    }

    private static Optional<Advice> exposure(Path file, String called) throws IOException {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        Set<PosixFilePermission> granted = new HashSet<>(Files.getPosixFilePermissions(file));
        granted.retainAll(OTHERS);
        boolean writable =
                granted.contains(PosixFilePermission.GROUP_WRITE) || granted.contains(PosixFilePermission.OTHERS_WRITE);
        return granted.isEmpty()
                ? Optional.empty()
                : Optional.of(new Advice(
                        called + " can be " + (writable ? "written" : "read") + " by others than its owner",
                        "chmod 600 it"));
    }

    private static boolean isLikeACookie(String name) {
        return DIGITS.matcher(name).matches();
    }

    /** Whoever writes a secret behind a tag must hear of it, even where no secret is needed, and see nothing of it. */
    private static Answer insteadOfAName(String tag, String meant) {
        return missing(
                "what stands behind " + tag + " looks like the cookie itself",
                "write " + meant + "; and take another cookie, for this one is in the file");
    }

    private Answer opened(String envelope) {
        if (!Vault.isEnvelope(envelope.strip())) {
            return missing(
                    "what stands behind !vault is not what Ansible Vault has encrypted",
                    "write '!vault |' and below it, indented, what 'ansible-vault encrypt_string' prints");
        }
        if (vault.isLocked()) {
            return notAtHand(
                    "there is no password for what is encrypted here",
                    "give it: --vault-password-file, --vault-id or --ask-vault-pass");
        }
        try {
            return found(vault.open(envelope).reveal(), Optional.empty(), "what is encrypted here");
        } catch (VaultException e) {
            return missing(
                    "what is encrypted here cannot be opened: " + e.getMessage(),
                    "give its password: --vault-password-file, --vault-id or --ask-vault-pass; or encrypt it anew");
        }
    }

    /** A line end behind a secret is none of it: editors and 'echo' put one there. */
    private static Answer found(String text, Optional<Advice> warning, String called) {
        String secret = text.endsWith("\r\n")
                ? text.substring(0, text.length() - 2)
                : text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        return secret.isEmpty()
                ? missing(called + " is empty", "put the secret there")
                : new Answer.Found(Secret.of(secret), warning);
    }

    private Answer notAtHand(String message, String hint) {
        return need == SecretNeed.ALL ? missing(message, hint) : new Answer.Unseen();
    }

    private static Answer missing(String message, String hint) {
        return new Answer.Missing(new Advice(message, hint));
    }
}
