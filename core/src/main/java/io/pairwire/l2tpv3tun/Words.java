package io.pairwire.l2tpv3tun;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The values of one command by their keywords, which came in any order, each at most once. */
final class Words {
    /** What may be a cookie, or the greater part of one, is not repeated to anybody. */
    private static final Pattern MAYBE_SECRET = Pattern.compile("(0[xX])?[0-9a-fA-F]{6,}.*");

    private final Form form;
    private final Map<Keyword, String> values;

    private Words(Form form, Map<Keyword, String> values) {
        this.form = form;
        this.values = values;
    }

    /** Takes the words behind those that a form starts with. */
    static Words of(Form form, List<String> words) throws UtilityException {
        Map<Keyword, String> values = new EnumMap<>(Keyword.class);
        int at = form.words();
        while (at < words.size()) {
            String word = words.get(at++);
            Optional<Keyword> known = Keyword.of(word);
            if (known.isEmpty() || !form.takes(known.get())) {
                throw UtilityException.usage(
                        "'" + form + "' takes no " + shown(word),
                        "the form is:\n" + form.usage("    ").stripTrailing());
            }
            Keyword keyword = known.get();
            if (keyword.takesValue() && at == words.size()) {
                throw UtilityException.usage("'" + keyword + "' needs a value behind it", "see 'l2tpv3tun help'");
            }
            if (values.put(keyword, keyword.takesValue() ? words.get(at++) : "") != null) {
                throw UtilityException.usage("'" + keyword + "' is there twice", "leave one of them out");
            }
        }
        return new Words(form, values);
    }

    boolean has(Keyword keyword) {
        return values.containsKey(keyword);
    }

    /** Returns a keyword's value. */
    Optional<String> find(Keyword keyword) {
        return Optional.ofNullable(values.get(keyword));
    }

    /** Returns the value of a keyword without which the command says nothing. */
    String need(Keyword keyword) throws UtilityException {
        String value = values.get(keyword);
        if (value == null) {
            throw UtilityException.usage(
                    "'" + form + "' needs '" + keyword + "'",
                    "the form is:\n" + form.usage("    ").stripTrailing());
        }
        return value;
    }

    /** Returns a word as an error may show it. */
    static String shown(String word) {
        if (MAYBE_SECRET.matcher(word).matches()) {
            return "word of " + word.length() + " characters (not shown, for it may be a cookie)";
        }
        StringBuilder text = new StringBuilder("'");
        for (int i = 0; i < Math.min(word.length(), 64); i++) {
            char c = word.charAt(i);
            text.append(c < ' ' || c == 127 ? '?' : c);
        }
        return text.append(word.length() > 64 ? "…'" : "'").toString();
    }
}
