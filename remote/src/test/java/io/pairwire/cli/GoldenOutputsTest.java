package io.pairwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pairwire.inventory.Inventory;
import io.pairwire.kernel.FakeIp;
import io.pairwire.ssh.SshOptions;
import io.pairwire.transaction.Agents;
import io.pairwire.transaction.FakeAgents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every command says, as people and programs get it: piped into something, on a wide terminal and on a narrow one, and as JSON Lines.
 *
 * <p>A directory is a scene. Its {@code steps} are lines:
 *
 * <pre>
 * by-hand HOST: COMMAND      what somebody does with ip on a host
 * down HOST                  from now on it cannot be reached
 * topology FILE              the topology is this file of the scene from now on
 * run COMMAND...             runs a command that must end well; on topology and inventory, if it takes them
 * pairwire COMMAND...        the command that it is about, the last line
 * </pre>
 *
 * <p>Where the command takes {@code --json}, {@code json.txt} is what it says then. With {@code -Dpairwire.golden.write=true} what is said is
 * written down in place of being compared; whoever does that reads all of it.
 */
final class GoldenOutputsTest {
    private static final Path SCENES = Path.of("src/test/resources/io/pairwire/cli/outputs");
    private static final boolean WRITES = Boolean.getBoolean("pairwire.golden.write");

    /** Commands that have no output of their own to look at, or tests of it elsewhere. */
    private static final Map<String, String> ELSEWHERE = Map.of(
            "completion", "CompletionCommandTest runs its script in shells",
            "schema", "EditorSchema: the schema is a file in docs",
            "l2tpv3tun", "its output is compared with ip's in the lab",
            "demo", "it is run in the lab");

    private static final Set<String> WITHOUT_JSON =
            Set.of("inventory", "graph", "explain", "init", "doctor", "clean-host", "--help");

    private static final Set<String> WITHOUT_FILES = Set.of("explain", "init", "--help");

    private static final Set<String> WITHOUT_TOPOLOGY = Set.of("inventory", "doctor", "clean-host");

    private static final Set<String> ASK_HOSTS =
            Set.of("plan", "apply", "resume", "adopt", "rotate-cookies", "destroy", "show", "verify", "drift");

    private static final int NARROW = 40;

    /** Scenes with lines that are left whole on a narrow terminal, and why. */
    private static final Map<String, String> WHOLE = Map.of(
            "init", "commands to copy",
            "inventory-list", "JSON",
            "graph", "a file of Mermaid",
            "explain-rule", "a file, and what is said of it where there is room");

    private static final List<Replaced> VARIABLE = List.of(
            new Replaced("(02:00:5e:00:00:)[0-9a-f]{2}", "$1nn"),
            new Replaced("\\b[0-9]+(\\.[0-9]+)? (ms|us)\\b", "N ms"),
            new Replaced("(\"round_trip_us\":)[0-9]+", "$1N"),
            // Whose frame came first.
            new Replaced("(\"(heard|echoed)_(small|full)\":)(true|false)", "$1SEEN"),
            new Replaced("(\"run\":\")[0-9a-f]{8}", "$1RUN"),
            new Replaced("\\bmade(\\s+)[0-9]{4}-[0-9T:-]+Z", "made$1TIME"),
            new Replaced("\\bID(\\s+)[0-9a-f]{16}", "ID$1PLAN"),
            new Replaced("(\"made_at\":\")[0-9T:-]+Z", "$1TIME"),
            new Replaced("(\"plan\":\"|\"id\":\")[0-9a-f]{16}", "$1PLAN"),
            new Replaced("\\brun(\\s+)[0-9a-f]{8}\\b", "run$1RUN"));

