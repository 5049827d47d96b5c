package io.pairwire.inventory;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the literals of Python that {@code ast.literal_eval} reads: by these an inventory in INI form gives its variables types. What is
 * no literal is text as it stands.
 */
final class PythonLiteral {
    private static final Pattern NUMBER = Pattern.compile(
            "(?:0[xX](?:_?[0-9a-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+"
                    + "|(?:(?:[0-9](?:_?[0-9])*)?\\.[0-9](?:_?[0-9])*|[0-9](?:_?[0-9])*\\.?)(?:[eE][-+]?[0-9](?:_?[0-9])*)?)(?![\\w.])");
    private static final Pattern WORD = Pattern.compile("(?:True|False|None)(?!\\w)");
    private static final Pattern QUOTE = Pattern.compile("([rRuUbB]|[rR][bB]|[bB][rR])?('''|\"\"\"|'|\")");
    private static final int DEEPEST = 64;

    private final String text;
    private int at;
    private int depth;

    /** Signals that the text is no literal. */
    private static final class NoLiteral extends RuntimeException {
        private static final long serialVersionUID = 1;

        NoLiteral() {
            super("no literal", null, false, false);
        }
    }

    private PythonLiteral(String text) {
        this.text = text;
    }

    /** Returns the value that a text stands for: itself where it is no literal. */
    static Value of(String text) {
        PythonLiteral literal = new PythonLiteral(text.stripLeading());
        try {
            return literal.whole();
        } catch (NoLiteral e) {
            return new Value.Text(text);
        }
    }

    private Value whole() {
        Value value = valueOrBareTuple();
        if (at < text.length()) {
            throw new NoLiteral();
        }
        return value;
    }

    private Value valueOrBareTuple() {
        blanks();
        Value first = value();
        return at < text.length() && text.charAt(at) == ',' ? new Value.Many(rest(first, '\0')) : first;
    }

    private Value value() {
        if (++depth > DEEPEST || at >= text.length()) {
            throw new NoLiteral();
        }
        char c = text.charAt(at);
        Value value;
        if (c == '[') {
            at++;
            value = new Value.Many(items(']'));
        } else if (c == '(') {
            value = parenthesis();
        } else if (c == '{') {
            value = mapping();
        } else if (QUOTE.matcher(text).region(at, text.length()).lookingAt()) {
            value = quoted();
        } else if (c == '-' || c == '+') {
            at++;
            blanks();
            value = signed(c == '-', number());
        } else {
            value = Character.isLetter(c) ? word() : number();
        }
        blanks();
        depth--;
        return value;
    }

    private Value parenthesis() {
        at++;
        blanks();
        if (taken(')')) {
            return new Value.Many(List.of());
        }
        Value first = value();
        if (taken(')')) {
            return first;
        }
        return new Value.Many(rest(first, ')'));
    }

    private List<Value> items(char close) {
        blanks();
        return taken(close) ? List.of() : rest(value(), close);
    }

    /** Reads what follows the first item; {@code \0} closes at the end of the text. */
    private List<Value> rest(Value first, char close) {
        List<Value> items = new ArrayList<>(List.of(first));
        while (!closed(close)) {
            expect(',');
            if (closed(close)) {
                break;
            }
            items.add(value());
        }
        return items;
    }

    private boolean closed(char close) {
        return close == '\0' ? at >= text.length() : taken(close);
    }

    private Value mapping() {
        at++;
        blanks();
        Map<String, Value> entries = new LinkedHashMap<>();
        while (!taken('}')) {
            String key = Keys.of(value()).orElseThrow(NoLiteral::new);
            expect(':');
            entries.put(key, value());
            if (taken('}')) {
                break;
            }
            expect(',');
        }
        return new Value.Keyed(entries);
    }

    private Value word() {
        Matcher word = WORD.matcher(text).region(at, text.length());
        if (!word.lookingAt()) {
            throw new NoLiteral();
        }
        at = word.end();
        return word.group().equals("None")
                ? new Value.Nothing()
                : new Value.Truth(word.group().equals("True"));
    }

