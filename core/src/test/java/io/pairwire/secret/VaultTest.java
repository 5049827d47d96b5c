package io.pairwire.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Golden envelopes: {@code ansible-vault encrypt} of ansible-core 2.14.18; {@code format-1.1.txt} and {@code short.txt} with the password
 * {@code swordfish}, {@code format-1.2.txt} with {@code --encrypt-vault-id prod} and the other one.
 */
final class VaultTest {
    private static final Path GOLDENS = Path.of("src/test/resources/io/pairwire/secret");
    private static final Vault.Password SWORDFISH = new Vault.Password(Optional.empty(), Secret.of("swordfish"));
    private static final Vault.Password PROD =
            new Vault.Password(Optional.of("prod"), Secret.of("p\u00e2t\u00e9 n\u00b05"));
    private static final Vault BOTH = Vault.with(List.of(SWORDFISH, PROD));

    private static String golden(String name) throws IOException {
        return Files.readString(GOLDENS.resolve(name));
    }

    @Test
    void whatAnsibleVaultHasEncryptedIsOpened() throws IOException, VaultException {
        for (String envelope : List.of("format-1.1.txt", "format-1.2.txt")) {
            assertThat(BOTH.open(golden(envelope)).reveal()).isEqualTo(golden("plain.yml"));
        }
        assertThat(BOTH.open(golden("short.txt")).reveal()).isEqualTo("correct horse");
    }

    @Test
    void anEnvelopeMayBeIndentedAndCut() throws IOException, VaultException {
        String indented = golden("short.txt").replace("\n", "\n          ").stripTrailing();
        assertThat(BOTH.open(indented).reveal()).isEqualTo("correct horse");
    }

    @Test
    void aLabelDoesNotKeepOtherPasswordsFromBeingTried() throws IOException, VaultException {
        Vault other = Vault.with(List.of(new Vault.Password(Optional.of("test"), PROD.secret())));
        assertThat(other.open(golden("format-1.2.txt")).reveal()).isEqualTo(golden("plain.yml"));
    }

    @Test
    void aWrongPasswordIsToldAndNothingElse() throws IOException {
        String envelope = golden("format-1.2.txt");
        assertThatThrownBy(() -> Vault.with(List.of(SWORDFISH)).open(envelope))
                .isInstanceOf(VaultException.class)
                .hasMessage("the password does not open it, which is labelled 'prod'");
        assertThatThrownBy(() -> Vault.LOCKED.open(envelope)).hasMessage("there is no password for it");
    }

    @Test
    void whatIsNoEnvelopeIsNotTakenForOne() {
        assertThat(Vault.isEnvelope("$ANSIBLE_VAULT;1.1;AES256\n00")).isTrue();
        assertThat(Vault.isEnvelope("ANSIBLE_VAULT")).isFalse();
        for (String text : List.of(
                "",
                "plain",
                "$ANSIBLE_VAULT;1.0;AES\n00",
                "$ANSIBLE_VAULT;1.1;AES\n00",
                "$ANSIBLE_VAULT;1.1;AES256",
                "$ANSIBLE_VAULT;1.1;AES256\nnot hexadecimal",
                "$ANSIBLE_VAULT;1.1;AES256\n3030",
                "$ANSIBLE_VAULT;1.2;AES256\n3030")) {
            assertThatThrownBy(() -> BOTH.open(text)).as(text).isInstanceOf(VaultException.class);
        }
    }

    /** Whatever has happened to an envelope, it is opened as it was or not at all. */
    @Test
    void noChangeOfAnEnvelopeGoesUnnoticed() throws IOException, VaultException {
        Random random = new Random(1);
        for (int i = 0; i < 60; i++) {
            char[] changed = golden("short.txt").toCharArray();
            changed[random.nextInt(changed.length)] = "0123456789abcdef;\n".charAt(random.nextInt(18));
            try {
                assertThat(BOTH.open(new String(changed)).reveal()).isEqualTo("correct horse");
            } catch (VaultException e) {
                assertThat(e).hasMessageNotContaining("horse");
            }
        }
    }

    @Test
    void aSecretHidesItself() {
        assertThat(SWORDFISH.toString() + PROD).doesNotContain("swordfish", "p\u00e2t");
        assertThat(new String(SWORDFISH.secret().line(), StandardCharsets.UTF_8))
                .isEqualTo("swordfish\n");
        assertThat(SWORDFISH.secret()).isEqualTo(Secret.of("swordfish".toCharArray()));
    }
}
