package io.pairwire.document;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page in Markdown, as far as tests read it.
 *
 * @param name the file's name, or what tells it from others of that name
 * @param blocks its fenced blocks, in order
 * @param indented the places of lines that are code because four blanks stand before them, which have no language
 * @param spans the code within its prose, in order
 */
public record Page(String name, List<Block> blocks, List<String> indented, List<String> spans) {
    private static final Pattern FENCE = Pattern.compile("( *)(`{3,}) *([^`]*)");
    private static final Pattern SPAN = Pattern.compile("(?<!`)`([^`]+)`(?!`)");

    public Page {
        blocks = List.copyOf(blocks);
        indented = List.copyOf(indented);
        spans = List.copyOf(spans);
    }

    /** Reads a page. */
    public static Page read(Path file) throws IOException {
        return read(file, file.getFileName().toString());
    }

    /** Reads a page that is to have a name of its own. */
    public static Page read(Path file, String name) throws IOException {
        return of(name, Files.readString(file));
    }

    /** Returns a page of a text; throws where a fence is not closed. */
    static Page of(String name, String text) {
        List<Block> blocks = new ArrayList<>();
        List<String> indented = new ArrayList<>();
        StringBuilder prose = new StringBuilder();
        List<String> lines = text.lines().toList();
        boolean afterBlank = true;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            Matcher fence = FENCE.matcher(line);
            if (fence.matches()) {
                int end = end(lines, i, fence.group(2), name);
                blocks.add(new Block(
                        name, i + 1, fence.group(3).strip(), content(lines.subList(i + 1, end), fence.group(1))));
                i = end;
                prose.append('\n');
            } else {
                if (afterBlank && line.startsWith("    ")) {
                    indented.add(name + ":" + (i + 1));
                }
                afterBlank = line.isBlank();
                prose.append(line).append('\n');
            }
        }
        return new Page(name, blocks, indented, spans(prose.toString()));
    }

    private static int end(List<String> lines, int start, String ticks, String name) {
        for (int i = start + 1; i < lines.size(); i++) {
            if (lines.get(i).strip().equals(ticks)) {
                return i;
            }
        }
        throw new IllegalArgumentException(name + ":" + (start + 1) + ": a fence that is not closed");
    }

    private static String content(List<String> lines, String indent) {
        StringBuilder text = new StringBuilder();
        for (String line : lines) {
            text.append(line.startsWith(indent) ? line.substring(indent.length()) : line.stripLeading())
                    .append('\n');
        }
        return text.toString();
    }

    private static List<String> spans(String prose) {
        List<String> spans = new ArrayList<>();
        Matcher span = SPAN.matcher(prose);
        while (span.find()) {
            spans.add(span.group(1).replace('\n', ' ').replace("\\|", "|"));
        }
        return spans;
    }
}
