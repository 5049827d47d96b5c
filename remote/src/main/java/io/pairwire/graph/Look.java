package io.pairwire.graph;

import io.pairwire.reconcile.Verb;
import io.pairwire.transaction.Verdict;
import java.util.Locale;

/**
 * How a pseudowire is drawn, by what there is to say of it.
 *
 * <p>Colour never tells alone: each look but the plain one has a symbol, and no two that may stand in one picture have the same pattern.
 */
public enum Look {
    /** Nothing is said of it. */
    PLAIN("", "pseudowire", Hue.GREY, Pattern.SOLID),
    ADD("+", "to add", Hue.GREEN, Pattern.BOLD),
    CHANGE("~", "to change", Hue.BLUE, Pattern.DASHED),
    REPLACE("-/+", "to replace", Hue.PURPLE, Pattern.DASH_DOTTED),
    REMOVE("-", "to remove", Hue.RED, Pattern.DOTTED),
    HELD("!", "left alone", Hue.AMBER, Pattern.LONG_DASHED),
    UNCHANGED("=", "unchanged", Hue.GREY, Pattern.SOLID),
    OK("✓", "OK", Hue.GREEN, Pattern.SOLID),
    MISSING_END("✗", "MISSING_END", Hue.RED, Pattern.DOTTED),
    ID_MISMATCH("≠", "ID_MISMATCH", Hue.RED, Pattern.DASH_DOTTED),
    COOKIE_MISMATCH("≠", "COOKIE_MISMATCH", Hue.PURPLE, Pattern.DASH_DOT_DOTTED),
    PATH_BLOCKED("✗", "PATH_BLOCKED", Hue.RED, Pattern.DASHED),
    MTU_BLACKHOLE("▲", "MTU_BLACKHOLE", Hue.RED, Pattern.LONG_DASHED),
    UNVERIFIED("?", "UNVERIFIED", Hue.AMBER, Pattern.SPARSE);

    /** A colour for a light ground and one for a dark ground: 4.5 to 1 against either at least, and apart for most who see fewer. */
    enum Hue {
        GREY("#57606a", "#9aa4af"),
        GREEN("#00795a", "#3fd0a4"),
        BLUE("#0060a8", "#6cb6ff"),
        PURPLE("#8a3a86", "#e08bdc"),
        RED("#b8420b", "#ff8f5c"),
        AMBER("#7a5c00", "#e3c04b");

        private final String light;
        private final String dark;

        Hue(String light, String dark) {
            this.light = light;
            this.dark = dark;
        }

        String light() {
            return light;
        }

        String dark() {
            return dark;
        }
    }

    /** How a line is broken; lengths in units of the picture, lines and gaps in turn. */
    enum Pattern {
        SOLID(2, ""),
        BOLD(4, ""),
        DASHED(2, "8 5"),
        LONG_DASHED(2, "18 6"),
        DASH_DOTTED(2, "12 4 2 4"),
        DASH_DOT_DOTTED(2, "12 4 2 4 2 4"),
        DOTTED(3, "2 5"),
        SPARSE(2, "4 10");

        private final int width;
        private final String dashes;

        Pattern(int width, String dashes) {
            this.width = width;
            this.dashes = dashes;
        }

        int width() {
            return width;
        }

        /** Returns the lengths as SVG and Mermaid write them; nothing for a line that is not broken. */
        String dashes() {
            return dashes;
        }

        /** Returns the first length, or 0 of a line that is not broken. */
        int dash() {
            return dashes.isEmpty() ? 0 : Integer.parseInt(dashes.substring(0, dashes.indexOf(' ')));
        }
    }

    private final String symbol;
    private final String word;
    private final Hue hue;
    private final Pattern pattern;

    Look(String symbol, String word, Hue hue, Pattern pattern) {
        this.symbol = symbol;
        this.word = word;
        this.hue = hue;
        this.pattern = pattern;
    }

    /** Returns the look of what happens to a pseudowire. */
    static Look of(Verb verb) {
        return switch (verb) {
            case CREATE -> ADD;
            case CHANGE -> CHANGE;
            case REPLACE -> REPLACE;
            case REMOVE -> REMOVE;
            case NOTHING -> UNCHANGED;
        };
    }

    /** Returns the look of a verdict. */
    static Look of(Verdict verdict) {
        return switch (verdict) {
            case OK -> OK;
            case MISSING_END -> MISSING_END;
            case ID_MISMATCH -> ID_MISMATCH;
            case COOKIE_MISMATCH -> COOKIE_MISMATCH;
            case PATH_BLOCKED -> PATH_BLOCKED;
            case MTU_BLACKHOLE -> MTU_BLACKHOLE;
            case UNVERIFIED -> UNVERIFIED;
        };
    }

    /** Returns the symbol before a name; empty for the plain look. */
    public String symbol() {
        return symbol;
    }

    /** Returns what the look means, in a word or two. */
    public String word() {
        return word;
    }

    Hue hue() {
        return hue;
    }

    Pattern pattern() {
        return pattern;
    }

    /** Returns a name for it in any of the languages. */
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns a name behind the symbol. */
    String marked(String name) {
        return symbol.isEmpty() ? name : symbol + " " + name;
    }

    /** Returns whether it is a verdict that something is wrong: a label says then which. */
    boolean isFinding() {
        return compareTo(OK) > 0;
    }
}
