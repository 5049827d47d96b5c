package io.pairwire.model;

import java.util.Locale;

/** Which data packets carry sequence numbers (kernel {@code SEND_SEQ}), and whether those without are dropped ({@code RECV_SEQ}). */
public enum SequenceNumbers {
    NONE(false, false),
    SEND(true, false),
    RECV(false, true),
    BOTH(true, true);

    private final boolean sent;
    private final boolean required;

    SequenceNumbers(boolean sent, boolean required) {
        this.sent = sent;
        this.required = required;
    }

    /** Returns whether what we send carries them. */
    public boolean sent() {
        return sent;
    }

    /** Returns whether what we receive without them is dropped. */
    public boolean required() {
        return required;
    }

    /** Returns the value with these two properties. */
    public static SequenceNumbers of(boolean sent, boolean required) {
        return sent ? required ? BOTH : SEND : required ? RECV : NONE;
    }

    /** Returns the word of {@code ip l2tp}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
