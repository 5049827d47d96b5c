package io.pairwire.document;

import java.util.List;

/**
 * A fenced block of a page.
 *
 * @param page the page's name
 * @param line the line of its opening fence, from 1
 * @param info what stands behind the opening fence
 * @param text what it holds, each line with its end
 */
public record Block(String page, int line, String info, String text) {
    /** Returns the language: the first word of what stands behind the fence. */
    public String language() {
        return info.split(" ", 2)[0];
    }

    /** Returns the first line. */
    public String first() {
        return lines().isEmpty() ? "" : lines().get(0);
    }

    /** Returns the lines without their ends. */
    public List<String> lines() {
        return text.lines().toList();
    }

    /** Returns where it is, for messages. */
    public String place() {
        return page + ":" + line;
    }
}
