package io.pairwire.yaml;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * Says what SnakeYAML's scanner and parser mean, in the words of somebody who has the file before them.
 *
 * <p>Nothing of theirs that quotes the file is passed on: it might be a secret.
 */
final class SyntaxErrors {
    private final MarkedYAMLException error;
    private final String text;
    private final Problems problems;

    private SyntaxErrors(MarkedYAMLException error, String text, Problems problems) {
        this.error = error;
        this.text = text;
        this.problems = problems;
    }

    static void report(MarkedYAMLException error, String text, Problems problems) {
        new SyntaxErrors(error, text, problems).report();
    }

    private void report() {
        String what = Optional.ofNullable(error.getProblem()).orElse("");
        String context = Optional.ofNullable(error.getContext()).orElse("");
        if (what.contains("(TAB)") || characterAt(error.getProblemMark()) == '\t') {
            problems.add(YamlRule.TAB, at(), "a tab cannot stand here", "YAML is indented with blanks");
        } else if (what.contains("cannot start any token")) {
            say("a value cannot start with this character", "put the value in quotes");
        } else if (context.contains("quoted scalar") && what.contains("end of stream")) {
            sayAtContext("this quote is never closed", "close it; a quote within '...' is written twice");
        } else if (context.contains("quoted scalar") && what.contains("escape")) {
            say("this is no escape that YAML knows", "use '...' instead of \"...\": there a backslash is a backslash");
        } else if (context.contains("flow") && atEnd()) {
            sayAtContext("this bracket is never closed", "close it");
        } else if (what.contains("',' or '}'")) {
            say("a ',' or a '}' is missing before this", "the '{' stands at " + contextAt());
        } else if (what.contains("',' or ']'")) {
            say("a ',' or a ']' is missing before this", "the '[' stands at " + contextAt());
        } else if (what.contains("mapping values are not allowed")) {
            say("a ':' does not fit here", "indent this line like its neighbours; quote a value that holds ': '");
        } else if (what.contains("could not find expected ':'")) {
            sayAtContext("a ':' is missing after this", "write 'key: value', or indent it deeper than its key");
        } else if (what.contains("<block end>")) {
            say(
                    "this does not fit the lines above",
                    "indent it like its neighbours: the block starts at " + contextAt());
        } else if (what.contains("sequence entries are not allowed")) {
            say("a '-' does not fit here", "start a list on a line of its own, or write it as [a, b]");
        } else if (what.contains("<document start>")) {
            say("something follows the end of what the file says", "is there a bracket too many?");
        } else if (what.contains("node content")) {
            say("a value is missing before this", "is there a bracket, a comma or a colon too many?");
        } else if (what.contains("tag handle") || context.contains("tag")) {
            say("this is no tag", "quote a value that starts with '!'");
        } else if (context.contains("alias") || context.contains("anchor")) {
            say("this is no anchor or alias", "quote a value that starts with '&' or '*'");
        } else if (context.contains("block scalar")) {
            say("this does not fit after '|' or '>'", "start the text on the next line");
        } else if (context.contains("directive") || what.contains("directive") || what.contains("YAML document")) {
            say("this is no directive that can stand here", "quote a value that starts with '%'");
        } else {
            say("this is not YAML", "look for a bracket, a quote, a colon or an indentation that is wrong");
        }
    }

    private void say(String message, String hint) {
        problems.add(YamlRule.SYNTAX, at(), message, hint);
    }

    private void sayAtContext(String message, String hint) {
        problems.add(YamlRule.SYNTAX, contextAt(), message, hint);
    }

    private Position at() {
        Mark mark = error.getProblemMark();
        return mark != null ? YamlReader.position(mark) : contextAt();
    }

    private Position contextAt() {
        Mark mark = error.getContextMark() != null ? error.getContextMark() : error.getProblemMark();
        return mark != null ? YamlReader.position(mark) : Position.START;
    }

    private boolean atEnd() {
        return characterAt(error.getProblemMark()) == 0;
    }

    private int characterAt(@Nullable Mark mark) {
        if (mark == null) {
            return -1;
        }
        int rest = text.codePointCount(0, text.length()) - mark.getIndex();
        return rest <= 0 ? 0 : text.codePointAt(text.offsetByCodePoints(0, mark.getIndex()));
    }
}
