package io.pairwire.exchange;

import java.io.IOException;

/** What the other jar, or a manifest, said is not a document of this version. Never quotes it, for it may hold a cookie. */
public final class ExchangeException extends IOException {
    private static final long serialVersionUID = 1L;

    ExchangeException(String message) {
        super(message);
    }
}
