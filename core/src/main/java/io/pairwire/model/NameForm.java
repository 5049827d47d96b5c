package io.pairwire.model;

/**
 * The form that names of ours have: letters, digits, _ . and -, the first a letter, digit or _.
 *
 * <p>Looked at character by character: a large topology has some hundred thousand names, and a regular expression takes ten times as long.
 */
final class NameForm {
    private NameForm() {}

    /** Returns whether a text has that form and at most so many characters. */
    static boolean fits(String text, int most) {
        if (text.isEmpty() || text.length() > most || !isFirst(text.charAt(0))) {
            return false;
        }
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isFirst(c) && c != '.' && c != '-') {
                return false;
            }
        }
        return true;
    }

    private static boolean isFirst(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    }
}
