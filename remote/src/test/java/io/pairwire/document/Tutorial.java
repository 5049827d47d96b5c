package io.pairwire.document;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code docs/tutorial.md} as something that can be followed: blocks of commands ({@code sh}), each with the answer that the next block
 * ({@code text}) has, or none. What is {@code sh machine} is typed on the machine itself, and begins the lab that all others are typed in.
 */
public final class Tutorial {
    private final List<Step> steps;

    /**
     * A block of commands.
     *
     * @param answer all that they say, on either stream; nothing where the page has no answer
     */
    public record Step(Block commands, String answer) {}

    private Tutorial(List<Step> steps) {
        this.steps = List.copyOf(steps);
    }

    /** Reads the page; throws where a block is neither commands nor an answer to some. */
    public static Tutorial read(Path file) throws IOException {
        return of(Page.read(file));
    }

    static Tutorial of(Page page) {
        List<Step> steps = new ArrayList<>();
        Block before = new Block(page.name(), 0, "", "");
        for (Block block : page.blocks()) {
            switch (block.info()) {
                case "sh" -> steps.add(new Step(block, ""));
                case "sh machine" -> {}
                case "text" -> {
                    if (!before.info().equals("sh")) {
                        throw new IllegalArgumentException(block.place() + ": an answer to nothing");
                    }
                    steps.set(steps.size() - 1, new Step(before, block.text()));
                }
                default ->
                    throw new IllegalArgumentException(
                            block.place() + ": neither sh, sh machine nor text: " + block.info());
            }
            before = block;
        }
        if (steps.isEmpty()) {
            throw new IllegalArgumentException(page.name() + ": nothing to do");
        }
        return new Tutorial(steps);
    }

    /** Returns what is typed in the lab, block by block. */
    public List<Step> steps() {
        return steps;
    }

    /**
     * Returns a program for bash that types everything from a directory on, in one shell, and ends where a command fails; what each block says goes
     * into a file of a directory.
     */
    public String program(Path start, Path answers) {
        StringBuilder program = new StringBuilder("set -e\ncd '" + start + "'\n");
        for (int i = 0; i < steps.size(); i++) {
            program.append("{\n")
                    .append(steps.get(i).commands().text())
                    .append("} > '" + answers.resolve(i + ".out") + "' 2>&1\n")
                    .append(": > '" + answers.resolve(i + ".done") + "'\n");
        }
        return program.toString();
    }

    /** Returns where what was said differs from the page, or a block did not come to its end; nothing where all is as the page has it. */
    public List<String> differences(Path answers) throws IOException {
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            Path said = answers.resolve(i + ".out");
            String answer = Files.exists(said) ? Files.readString(said) : "";
            if (!Files.exists(answers.resolve(i + ".done"))) {
                differences.add(steps.get(i).commands().place() + " did not come to its end; it said:\n" + answer);
                return differences;
            }
            difference(steps.get(i), answer).ifPresent(differences::add);
        }
        return differences;
    }

    /** Returns how an answer differs from the page's. */
    public static Optional<String> difference(Step step, String answer) {
        return Wildcard.masked(step.answer()).equals(Wildcard.masked(answer))
                ? Optional.empty()
                : Optional.of(step.commands().place() + ":\n" + step.commands().text() + "should say\n" + step.answer()
                        + "and says\n" + answer);
    }
}
