package io.pairwire.yaml;

/** Makes text from a file safe to print: it steers no terminal, and takes no more than a few lines. */
final class Printable {
    private static final int MOST_CHARACTERS = 600;

    private Printable() {}

    /** Returns the text with control and other unprintable characters written as {@code \}{@code uXXXX}, cut where it is very long. */
    static String text(String text) {
        if (text.length() <= MOST_CHARACTERS && text.chars().allMatch(Printable::isPlain)) {
            return text;
        }
        StringBuilder safe = new StringBuilder();
        for (int i = 0; i < text.length() && safe.length() < MOST_CHARACTERS; i++) {
            char c = text.charAt(i);
            if (isPlain(c)) {
                safe.append(c);
            } else {
                safe.append(String.format("\\u%04x", (int) c));
            }
        }
        return text.length() > MOST_CHARACTERS ? safe.append(" ...").toString() : safe.toString();
    }

    /** Returns the character where it prints as one column or so, otherwise a blank or {@code ?}. */
    static int oneColumn(int codePoint) {
        return codePoint == '\t' ? ' ' : isPlain(codePoint) ? codePoint : '?';
    }

    private static boolean isPlain(int c) {
        int type = Character.getType(c);
        return c >= ' '
                && c != 0x7f
                && type != Character.CONTROL
                && type != Character.FORMAT
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR
                && type != Character.UNASSIGNED;
    }
}
