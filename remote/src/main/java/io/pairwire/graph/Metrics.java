package io.pairwire.graph;

/** How wide a text may be, without asking a font: a little more than in the usual fonts without serifs. */
final class Metrics {
    private static final double NARROW = 0.34;
    private static final double USUAL = 0.6;
    private static final double CAPITAL = 0.74;
    private static final double WIDE = 0.98;
    private static final int FIRST_OF_WIDE_SCRIPTS = 0x2e80;

    private Metrics() {}

    /** Returns the width of a text in a font of that size. */
    static double width(String text, double size) {
        return text.codePoints().mapToDouble(Metrics::width).sum() * size;
    }

    private static double width(int c) {
        if (c >= FIRST_OF_WIDE_SCRIPTS || "mwMW@%↔✓✗≠▲".indexOf(c) >= 0) {
            return WIDE;
        }
        if ("iljtfrI.,:;'|!()[]/ -".indexOf(c) >= 0) {
            return NARROW;
        }
        return c >= 'A' && c <= 'Z' ? CAPITAL : USUAL;
    }

    /** Returns a text that is at most so wide, cut at its end where it must be. */
    static String fitting(String text, double size, double most) {
        if (width(text, size) <= most) {
            return text;
        }
        String cut = text;
        while (!cut.isEmpty() && width(cut + "…", size) > most) {
            cut = cut.substring(0, cut.offsetByCodePoints(cut.length(), -1));
        }
        return cut + "…";
    }
}
