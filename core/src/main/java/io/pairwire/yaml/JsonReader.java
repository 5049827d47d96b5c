package io.pairwire.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads JSON as Python reads it, into the same values as YAML: text stands as if in quotes, and a number, {@code true}, {@code false} and
 * {@code null} have YAML's tags. Of a key that stands twice the last counts. {@code NaN} and {@code Infinity} are numbers.
 *
 * <p>The objects {@code {"__ansible_vault": ...}} and {@code {"__ansible_unsafe": ...}} are what {@code !vault} and {@code !unsafe} are in YAML.
 */
public final class JsonReader {
    private static final Pattern NUMBER = Pattern.compile("-?(?:0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?");
    private static final Pattern WORD = Pattern.compile("true|false|null|NaN|-?Infinity");
    private static final int DEEPEST = 64;
    private static final Map<String, String> TAGGED =
            Map.of("__ansible_vault", "!vault", "__ansible_unsafe", "!unsafe");

    private final String text;
    private int at;
    private int depth;
    private int line = 1;
    private int lineStart;
    private int counted;

    /** Signals that this is not JSON, at the place where reading stands. */
    private static final class NotJson extends RuntimeException {
        private static final long serialVersionUID = 1;

        NotJson(String message) {
            super(message, null, false, false);
        }
    }

    private JsonReader(String text) {
        this.text = text;
    }

    /** Reads a file that must be JSON; empty where it is not, which is then among the problems. */
    public static Optional<YamlValue> read(SourceText source, Problems problems) {
        if (source.isFaulty(problems)) {
            return Optional.empty();
        }
        JsonReader reader = new JsonReader(source.text());
        try {
            return Optional.of(reader.whole());
        } catch (NotJson e) {
            problems.add(
                    YamlRule.JSON, reader.position(reader.at), String.valueOf(e.getMessage()), "this must be JSON");
            return Optional.empty();
        }
    }

    /** Reads a file where it is JSON; empty where it is not, of which nothing is said. */
    public static Optional<YamlValue> tryToRead(SourceText source) {
        if (source.fault().isPresent() || !source.text().stripLeading().startsWith("{")) {
            return Optional.empty();
        }
        try {
            return Optional.of(new JsonReader(source.text()).whole());
        } catch (NotJson e) {
            return Optional.empty();
        }
    }

    private YamlValue whole() {
        blanks();
        YamlValue value = value();
        if (at < text.length()) {
            throw new NotJson("something follows the end of the JSON text");
        }
        return value;
    }

    private YamlValue value() {
        if (at >= text.length()) {
            throw new NotJson("the JSON text ends where a value should be");
        }
        if (++depth > DEEPEST) {
            throw new NotJson("nested deeper than " + DEEPEST + " levels");
        }
        Position start = position(at);
        YamlValue value = switch (text.charAt(at)) {
            case '{' -> mapping(start);
            case '[' -> list(start);
            case '"' -> new YamlScalar(quoted(), start, false, Optional.empty());
            default -> bare(start);
        };
        depth--;
        blanks();
        return value;
    }

    private YamlValue mapping(Position start) {
        at++;
        blanks();
        Map<String, YamlEntry> entries = new LinkedHashMap<>();
        while (!taken('}')) {
            Position keyAt = position(at);
            if (at >= text.length() || text.charAt(at) != '"') {
                throw new NotJson("a key in double quotes should stand here");
            }
            String key = quoted();
            blanks();
            expect(':');
            entries.put(key, new YamlEntry(new YamlScalar(key, keyAt, false, Optional.empty()), value()));
            if (!taken(',')) {
                expect('}');
                break;
            }
            if (at < text.length() && text.charAt(at) == '}') {
                throw new NotJson("a comma stands before this");
            }
        }
        for (Map.Entry<String, YamlEntry> entry : entries.entrySet()) {
            String tag = TAGGED.get(entry.getKey());
            Optional<YamlScalar> scalar = entry.getValue().value().scalar();
            if (tag != null && scalar.isPresent()) {
                return new YamlScalar(scalar.get().text(), start, false, Optional.of(tag));
            }
        }
        return new YamlMapping(entries, start);
    }

    private YamlValue list(Position start) {
        at++;
        blanks();
        List<YamlValue> items = new ArrayList<>();
        while (!taken(']')) {
            items.add(value());
            if (!taken(',')) {
                expect(']');
                break;
            }
            if (at < text.length() && text.charAt(at) == ']') {
                throw new NotJson("a comma stands before this");
            }
        }
        return new YamlList(items, start);
    }

    private YamlValue bare(Position start) {
        Matcher word = WORD.matcher(text).region(at, text.length());
        if (word.lookingAt()) {
            at = word.end();
            return switch (word.group()) {
                case "true", "false" -> scalar(word.group(), start, "bool");
                case "null" -> scalar("null", start, "null");
                case "NaN" -> scalar(".nan", start, "float");
                case "Infinity" -> scalar(".inf", start, "float");
                default -> scalar("-.inf", start, "float");
            };
        }
        Matcher number = NUMBER.matcher(text).region(at, text.length());
        if (!number.lookingAt()) {
            throw new NotJson("this is no JSON value");
        }
        at = number.end();
        return scalar(number.group(), start, number.group(1) == null && number.group(2) == null ? "int" : "float");
    }

    private static YamlScalar scalar(String text, Position at, String type) {
        return new YamlScalar(text, at, true, Optional.of("tag:yaml.org,2002:" + type));
    }

    private String quoted() {
        StringBuilder read = new StringBuilder();
        at++;
        while (true) {
            if (at >= text.length()) {
                throw new NotJson("a text is never closed");
            }
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                return read.toString();
            }
            if (c < ' ') {
                throw new NotJson("a text is never closed on its line");
            }
            if (c == '\\') {
                escape(read);
            } else {
                read.append(c);
                at++;
            }
        }
    }

    private void escape(StringBuilder into) {
        char c = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
        switch (c) {
            case '"', '\\', '/' -> into.append(c);
            case 'b' -> into.append('\b');
            case 'f' -> into.append('\f');
            case 'n' -> into.append('\n');
            case 'r' -> into.append('\r');
            case 't' -> into.append('\t');
            case 'u' -> {
                String digits = at + 6 <= text.length() ? text.substring(at + 2, at + 6) : "";
                if (!digits.matches("[0-9a-fA-F]{4}")) {
                    throw new NotJson("\\u wants four hexadecimal digits");
                }
                into.append((char) Integer.parseInt(digits, 16));
                at += 4;
            }
            default -> throw new NotJson("this is no escape that JSON knows");
        }
        at += 2;
    }

    private boolean taken(char c) {
        boolean there = at < text.length() && text.charAt(at) == c;
        if (there) {
            at++;
            blanks();
        }
        return there;
    }

    private void expect(char c) {
        if (!taken(c)) {
            throw new NotJson("a '" + c + "' is missing before this");
        }
    }

    private void blanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    /** Returns where an offset is that is not before any asked for earlier. */
    private Position position(int offset) {
        for (; counted < offset; counted++) {
            if (text.charAt(counted) == '\n') {
                line++;
                lineStart = counted + 1;
            }
        }
        return new Position(line, text.codePointCount(Math.min(lineStart, offset), offset) + 1);
    }
}
