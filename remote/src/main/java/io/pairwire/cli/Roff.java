package io.pairwire.cli;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A manual page in the making, in the language of man(7). What it is given is plain text: nothing in there is taken for a request. */
final class Roff {
    /** Code, strong, and links, as Markdown has them within a line. */
    private static final Pattern MARKED = Pattern.compile("`([^`]+)`|\\*\\*([^*]+)\\*\\*|\\[([^\\]]+)]\\([^)]*\\)");

    private static final int WIDTH = 78;

    private final StringBuilder text = new StringBuilder();

    Roff(String name, int section, String date, String version) {
        text.append(".TH " + name.toUpperCase(Locale.ROOT).replace("-", "\\-") + ' ' + section + " \"" + date + "\" \""
                + plain(version) + "\" Pairwire\n");
        // No words broken, and no line stretched: names and options stay as they are typed.
        text.append(".nh\n.ad l\n");
    }

    Roff section(String title) {
        return heading("SH", title.toUpperCase(Locale.ROOT));
    }

    Roff subsection(String title) {
        return heading("SS", title);
    }

    Roff words(String words) {
        return filled(plain(words));
    }

    Roff paragraph(String words) {
        return begun().filled(plain(words));
    }

    /** A paragraph in which Markdown's marks hold. */
    Roff marked(String words) {
        return begun().filled(fonts(words));
    }

    /** What is explained, in Roff already, and what is said of it in Markdown. */
    Roff item(String tag, String words) {
        text.append(".TP\n");
        return line(tag).filled(fonts(words));
    }

    /** Lines as they stand. */
    Roff verbatim(String lines) {
        begun();
        text.append(".RS 4\n.nf\n");
        lines.lines().forEach(each -> line(plain(each)));
        text.append(".fi\n.RE\n");
        return this;
    }

    /** Begins a paragraph; a heading has begun one. */
    private Roff begun() {
        int last = text.lastIndexOf("\n", text.length() - 2) + 1;
        if (!text.substring(last).startsWith(".S")) {
            text.append(".PP\n");
        }
        return this;
    }

    /** Words that are in Roff already, in lines of a length that tools for pages like. */
    private Roff filled(String roff) {
        StringBuilder line = new StringBuilder();
        for (String word : roff.strip().split(" +", -1)) {
            if (!line.isEmpty() && line.length() + word.length() >= WIDTH) {
                line(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        return line(line.toString());
    }

    /** A line that is in Roff already. */
    Roff line(String roff) {
        text.append(roff.startsWith(".") || roff.startsWith("'") ? "\\&" : "")
                .append(roff)
                .append('\n');
        return this;
    }

    private Roff heading(String request, String title) {
        text.append('.')
                .append(request)
                .append(" \"")
                .append(plain(title).replace("\"", "\\(dq"))
                .append("\"\n");
        return this;
    }

    static String bold(String words) {
        return "\\fB" + plain(words) + "\\fR";
    }

    static String italic(String words) {
        return "\\fI" + plain(words) + "\\fR";
    }

    static String fonts(String markdown) {
        StringBuilder all = new StringBuilder();
        Matcher marks = MARKED.matcher(markdown);
        int end = 0;
        while (marks.find()) {
            all.append(plain(markdown.substring(end, marks.start())));
            if (marks.group(3) != null) {
                all.append(fonts(marks.group(3)));
            } else {
                all.append(bold(marks.group(1) != null ? marks.group(1) : marks.group(2)));
            }
            end = marks.end();
        }
        return all.append(plain(markdown.substring(end))).toString();
    }

    /** Returns text that is shown as it is: '-', quotes and the like are otherwise shown as what looks better. */
    static String plain(String words) {
        StringBuilder all = new StringBuilder();
        words.codePoints().forEach(character -> {
            switch (character) {
                case '\\' -> all.append("\\e");
                case '-' -> all.append("\\-");
                case '~' -> all.append("\\(ti");
                case '^' -> all.append("\\(ha");
                case '\'' -> all.append("\\(aq");
                case '`' -> all.append("\\(ga");
                default -> {
                    if (character < 0x80) {
                        all.appendCodePoint(character);
                    } else {
                        all.append(String.format(Locale.ROOT, "\\[u%04X]", character));
                    }
                }
            }
        });
        return all.toString();
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
