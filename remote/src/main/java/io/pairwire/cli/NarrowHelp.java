package io.pairwire.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * Help of commands on a terminal that is narrower than it is usually laid out for. Picocli refuses to lay it out for fewer than 55 columns: so it has more than
 * enough, every entry comes on one line, and is broken here.
 */
final class NarrowHelp {
    private static final int USUAL_COLUMNS = 80;
    private static final int ENOUGH = 4000;

    /** What is explained, and what is said of it. */
    private static final Pattern ENTRY = Pattern.compile("( *\\S.*?  +)(\\S.*)");

    private NarrowHelp() {}

    /** Makes a command line's help, and its commands', fit a terminal; how wide that is is asked when there is help to show. */
    static void fit(CommandLine line, Terminal terminal) {
        Map<String, IHelpSectionRenderer> sections = new LinkedHashMap<>(line.getHelpSectionMap());
        sections.replaceAll((key, section) -> help -> rendered(key, section, help, terminal.columns(terminal.out())));
        line.setHelpSectionMap(sections);
    }

    private static String rendered(String key, IHelpSectionRenderer section, Help help, int columns) {
        if (columns >= USUAL_COLUMNS) {
            return section.render(help);
        }
        help.commandSpec().usageMessage().width(ENOUGH);
        String text = section.render(help);
        if (key.equals(UsageMessageSpec.SECTION_KEY_SYNOPSIS)) {
            StringBuilder synopsis = new StringBuilder();
            Wrapped.append(synopsis, text, Wrapped.width(help.synopsisHeading()), columns);
            return synopsis.toString();
        }
        StringBuilder fitted = new StringBuilder();
        String between = "";
        for (String line : text.split("\n", -1)) {
            append(fitted.append(between), line, columns);
            between = "\n";
        }
        return fitted.toString();
    }

    private static void append(StringBuilder text, String line, int columns) {
        Matcher entry = ENTRY.matcher(line);
        if (!entry.matches()) {
            String words = line.stripLeading();
            int column = Wrapped.hanging(line.length() - words.length(), columns);
            text.append(" ".repeat(column));
            Wrapped.append(text, words, column, columns);
            return;
        }
        int column = Wrapped.width(entry.group(1));
        if (column <= columns / 2) {
            text.append(entry.group(1));
        } else {
            column = Wrapped.hanging(column, columns);
            text.append(entry.group(1).stripTrailing()).append('\n').append(" ".repeat(column));
        }
        Wrapped.append(text, entry.group(2), column, columns);
    }
}