    private Value number() {
        Matcher number = NUMBER.matcher(text).region(at, text.length()).useTransparentBounds(true);
        if (!number.lookingAt()) {
            throw new NoLiteral();
        }
        at = number.end();
        String digits = number.group().replace("_", "");
        String base = digits.length() > 1 ? digits.substring(0, 2).toLowerCase(java.util.Locale.ROOT) : "";
        Optional<Integer> radix = switch (base) {
            case "0x" -> Optional.of(16);
            case "0o" -> Optional.of(8);
            case "0b" -> Optional.of(2);
            default -> Optional.empty();
        };
        if (radix.isPresent()) {
            return new Value.Whole(new BigInteger(digits.substring(2), radix.get()));
        }
        if (!digits.matches("[0-9]+")) {
            return new Value.Real(Double.parseDouble(digits));
        }
        if (digits.startsWith("0") && !digits.matches("0+")) {
            throw new NoLiteral();
        }
        return new Value.Whole(new BigInteger(digits));
    }

    private static Value signed(boolean negative, Value number) {
        if (!negative) {
            return number;
        }
        return number instanceof Value.Whole whole
                ? new Value.Whole(whole.number().negate())
                : new Value.Real(-Double.parseDouble(number.text().orElseThrow()));
    }

    /** Reads texts that stand side by side, which are one. */
    private Value quoted() {
        StringBuilder all = new StringBuilder();
        Matcher quote = QUOTE.matcher(text).region(at, text.length());
        Optional<Boolean> octets = Optional.empty();
        while (quote.lookingAt()) {
            String prefix = Optional.ofNullable(quote.group(1)).orElse("").toLowerCase(java.util.Locale.ROOT);
            boolean isOctets = prefix.contains("b");
            if (octets.filter(before -> before != isOctets).isPresent()) {
                throw new NoLiteral();
            }
            octets = Optional.of(isOctets);
            at = quote.end();
            one(quote.group(2), prefix.contains("r"), isOctets, all);
            blanks();
            quote.region(at, text.length());
        }
        return new Value.Text(all.toString());
    }

    private void one(String close, boolean raw, boolean octets, StringBuilder into) {
        while (!text.startsWith(close, at)) {
            if (at >= text.length()) {
                throw new NoLiteral();
            }
            char c = text.charAt(at);
            if (c == '\\' && at + 1 < text.length()) {
                if (raw) {
                    into.append(c).append(text.charAt(at + 1));
                    at += 2;
                } else {
                    escape(octets, into);
                }
            } else {
                into.append(c);
                at++;
            }
        }
        at += close.length();
    }

    private void escape(boolean octets, StringBuilder into) {
        char c = text.charAt(at + 1);
        at += 2;
        switch (c) {
            case '\\', '\'', '"' -> into.append(c);
            case 'a' -> into.append('\u0007');
            case 'b' -> into.append('\b');
            case 'f' -> into.append('\f');
            case 'n' -> into.append('\n');
            case 'r' -> into.append('\r');
            case 't' -> into.append('\t');
            case 'v' -> into.append('\u000b');
            case 'x' -> point(2, into);
            case '0', '1', '2', '3', '4', '5', '6', '7' -> octal(into);
            default -> {
                if (!octets && (c == 'u' || c == 'U')) {
                    point(c == 'u' ? 4 : 8, into);
                } else if (!octets && c == 'N') {
                    named(into);
                } else {
                    into.append('\\').append(c);
                }
            }
        }
    }

    private void point(int digits, StringBuilder into) {
        if (at + digits > text.length() || !text.substring(at, at + digits).matches("[0-9a-fA-F]+")) {
            throw new NoLiteral();
        }
        long point = Long.parseLong(text.substring(at, at + digits), 16);
        if (point > Character.MAX_CODE_POINT) {
            throw new NoLiteral();
        }
        into.appendCodePoint((int) point);
        at += digits;
    }

    private void octal(StringBuilder into) {
        int from = at - 1;
        int to = from;
        while (to < text.length() && to < from + 3 && text.charAt(to) >= '0' && text.charAt(to) <= '7') {
            to++;
        }
        into.append((char) Integer.parseInt(text.substring(from, to), 8));
        at = to;
    }

    private void named(StringBuilder into) {
        int close = text.indexOf('}', at);
        if (close < 0 || text.charAt(at) != '{') {
            throw new NoLiteral();
        }
        try {
            into.appendCodePoint(Character.codePointOf(text.substring(at + 1, close)));
        } catch (IllegalArgumentException e) {
            throw new NoLiteral();
        }
        at = close + 1;
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
            throw new NoLiteral();
        }
    }

    /** Goes past blanks, and past a comment, which Python has too. */
    private void blanks() {
        while (at < text.length() && " \t\f".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        if (at < text.length() && text.charAt(at) == '#') {
            at = text.length();
        }
    }
}
