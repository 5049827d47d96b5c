package io.pairwire.cli;

import io.pairwire.document.ShellText;
import io.pairwire.inventory.Inventory;
import io.pairwire.kernel.FakeIp;
import io.pairwire.ssh.SshOptions;
import io.pairwire.transaction.Agents;
import io.pairwire.transaction.FakeAgents;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A directory to type commands in as a page has them, with fakes for hosts. */
final class FakeController implements AgentSource {
    private final FakeAgents agents;
    private final Path top;
    private final Map<String, String> environment = new HashMap<>();
    private Path here;

    /** One whose hosts keep their files in one directory, and who works in another. */
    FakeController(Path hosts, Path here) {
        this.agents = new FakeAgents(hosts);
        this.top = here;
        this.here = here;
    }

    @Override
    public Agents agents(Optional<Inventory> inventory, SshOptions options) {
        return agents;
    }

    @Override
    public Errands errands(Inventory inventory, SshOptions options) {
        return new FakeErrands();
    }

    /** Returns where we are. */
    Path here() {
        return here;
    }

    /** Puts a variable into the environment of commands. */
    void set(String variable, String value) {
        environment.put(variable, value);
    }

    /** Goes to a directory. */
    void goTo(String directory) {
        here = here.resolve(directory);
    }

    /** Runs {@code pairwire} with words behind it; files are those of where we are, and told as such. */
    Console pairwire(List<String> words) {
        String[] resolved = resolved(words);
        Console said = Console.from(this, resolved);
        return new Console(said.exitCode(), told(said.out()), told(said.err()));
    }

    /** Runs it likewise, both streams as one. */
    Console pairwireInOneStream(List<String> words) {
        Console said = Console.inOneStream(environment, this, resolved(words));
        return new Console(said.exitCode(), told(said.out()), "");
    }

    private String[] resolved(List<String> words) {
        List<String> resolved = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            resolved.add(isFile(words, i) ? here.resolve(words.get(i)).toString() : words.get(i));
        }
        return resolved.toArray(String[]::new);
    }

    private boolean isFile(List<String> words, int i) {
        String word = words.get(i);
        String before = i == 0 ? "" : words.get(i - 1);
        boolean made = before.equals("-o") || (i == 1 && words.get(0).equals("init") && !word.startsWith("-"));
        return made || (i > 0 && !word.isEmpty() && Files.exists(here.resolve(word)));
    }

    private String told(String text) {
        return text.replace(here + "/", "").replace(top + "/", "").replace(here.toString(), ".");
    }

    /** Has somebody work on a host by hand. */
    void byHand(String host, List<String> ip) {
        new FakeIp(agents.kernel(host)).run(String.join(" ", ip));
    }

    /** Returns whether a host's kernel carries no tunnel and no session. */
    boolean carriesNothing(String host) {
        return agents.snapshot().getOrDefault(host, List.of()).stream()
                .noneMatch(line -> line.startsWith("FakeTunnel") || line.startsWith("FakeSession"));
    }

    /** Runs a command of the shell, which is one that writes or shows files, and returns what it said. */
    String shell(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("bash", "-e", "-c", command)
                .directory(here.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError(command + " failed: " + said);
        }
        return said;
    }

    /** Returns the words behind the name of the program, where a command line is one of Pairwire's. */
    static Optional<List<String>> wordsOfPairwire(String command) {
        List<String> words = ShellText.words(command);
        boolean ours = !words.isEmpty() && words.get(0).matches("(remote/bin/)?pairwire");
        return ours ? Optional.of(words.subList(1, words.size())) : Optional.empty();
    }
}