    private record Replaced(Pattern pattern, String by) {
        Replaced(String pattern, String by) {
            this(Pattern.compile(pattern), by);
        }
    }

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    static List<String> scenes() throws IOException {
        try (Stream<Path> found = Files.list(SCENES)) {
            return found.filter(Files::isDirectory)
                    .map(path -> String.valueOf(path.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    private static String command(String scene) throws IOException {
        List<String> steps = Files.readAllLines(SCENES.resolve(scene).resolve("steps"));
        return steps.get(steps.size() - 1).split(" ", 3)[1];
    }

    @ParameterizedTest
    @MethodSource("scenes")
    void aCommandSaysThis(String scene) throws IOException {
        Map<String, Way> ways = new LinkedHashMap<>();
        ways.put("piped", Console::from);
        ways.put("wide", (source, words) -> Console.onTerminal(200, source, words));
        ways.put("narrow", (source, words) -> Console.onTerminal(NARROW, source, words));
        if (!WITHOUT_JSON.contains(command(scene))) {
            ways.put("json", (source, words) -> Console.from(source, with(words, "--json")));
        }
        for (Map.Entry<String, Way> way : ways.entrySet()) {
            Path golden = SCENES.resolve(scene).resolve(way.getKey() + ".txt");
            Stage stage = new Stage(scene, way.getKey());
            Console console = stage.play(way.getValue());
            String said = stage.written(console);
            if (WRITES) {
                Files.writeString(golden, said);
            }
            assertThat(said).as(way.getKey()).isEqualTo(Files.readString(golden));
            if (way.getKey().equals("narrow")) {
                fits(scene, console);
            }
        }
    }

    private static void fits(String scene, Console console) {
        List<String> wide = Wide.lines(console.out() + console.err(), NARROW);
        if (WHOLE.containsKey(scene)) {
            assertThat(wide).as("no exception is needed").isNotEmpty();
        } else {
            assertThat(wide).isEmpty();
        }
    }

    @Test
    void everyCommandHasAScene() throws IOException {
        Set<String> shown = new TreeSet<>(ELSEWHERE.keySet());
        for (String scene : scenes()) {
            shown.add(command(scene));
        }
        List<String> known = Console.over(new FakeAgents(directory), "--help")
                .out()
                .lines()
                .dropWhile(line -> !line.startsWith("Commands:"))
                .filter(line -> line.matches("  [a-z0-9-]+ .*"))
                .map(line -> line.strip().split(" ", 2)[0])
                .toList();
        assertThat(known).hasSizeGreaterThan(15).contains("apply", "demo");
        assertThat(shown).containsAll(known);
    }

    private static String[] with(String[] words, String more) {
        return Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new);
    }

    /** How a command line is run. */
    private interface Way {
        Console run(AgentSource source, String... words);
    }

    /** Hosts and files of their own for one run of a scene. */
    private final class Stage implements AgentSource {
        private final Path scene;
        private final Path files;
        private final FakeAgents agents;
        private final FakeErrands errands = new FakeErrands();

        Stage(String scene, String way) throws IOException {
            this.scene = SCENES.resolve(scene);
            files = Files.createDirectories(directory.resolve(scene + "-" + way));
            agents = new FakeAgents(files.resolve("hosts"));
            use("inventory.yml", "inventory.yml");
            use("topology.yml", "topology.yml");
            if (Files.exists(this.scene.resolve("book.yml"))) {
                use("book.yml", "book.yml");
            }
        }

        /** Takes a file of the scene, or of all scenes. */
        private void use(String file, String as) throws IOException {
            Path own = scene.resolve(file);
            Files.writeString(files.resolve(as), Files.readString(Files.exists(own) ? own : SCENES.resolve(file)));
        }

        Console play(Way way) throws IOException {
            for (String step : Files.readAllLines(scene.resolve("steps"))) {
                String[] words = step.split(" ", 2);
                switch (words[0]) {
                    case "by-hand" -> {
                        String[] deed = words[1].split(": ", 2);
                        new FakeIp(agents.kernel(deed[0])).run(deed[1]);
                    }
                    case "down" -> agents.unreachable(words[1], true);
                    case "topology" -> use(words[1], "topology.yml");
                    case "run" -> {
                        Console ran = Console.from(this, line(words[1]));
                        assertThat(ran.exitCode()).as(ran.toString()).isZero();
                    }
                    case "pairwire" -> {
                        return way.run(this, line(words[1]));
                    }
                    default -> throw new AssertionError(scene + " has a step " + step);
                }
            }
            throw new AssertionError(scene + " has no command that it is about");
        }

        private String[] line(String words) {
            List<String> line = new ArrayList<>(
                    List.of(words.replace("DIR", files.toString()).split(" ")));
            String command = line.get(0);
            boolean saved = words.startsWith(command + " DIR/");
            if (!WITHOUT_FILES.contains(command) && !saved) {
                if (!WITHOUT_TOPOLOGY.contains(command)) {
                    line.addAll(List.of("-t", files.resolve("topology.yml").toString()));
                }
                line.addAll(List.of("-i", files.resolve("inventory.yml").toString()));
            }
            if (ASK_HOSTS.contains(command)) {
                // On a slow machine hosts would be counted on the terminal.
                line.add("--no-progress");
            }
            return line.toArray(String[]::new);
        }

        String written(Console said) throws IOException {
            List<String> steps = Files.readAllLines(scene.resolve("steps"));
            String text = steps.get(steps.size() - 1) + "\nexit " + said.exitCode() + "\n" + said.out()
                    + (said.err().isEmpty() ? "" : "--- standard error\n" + said.err());
            text = text.replace(files.toString(), "DIR");
            for (Replaced each : VARIABLE) {
                text = each.pattern().matcher(text).replaceAll(each.by());
            }
            return text;
        }

        @Override
        public Agents agents(Optional<Inventory> inventory, SshOptions options) {
            return agents;
        }

        @Override
        public Errands errands(Inventory inventory, SshOptions options) {
            return errands;
        }
    }
}
