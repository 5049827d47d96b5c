package io.pairwire.secret;

/** Signals that something encrypted could not be opened; the message says why, and nothing of what is in it. */
public final class VaultException extends Exception {
    private static final long serialVersionUID = 1L;

    VaultException(String message) {
        super(message);
    }
}
