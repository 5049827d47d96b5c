package io.pairwire.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the secrets of a text, that they be never shown: what follows a key such as {@code cookie}.
 *
 * <p>It looks at characters, not at YAML, because it must also work where YAML does not: behind a syntax error, or where a
 * key is misspelt. In doubt it hides too much.
 */
final class Secrets {
    /** What a secret looks like, whatever its length. */
    static final String MASK = "********";

    private static final Pattern KEY =
            Pattern.compile("([A-Za-z][A-Za-z0-9_-]{3,40})[\"']?(?:\\s*[:=]|[ \\t]+(?=[0-9a-fA-F]{4}))");
    private static final Pattern NEXT_KEY = Pattern.compile("[\"']?[A-Za-z0-9_<][A-Za-z0-9_.<-]*[\"']?\\s*:(?:\\s|$)");
    private static final Pattern NO_SECRET = Pattern.compile("(?:none|auto|derived(?:-4)?|null|~|4|8)(?=[\\s,}\\]]|$)");
    private static final Pattern TAG = Pattern.compile("!(?:env|file|vault)");
    private static final Pattern PLAIN_END = Pattern.compile(
            "\\s+#|,\\s*(?=[\"']?[A-Za-z0-9_]+[\"']?\\s*:)|,\\s*$|[}\\]](?=[\\s,}\\]]|$)", Pattern.MULTILINE);
    private static final Pattern HEXADECIMAL = Pattern.compile("[\"']?[0-9a-fA-F]{8}");
    private static final Pattern PART = Pattern.compile("[^\\[\\]{},\\s\"']+");

    /** A number that everybody may know, whatever its name begins with. */
    private static final String GENERATION = "cookie_generation";

    private final String text;
    private final List<Span> spans = new ArrayList<>();

    /** A stretch of the text. */
    record Span(int start, int end) {}

    private Secrets(String text) {
        this.text = text;
    }

    /** Returns the text with its secrets masked. */
    static String masked(String text) {
        StringBuilder shown = new StringBuilder();
        int from = 0;
        for (Span span : in(text)) {
            shown.append(text, from, span.start).append(MASK);
            from = span.end;
        }
        return shown.append(text, from, text.length()).toString();
    }

    /** Returns where the secrets of a text are, in its order; none holds a line break. */
    static List<Span> in(String text) {
        Secrets secrets = new Secrets(text);
        Matcher key = KEY.matcher(text);
        int from = 0;
        while (from < text.length() && key.find(from)) {
            from = isSecret(key.group(1)) ? Math.max(key.end(), secrets.value(key.end(), key.start())) : key.end();
        }
        return secrets.spans;
    }

    /** Returns whether a key's value must not be shown; misspellings of {@code cookie} count. */
    static boolean isSecret(String key) {
        String word = key.toLowerCase(Locale.ROOT);
        if (word.equals(GENERATION)) {
            return false;
        }
        return word.contains("cook")
                || word.contains("passw")
                || word.endsWith("_pass")
                || word.contains("passphrase")
                || word.contains("secret")
                || word.contains("token")
                || Suggestion.distance(word, "cookie") <= 2;
    }

    /** Masks the value that starts at an offset or after blanks there, and returns where it ends. */
    private int value(int offset, int key) {
        int start = skipBlanks(offset);
        if (start >= text.length() || "}],#".indexOf(text.charAt(start)) >= 0) {
            return start;
        }
        if (lineOf(start) != lineOf(offset)
                && startsKey(start)
                && !HEXADECIMAL.matcher(text).region(start, text.length()).lookingAt()) {
            return start;
        }
        Matcher harmless = NO_SECRET.matcher(text).region(start, text.length());
        if (harmless.lookingAt()) {
            return harmless.end();
        }
        return switch (text.charAt(start)) {
            case '!', '&' -> value(endOfWord(start), key);
            case '[', '{' -> bracketed(start);
            case '"', '\'' -> quoted(start);
            case '|', '>' -> continued(endOfLine(start), key, true);
            default -> plain(start, key);
        };
    }

    private int bracketed(int start) {
        int depth = 0;
        int at = start;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '[' || c == '{') {
                depth++;
            } else if (c == ']' || c == '}') {
                depth--;
            } else if (c == '"' || c == '\'') {
                at = quoted(at) - 1;
            } else {
                Matcher part = PART.matcher(text).region(at, text.length());
                if (part.lookingAt()) {
                    if (!NO_SECRET.matcher(part.group()).matches()
                            && !TAG.matcher(part.group()).matches()) {
                        mask(at, part.end());
                    }
                    at = part.end() - 1;
                }
            }
            at++;
            if (depth == 0) {
                break;
            }
        }
        return at;
    }

    private int quoted(int start) {
        int close = text.indexOf(text.charAt(start), start + 1);
        int end = close < 0 ? text.length() : close;
        mask(start + 1, end);
        return Math.min(end + 1, text.length());
    }

    private int plain(int start, int key) {
        int lineEnd = endOfLine(start);
        Matcher stop = PLAIN_END.matcher(text).region(start, lineEnd);
        stop.useTransparentBounds(true);
        if (stop.find()) {
            mask(start, stop.start());
            return stop.start();
        }
        mask(start, lineEnd);
        return continued(lineEnd, key, false);
    }

    /** Masks the following lines that are deeper than the key's; a plain value also ends where a key stands. */
    private int continued(int lineEnd, int key, boolean block) {
        int indent = indent(key);
        int end = lineEnd;
        while (end < text.length()) {
            int next = skipLineBreak(end);
            int first = next;
            while (first < text.length() && text.charAt(first) == ' ') {
                first++;
            }
            int nextEnd = endOfLine(next);
            boolean blank = first >= nextEnd;
            if (!blank && (first - next <= indent || (!block && startsOther(first)))) {
                return end;
            }
            mask(first, nextEnd);
            end = nextEnd;
        }
        return end;
    }

    private boolean startsOther(int offset) {
        return "}],#-".indexOf(text.charAt(offset)) >= 0 || startsKey(offset);
    }

    private boolean startsKey(int offset) {
        return NEXT_KEY.matcher(text).region(offset, text.length()).lookingAt();
    }

    private void mask(int start, int end) {
        int from = start;
        while (from < end) {
            int to = Math.min(endOfLine(from), end);
            if (to > from) {
                spans.add(new Span(from, to));
            }
            from = skipLineBreak(to);
            while (from < end && text.charAt(from) == ' ') {
                from++;
            }
        }
    }

    private int indent(int offset) {
        int start = lineOf(offset);
        int at = start;
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        return at - start;
    }

    private int lineOf(int offset) {
        int at = offset;
        while (at > 0 && !SourceText.isLineBreak(text.charAt(at - 1))) {
            at--;
        }
        return at;
    }

    private int endOfLine(int offset) {
        int at = offset;
        while (at < text.length() && !SourceText.isLineBreak(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private int endOfWord(int offset) {
        int at = offset;
        while (at < text.length() && !Character.isWhitespace(text.charAt(at)) && ",}]".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return at;
    }

    private int skipBlanks(int offset) {
        int at = offset;
        while (at < text.length()
                && (Character.isWhitespace(text.charAt(at)) || SourceText.isLineBreak(text.charAt(at)))) {
            at++;
        }
        return at;
    }

    private int skipLineBreak(int offset) {
        return offset + 1;
    }
}
