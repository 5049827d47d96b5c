package io.pairwire.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A document of ours as the body of a manual page: headings, paragraphs, lists, tables and blocks of code, and no other Markdown. */
final class ManDocument {
    private final Roff page;
    private final List<String> paragraph = new ArrayList<>();
    private List<String> columns = List.of();

    private ManDocument(Roff page) {
        this.page = page;
    }

    /** Appends it, without its title. */
    static void append(Roff page, String document) {
        new ManDocument(page).read(document.lines().toList());
    }

    private void read(List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.startsWith("```")) {
                int end = i + 1 + lines.subList(i + 1, lines.size()).indexOf("```");
                flush();
                page.verbatim(String.join("\n", lines.subList(i + 1, end)));
                i = end;
            } else if (line.startsWith("|")) {
                flush();
                row(cells(line));
            } else if (line.startsWith("## ")) {
                flush();
                page.section(heading(line));
            } else if (line.startsWith("### ")) {
                flush();
                page.subsection(heading(line));
            } else if (line.isBlank() || line.startsWith("# ")) {
                flush();
                columns = List.of();
            } else {
                if (line.startsWith("- ")) {
                    flush();
                }
                paragraph.add(line.strip());
            }
        }
        flush();
    }

    private void flush() {
        String words = String.join(" ", paragraph);
        paragraph.clear();
        if (words.startsWith("- ")) {
            page.item("\\(bu", words.substring(2));
        } else if (!words.isEmpty()) {
            page.marked(words);
        }
    }

    /** What is in the first column is explained by the second; what others say begins with their heading. */
    private void row(List<String> cells) {
        if (columns.isEmpty()) {
            columns = cells;
            return;
        }
        if (cells.get(0).matches("-+")) {
            return;
        }
        StringBuilder words = new StringBuilder(sentence(cells.get(1)));
        for (int i = 2; i < cells.size(); i++) {
            if (!cells.get(i).isEmpty()) {
                words.append(' ').append(sentence(capital(columns.get(i)) + ": " + cells.get(i)));
            }
        }
        String tag = cells.get(0);
        page.item(tag.contains("`") ? Roff.fonts(tag) : Roff.bold(tag), words.toString());
    }

    private static String heading(String line) {
        return line.replaceFirst("#+ ", "").replace("`", "");
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.replaceAll("^\\||\\|$", "").split("\\|", -1))
                .map(String::strip)
                .toList();
    }

    private static String sentence(String words) {
        return words.endsWith(".") ? words : words + ".";
    }

    private static String capital(String words) {
        return words.isEmpty() ? words : Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
