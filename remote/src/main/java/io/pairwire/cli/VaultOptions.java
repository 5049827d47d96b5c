package io.pairwire.cli;

import io.pairwire.secret.Secret;
import io.pairwire.secret.Vault;
import io.pairwire.ssh.Prompts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What opens what Ansible Vault has encrypted. No password is ever a word of a command line. */
final class VaultOptions implements Worded {
    private static final String PROMPT = "prompt";

    private List<Path> files = new ArrayList<>();
    private List<String> ids = new ArrayList<>();
    private boolean ask;

    @Override
    public void words(Words words) {
        words.option("--vault-password-file")
                .label("FILE")
                .says("a file that holds a password of Ansible Vault, or a program that prints one; may be repeated")
                .paths(given -> files = given);
        words.option("--vault-id")
                .label("[LABEL@]SOURCE")
                .says("the same, of such a label; SOURCE is a file, a program, or 'prompt'; may be repeated")
                .texts(given -> ids = given);
        words.option("-J", "--ask-vault-password", "--ask-vault-pass")
                .says("asks on the terminal for a password of Ansible Vault")
                .flag(given -> ask = given);
    }

    /** Returns a vault with all the passwords that are told of; asks for those that are to be asked for. */
    Vault vault() throws InterruptedException {
        List<Vault.Password> passwords = new ArrayList<>();
        Prompts prompts = new PrivatePrompts();
        for (String id : ids) {
            int at = id.lastIndexOf('@');
            Optional<String> label = at > 0 ? Optional.of(id.substring(0, at)) : Optional.empty();
            String source = id.substring(at + 1);
            passwords.add(password(
                    label,
                    source.equals(PROMPT)
                            ? asked(
                                    prompts,
                                    "Vault password"
                                            + label.map(text -> " (" + text + ")")
                                                    .orElse("") + ": ")
                            : from(Path.of(source))));
        }
        for (Path file : files) {
            passwords.add(password(Optional.empty(), from(file)));
        }
        if (ask) {
            passwords.add(password(Optional.empty(), asked(prompts, "Vault password: ")));
        }
        return passwords.isEmpty() ? Vault.LOCKED : Vault.with(passwords);
    }

    private Vault.Password password(Optional<String> label, Secret secret) {
        try {
            return new Vault.Password(label, secret);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }

    private Secret asked(Prompts prompts, String question) {
        try {
            return prompts.ask(question)
                    .orElseThrow(() -> new UsageException(
                            "there is no terminal to ask for the vault password; use --vault-password-file"));
        } catch (IOException e) {
            throw new UsageException("cannot ask for the vault password: " + e.getMessage(), e);
        }
    }

    /** As Ansible does: white space around the password does not count, and what may be executed is. */
    private Secret from(Path file) throws InterruptedException {
        try {
            byte[] octets =
                    Files.isExecutable(file) && !Files.isDirectory(file) ? printed(file) : Files.readAllBytes(file);
            return Secret.of(new String(octets, StandardCharsets.UTF_8).strip());
        } catch (IOException e) {
            throw new UsageException("cannot read the vault password file " + file + ": " + e.getMessage(), e);
        }
    }

    /** Takes whatever time the program does: it may ask a person, who may end us both. */
    private static byte[] printed(Path program) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(program.toAbsolutePath().toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectInput(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            byte[] printed = process.getInputStream().readAllBytes();
            int status = process.waitFor();
            if (status != 0) {
                throw new IOException("the program ended with " + status);
            }
            return printed;
        } finally {
            process.destroyForcibly();
        }
    }
}
