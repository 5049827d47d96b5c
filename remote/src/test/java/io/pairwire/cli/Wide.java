package io.pairwire.cli;

import java.util.ArrayList;
import java.util.List;

/** Finds what does not fit on a terminal. */
final class Wide {
    private Wide() {}

    /**
     * Returns the lines that are too long, and could be broken. A word that is too long cannot; a line of a file with a mark below it must not.
     */
    static List<String> lines(String said, int columns) {
        List<String> lines = said.replaceAll("\u001b\\[[0-9;]*m", "").lines().toList();
        List<String> found = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            String next = i + 1 < lines.size() ? lines.get(i + 1) : "";
            boolean quoted = line.matches(" *\\^") || next.matches(" *\\^");
            if (line.length() > columns && line.strip().contains(" ") && !quoted) {
                found.add(line);
            }
        }
        return found;
    }
}
