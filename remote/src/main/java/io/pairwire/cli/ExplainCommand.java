package io.pairwire.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code explain}: what rules, exit codes and verdicts mean. Reads no file and asks nobody. */
final class ExplainCommand implements Command {
    /** What lists chapters, instead of explaining one thing. */
    static final List<String> LISTS = List.of("rules", "exit-codes", "verdicts", "drift");

    private final Terminal terminal;

    private List<String> words = new ArrayList<>();

    ExplainCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void words(Words words) {
        words.command(
                "explain",
                "Tells what a rule (PW012), an exit code (9), a verdict (COOKIE_MISMATCH) or a class of drift (half_pair) means,"
                        + " and what to do about it; lists them all where none is named.");
        words.parameter("WORD")
                .repeated()
                .says("what to explain; or a list: rules, exit-codes, verdicts or drift")
                .texts(given -> this.words = given);
    }

    @Override
    public Integer call() {
        Explanations known = Explanations.all();
        if (words.isEmpty()) {
            known.chapters().forEach(this::list);
            return ExitCode.DONE.number();
        }
        ExitCode code = ExitCode.DONE;
        String between = "";
        for (String word : words) {
            String text = text(word, known);
            if (text.isEmpty()) {
                Prose prose = new Prose(terminal.plain());
                prose.error(unknown(word, known));
                prose.hint("'pairwire explain' lists what there is");
                code = ExitCode.NOTHING_SELECTED;
            } else {
                terminal.out().print(between + text);
                between = "\n";
            }
        }
        return code.number();
    }

    private String text(String word, Explanations known) {
        String list = word.toLowerCase(Locale.ROOT);
        if (LISTS.contains(list)) {
            StringBuilder text = new StringBuilder();
            known.chapters().forEach((title, chapter) -> {
                if (isOf(title, list)) {
                    text.append(text.length() == 0 ? "" : "\n").append(chapter(title, chapter));
                }
            });
            return text.toString();
        }
        return known.find(word).map(found -> found.text(columns())).orElse("");
    }

    private static boolean isOf(String title, String list) {
        return title.toLowerCase(Locale.ROOT).replace(' ', '-').contains(list);
    }

    private void list(String title, List<Explanation> chapter) {
        terminal.out().println(chapter(title, chapter));
    }

    private String chapter(String title, List<Explanation> chapter) {
        StringBuilder text = new StringBuilder(title + "\n");
        chapter.forEach(each -> text.append(each.line(columns())).append('\n'));
        return text.toString();
    }

    private int columns() {
        return terminal.columns(terminal.out());
    }

    private static String unknown(String word, Explanations known) {
        List<String> all = new ArrayList<>(known.ids());
        LISTS.forEach(list -> all.add(list.toUpperCase(Locale.ROOT)));
        return "there is nothing to explain that is called '" + word + "'"
                + Selection.didYouMean(word.toUpperCase(Locale.ROOT), all);
    }
}
