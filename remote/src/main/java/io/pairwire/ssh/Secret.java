package io.pairwire.ssh;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;

/** A passphrase or password that somebody typed. It does not print itself. */
public final class Secret {
    private final char[] text;

    /** Takes over the characters; the caller forgets them. */
    public Secret(char[] text) {
        this.text = text.clone();
    }

    char[] characters() {
        return text.clone();
    }

    /** Returns it in UTF-8, followed by a line end. */
    byte[] line() {
        ByteBuffer octets = StandardCharsets.UTF_8.encode(CharBuffer.wrap(text));
        byte[] line = new byte[octets.remaining() + 1];
        octets.get(line, 0, line.length - 1);
        line[line.length - 1] = '\n';
        return line;
    }

    @Override
    public String toString() {
        return "Secret(" + text.length + " characters)";
    }
}
