package io.pairwire.document;

import java.util.regex.Pattern;

/** What is another each time, and so counts as alike when a page's answer is compared with a command's. */
enum Wildcard {
    /** ping's summary: the least, mean, greatest and how far apart. */
    ROUND_TRIPS("= [0-9.]+/[0-9.]+/[0-9.]+/[0-9.]+ ms", "= TIMES ms"),
    /** How long something took, with the blanks that align it. */
    DURATION("(?<=[ =]) *[0-9]+(\\.[0-9]+)? ?ms\\b", "TIME ms"),
    /** Where something was deleted before, the kernel may have to be told twice to make it again: it is not done with deleting it. */
    WRITES_OF_A_REPLACEMENT("(?<=[1-9] replaced, [0-9]{1,3} removed; [0-9]{1,3} unchanged; )[0-9]+", "SOME");

    private final Pattern pattern;
    private final String word;

    Wildcard(String pattern, String word) {
        this.pattern = Pattern.compile(pattern);
        this.word = word;
    }

    /** Returns a text with one word for all that may differ. */
    static String masked(String text) {
        String masked = text;
        for (Wildcard each : values()) {
            masked = each.pattern.matcher(masked).replaceAll(each.word);
        }
        return masked;
    }
}
