package io.pairwire.inventory;

/** A password of an inventory. It hides itself wherever it is printed; who must hand it over asks for it by {@link #reveal}. */
public final class Secret {
    private final String text;

    private Secret(String text) {
        this.text = text;
    }

    static Secret of(String text) {
        return new Secret(text);
    }

    /** Returns the password itself: for whom it is meant, and for nobody's eyes. */
    public String reveal() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && secret.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** Returns asterisks, whatever the password is and however long. */
    @Override
    public String toString() {
        return "********";
    }
}
