package io.pairwire.reconcile;

import java.util.Locale;

/** What happens to a pseudowire's end. */
public enum Verb {
    CREATE("+"),
    CHANGE("~"),
    REPLACE("-/+"),
    REMOVE("-"),
    NOTHING("");

    private final String symbol;

    Verb(String symbol) {
        this.symbol = symbol;
    }

    /** Returns the symbol that plans show. */
    public String symbol() {
        return symbol;
    }

    /** Returns the word that JSON shows. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
