package io.pairwire.secret;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A password, a passphrase, or what was encrypted. It hides itself wherever it is printed; who must hand it over asks for it by name. */
public final class Secret {
    private final char[] text;

    private Secret(char[] text) {
        this.text = text;
    }

    /** Returns a secret of these characters, which the caller then forgets. */
    public static Secret of(char[] text) {
        return new Secret(text.clone());
    }

    /** Returns a secret of a text. */
    public static Secret of(String text) {
        return new Secret(text.toCharArray());
    }

    /** Returns the characters: for whom they are meant, and for nobody's eyes. */
    public char[] characters() {
        return text.clone();
    }

    /** Returns the text: for whom it is meant, and for nobody's eyes. */
    public String reveal() {
        return new String(text);
    }

    /** Returns it in UTF-8, followed by a line end. */
    public byte[] line() {
        ByteBuffer octets = StandardCharsets.UTF_8.encode(CharBuffer.wrap(text));
        byte[] line = new byte[octets.remaining() + 1];
        octets.get(line, 0, line.length - 1);
        line[line.length - 1] = '\n';
        return line;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && Arrays.equals(secret.text, text);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(text);
    }

    /** Returns asterisks, whatever the secret is and however long. */
    @Override
    public String toString() {
        return "********";
    }
}
