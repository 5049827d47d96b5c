package io.pairwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pairwire.document.Page;
import io.pairwire.document.ShellText;
import io.pairwire.document.Tutorial;
import io.pairwire.document.Tutorial.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code docs/tutorial.md} over hosts that are fakes: what Pairwire says, at every build. The lab has the rest, and the truth. */
final class TutorialOverFakesTest {
    private static final Path PAGE = Path.of("..", "docs", "tutorial.md");

    /** Commands that write or show files, and mean the same here as in the lab. */
    private static final Set<String> OF_FILES = Set.of("sed", "cat", "grep", "mkdir", "echo");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    @Test
    void whatPairwireSaysIsAsThePageHasIt() throws Exception {
        FakeController controller =
                new FakeController(directory.resolve("hosts"), Files.createDirectory(directory.resolve("checkout")));
        List<String> differences = new ArrayList<>();
        StringBuilder answers = new StringBuilder();
        int compared = 0;
        for (Step step : Tutorial.read(PAGE).steps()) {
            Optional<String> answer = type(controller, step);
            if (answer.isPresent()) {
                compared++;
                answers.append("```sh\n" + step.commands().text() + "```\n```text\n" + answer.get() + "```\n\n");
                Tutorial.difference(step, answer.get()).ifPresent(differences::add);
            }
        }
        Path made = Files.writeString(Path.of("target", "tutorial.md"), answers.toString());
        assertThat(differences)
                .as("what should be there is in " + made.toAbsolutePath())
                .isEmpty();
        assertThat(compared).isGreaterThan(9);
    }

    /** Types a block; returns what it says, unless some of that only the lab can say. */
    private static Optional<String> type(FakeController controller, Step step) throws Exception {
        StringBuilder answer = new StringBuilder();
        boolean whole = true;
        for (String command : ShellText.commands(step.commands().text())) {
            Optional<String> said = type(controller, command, step.commands().place());
            said.ifPresent(answer::append);
            whole &= said.isPresent();
        }
        return whole ? Optional.of(answer.toString()) : Optional.empty();
    }

    private static Optional<String> type(FakeController controller, String command, String place)
            throws IOException, InterruptedException {
        Optional<List<String>> ours = FakeController.wordsOfPairwire(command);
        if (ours.isPresent()) {
            Console said = controller.pairwireInOneStream(ours.get());
            boolean toldExitCode = command.endsWith(" || echo \"exit code $?\"");
            if (said.exitCode() != 0 && !toldExitCode) {
                throw new AssertionError(place + ": " + command + " ended with " + said);
            }
            String code = said.exitCode() == 0 ? "" : "exit code " + said.exitCode() + "\n";
            return Optional.of(said.out() + code);
        }
        List<String> words = ShellText.words(command);
        if (OF_FILES.contains(words.get(0))) {
            return Optional.of(controller.shell(command));
        }
        String begin = String.join(" ", words.subList(0, Math.min(words.size(), 2)));
        switch (begin) {
            case "hosts up", "export PATH=$PWD/remote/bin:$PWD/remote/lab:$PATH" -> {
                return Optional.empty();
            }
            case "hosts exec" -> {
                return onHost(controller, words.get(2), words.subList(3, words.size()));
            }
            default -> {
                if (words.get(0).equals("cd")) {
                    // Alone, it goes home, where we are.
                    words.stream().skip(1).forEach(controller::goTo);
                    return Optional.of("");
                }
                if (command.startsWith("cp /run/pairwire-lab/")) {
                    return Optional.of("");
                }
                throw new AssertionError(place + ": how is this typed over fakes? " + command);
            }
        }
    }

    private static Optional<String> onHost(FakeController controller, String host, List<String> words) {
        if (words.get(0).equals("ip") && (words.contains("set") || words.contains("del"))) {
            controller.byHand(host, words.subList(1, words.size()));
            return Optional.of("");
        }
        boolean nothing = words.equals(List.of("ip", "l2tp", "show", "tunnel")) && controller.carriesNothing(host);
        return nothing ? Optional.of("") : Optional.empty();
    }

    @Test
    void whatTheFirstBlockTakesOutOfThePageIsWhatIsTyped() throws Exception {
        Page page = Page.read(PAGE);
        String taking = ShellText.commands(page.blocks().get(0).text()).get(1);
        assertThat(page.blocks().get(0).info()).isEqualTo("sh machine");
        assertThat(taking).endsWith(" docs/tutorial.md > /tmp/tutorial.sh");
        FakeController controller = new FakeController(directory, Path.of(".."));
        assertThat(controller.shell(taking.substring(0, taking.indexOf('>'))))
                .isEqualTo(Tutorial.read(PAGE).steps().stream()
                        .map(step -> step.commands().text())
                        .collect(Collectors.joining()));
    }
}
