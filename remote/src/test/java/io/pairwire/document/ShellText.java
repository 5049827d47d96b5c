package io.pairwire.document;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What people type into a shell, as far as tests must understand it; whatever it does not know how to read, it refuses. */
public final class ShellText {
    private static final Pattern HERE = Pattern.compile("<< *'([A-Z]+)'");

    private ShellText() {}

    /** Returns the commands of a block: a line each, with the lines that a backslash or {@code << 'END'} adds; remarks are left out. */
    public static List<String> commands(String text) {
        List<String> commands = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            StringBuilder command = new StringBuilder(lines.get(i));
            while (command.length() > 0 && command.charAt(command.length() - 1) == '\\') {
                command.setLength(command.length() - 1);
                i++;
                command.append(lines.get(i).stripLeading());
            }
            Matcher here = HERE.matcher(command);
            if (here.find()) {
                do {
                    i++;
                    if (i == lines.size()) {
                        throw new IllegalArgumentException("no " + here.group(1) + " ends: " + command);
                    }
                    command.append('\n').append(lines.get(i));
                } while (!lines.get(i).equals(here.group(1)));
            }
            if (!command.toString().isBlank() && command.charAt(0) != '#') {
                commands.add(command.toString());
            }
        }
        return commands;
    }

    /**
     * Returns the words of a command up to what is the shell's: a remark, or an operator that stands alone. {@code "$x"} and its kind are not
     * expanded, and what is quoted is one word.
     */
    public static List<String> words(String command) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean begun = false;
        for (int i = 0; i < command.length(); i++) {
            char c = command.charAt(i);
            if (c == '\'' || c == '"') {
                int close = command.indexOf(c, i + 1);
                if (close < 0) {
                    throw new IllegalArgumentException("a quote that is not closed: " + command);
                }
                word.append(command, i + 1, close);
                begun = true;
                i = close;
            } else if (Character.isWhitespace(c)) {
                if (begun) {
                    words.add(word.toString());
                    word.setLength(0);
                    begun = false;
                }
                if (c == '\n') {
                    break;
                }
            } else if (!begun && "#|<>;&".indexOf(c) >= 0) {
                return words;
            } else {
                word.append(c);
                begun = true;
            }
        }
        if (begun) {
            words.add(word.toString());
        }
        return words;
    }
}
