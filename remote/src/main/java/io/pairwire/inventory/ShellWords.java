package io.pairwire.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Splits a line into words as a POSIX shell would, expanding nothing: Python's {@code shlex.split}, which Ansible uses. */
final class ShellWords {
    private final String text;
    private final boolean comments;
    private final List<Word> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private int start = -1;

    /**
     * A word without its quotes.
     *
     * @param offset where it starts in the text
     */
    record Word(String text, int offset) {}

    private ShellWords(String text, boolean comments) {
        this.text = text;
        this.comments = comments;
    }

    /**
     * Returns the words; empty where a quote is not closed, or nothing follows a backslash.
     *
     * @param comments whether {@code #} ends the line, even within a word
     */
    static Optional<List<Word>> split(String text, boolean comments) {
        return new ShellWords(text, comments).split();
    }

    private Optional<List<Word>> split() {
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (Character.isWhitespace(c)) {
                end();
                at++;
            } else if (comments && c == '#') {
                break;
            } else {
                start = start < 0 ? at : start;
                at = switch (c) {
                    case '\\' -> escaped(at);
                    case '\'' -> single(at);
                    case '"' -> twofold(at);
                    default -> plain(at);
                };
                if (at < 0) {
                    return Optional.empty();
                }
            }
        }
        end();
        return Optional.of(List.copyOf(words));
    }

    private void end() {
        if (start >= 0) {
            words.add(new Word(word.toString(), start));
            word.setLength(0);
            start = -1;
        }
    }

    private int plain(int at) {
        word.append(text.charAt(at));
        return at + 1;
    }

    private int escaped(int at) {
        return at + 1 < text.length() ? plain(at + 1) : -1;
    }

    private int single(int at) {
        int close = text.indexOf('\'', at + 1);
        if (close >= 0) {
            word.append(text, at + 1, close);
        }
        return close < 0 ? -1 : close + 1;
    }

    private int twofold(int open) {
        int at = open + 1;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"') {
                return at + 1;
            }
            boolean escapes = c == '\\' && at + 1 < text.length() && "\"\\".indexOf(text.charAt(at + 1)) >= 0;
            at = plain(escapes ? at + 1 : at);
        }
        return -1;
    }
}
