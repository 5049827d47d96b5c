package io.pairwire.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.IntSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How wide a terminal is; Java does not know. */
final class Columns {
    /** As wide as can be: no line is broken. */
    static final int UNLIMITED = Integer.MAX_VALUE;

    private static final int LEAST = 20;
    private static final Pattern SIZE = Pattern.compile("[0-9]+ ([0-9]{1,5})");

    private Columns() {}

    /** Returns the columns of the terminal that standard input is, asked of {@code stty}; {@code COLUMNS} overrules it. */
    static int ofTerminal(Map<String, String> environment) {
        String said = environment.getOrDefault("COLUMNS", "");
        return said.matches("[1-9][0-9]{0,4}") ? atLeast(Integer.parseInt(said)) : parse(stty());
    }

    /** Returns what asks when it is first asked, and then remembers: one answer is laid out for one width. */
    static IntSupplier askedOnce(IntSupplier asked) {
        OptionalInt[] known = {OptionalInt.empty()};
        return () -> {
            synchronized (known) {
                if (known[0].isEmpty()) {
                    known[0] = OptionalInt.of(asked.getAsInt());
                }
                return known[0].getAsInt();
            }
        };
    }

    private static String stty() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        } catch (IOException e) {
            return "";
        }
    }

    /** Returns the columns of {@code ROWS COLUMNS}; a terminal that does not know its size says 0. */
    static int parse(String size) {
        Matcher matcher = SIZE.matcher(size);
        int columns = matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
        return columns == 0 ? UNLIMITED : atLeast(columns);
    }

    private static int atLeast(int columns) {
        return Math.max(LEAST, columns);
    }
}
