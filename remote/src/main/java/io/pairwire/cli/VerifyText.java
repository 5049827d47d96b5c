package io.pairwire.cli;

import io.pairwire.transaction.Verdict;
import io.pairwire.transaction.Verified;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Verdicts as people read them: a line for each pseudowire, the last line the sum. */
final class VerifyText {
    private static final int GAP = 3;

    /** As wide as the longest verdict, whichever there are: columns stay where they are from run to run. */
    private static final int VERDICT_WIDTH = Verdict.COOKIE_MISMATCH.name().length();

    private static final int TIME_WIDTH = "1000.00 ms".length();

    /** What a row takes beside the name and what is said of it. */
    private static final int REST = GAP + VERDICT_WIDTH + GAP + TIME_WIDTH;

    /** How much further in stands what does not fit beside a name, and again what does not fit beside that. */
    private static final int INDENT = 2;

    private static final double NANOS_OF_A_MILLISECOND = 1e6;

    private final Terminal terminal;

    VerifyText(Terminal terminal) {
        this.terminal = terminal;
    }

    void print(List<Verified> pseudowires, PrintStream out) {
        int columns = terminal.columns().getAsInt();
        int names = pseudowires.stream()
                .mapToInt(each -> each.pseudowire().text().length())
                .max()
                .orElse(0);
        int column = names + REST + GAP;
        int longest = pseudowires.stream()
                .mapToInt(each -> each.line().length())
                .max()
                .orElse(0);
        boolean beside = column <= columns / 2 || column + longest <= columns;
        for (Verified each : pseudowires) {
            out.println(beside ? line(each, names, columns) : lines(each, names, columns));
        }
        out.println(Wrapped.of(sum(pseudowires), columns));
    }

    private String line(Verified verified, int names, int columns) {
        StringBuilder text = new StringBuilder(name(verified, names) + result(verified) + blanks(GAP));
        Wrapped.append(text, verified.line(), names + REST + GAP, columns);
        return text.toString();
    }

    private String lines(Verified verified, int names, int columns) {
        String row = names + REST <= columns
                ? name(verified, names) + result(verified)
                : verified.pseudowire() + "\n" + blanks(INDENT) + result(verified);
        StringBuilder text = new StringBuilder(row.stripTrailing() + "\n" + blanks(2 * INDENT));
        Wrapped.append(text, verified.line(), 2 * INDENT, columns);
        return text.toString().stripTrailing();
    }

    private static String name(Verified verified, int names) {
        String name = verified.pseudowire().text();
        return name + blanks(names - name.length() + GAP);
    }

    private String result(Verified verified) {
        String verdict = verified.verdict().name();
        String time = verified.verdict() == Verdict.OK ? time(verified) : "";
        return terminal.paint(colour(verified.verdict()), verdict)
                + blanks(VERDICT_WIDTH - verdict.length() + GAP)
                + blanks(TIME_WIDTH - time.length())
                + time;
    }

    private static String time(Verified verified) {
        return verified.roundTripNanos().isPresent()
                ? String.format(
                        Locale.ROOT, "%.2f ms", verified.roundTripNanos().getAsLong() / NANOS_OF_A_MILLISECOND)
                : "";
    }

    private static String blanks(int count) {
        return " ".repeat(Math.max(0, count));
    }

    private static Terminal.Colour colour(Verdict verdict) {
        return switch (verdict) {
            case OK -> Terminal.Colour.GREEN;
            case UNVERIFIED -> Terminal.Colour.YELLOW;
            case MISSING_END, ID_MISMATCH, COOKIE_MISMATCH, PATH_BLOCKED, MTU_BLACKHOLE -> Terminal.Colour.RED;
        };
    }

    private static String sum(List<Verified> pseudowires) {
        List<String> counts = new ArrayList<>();
        for (Verdict verdict : Verdict.values()) {
            long count = pseudowires.stream()
                    .filter(each -> each.verdict() == verdict)
                    .count();
            if (count > 0 || verdict == Verdict.OK) {
                counts.add(count + " " + verdict.name());
            }
        }
        return "Verify: " + String.join(", ", counts) + "; " + pseudowires.size()
                + (pseudowires.size() == 1 ? " pseudowire." : " pseudowires.");
    }
}
