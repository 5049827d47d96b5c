package io.pairwire.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of the patterns that Ansible's {@code :} and {@code ,} join.
 *
 * @param pattern what it stands for, without its {@code &} or {@code !}
 */
public record PatternTerm(Kind kind, String pattern) {
    private static final Pattern PART = Pattern.compile("(?:[^\\s:\\[\\]]|\\[[^\\]]*\\])+");

    /** What a term does to what is chosen, in the order in which they count. */
    public enum Kind {
        /** Adds. */
        INCLUDE,
        /** {@code &}: keeps what both have. */
        INTERSECT,
        /** {@code !}: takes away. */
        EXCLUDE
    }

    /** Returns the terms of a text, those of a file ({@code @FILE}) not yet read. */
    public static List<PatternTerm> split(String text) {
        List<PatternTerm> terms = new ArrayList<>();
        if (text.indexOf(',') >= 0) {
            for (String part : text.split(",", -1)) {
                add(part, terms);
            }
        } else {
            Matcher part = PART.matcher(text);
            while (part.find()) {
                add(part.group(), terms);
            }
        }
        return List.copyOf(terms);
    }

    /** Returns the term of a line. */
    public static PatternTerm of(String text) {
        return switch (text.charAt(0)) {
            case '&' -> new PatternTerm(Kind.INTERSECT, text.substring(1));
            case '!' -> new PatternTerm(Kind.EXCLUDE, text.substring(1));
            default -> new PatternTerm(Kind.INCLUDE, text);
        };
    }

    private static void add(String part, List<PatternTerm> terms) {
        if (!part.isBlank()) {
            terms.add(of(part.strip()));
        }
    }

    /** Returns terms that begin with everything, where they only take away. */
    public static List<PatternTerm> atLeastOneIncluded(List<PatternTerm> terms) {
        if (terms.stream().anyMatch(term -> term.kind == Kind.INCLUDE)) {
            return terms;
        }
        List<PatternTerm> all = new ArrayList<>(List.of(new PatternTerm(Kind.INCLUDE, Group.ALL)));
        all.addAll(terms);
        return all;
    }
}
