package io.pairwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pairwire.document.Block;
import io.pairwire.document.Page;
import io.pairwire.document.ShellText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * README.md, {@code docs/*.md} and the pages of the examples, the lab and the Ansible play, block by block. Commands ({@code sh}) are run over hosts that are fakes; topologies and inventories
 * ({@code yaml}) are valid; lines of JSON ({@code json}) are as a schema has them; what else stands there ({@code text}) is what the commands
 * before it say, or what another command says, or one of the few exceptions.
 */
final class DocumentsTest {
    private static final Path DOCS = Path.of("..", "docs");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^):]+)\\)");
    private static final Path EXAMPLES = Path.of("..", "inventory-examples");

    /** Held to what is true elsewhere, block by block. */
    private static final Map<String, String> OTHER_TESTS = Map.of(
            "tutorial.md", "TutorialOverFakesTest and TutorialLab",
            "rule-examples.md", "RuleExamplesTest makes it",
            "playbooks.md", "PlaybookDocumentTest plays each book");

    /** Blocks that a command says: by the page and the block's first line. What is shown may be a part of that. */
    private static final Map<String, String> SAID_BY = Map.of(
            "README.md:   + seed               a: host1                   b: host2",
            "plan --offline -t classic/topology.yml -i classic/inventory.yml");

    /** Blocks that nothing is held against, each with why. */
    private static final Map<String, String> EXCEPTIONS = Map.ofEntries(
            Map.entry(
                    "README.md:  topology.yml ──► read, check ──► mirror ──► HostPlan a ──► SSH ──► agent on host a ──► netlink ──► kernel ═╗",
                    "a picture"),
            Map.entry(
                    "architecture.md: topology YAML → topology → model (both ends in one value) → plan mirrors → HostPlan → exchange → SSH → agent",
                    "a picture"),
            Map.entry("audit.md: /var/log/pairwire/audit.jsonl {", "PagesLab has logrotate read it"),
            Map.entry("l2tpv3tun.md: l2tpv3tun add tunnel", "UtilityDocumentTest holds it to the grammar"),
            Map.entry(
                    "l2tpv3tun.md: Tunnel 1, encap UDP                         Session 1 in tunnel 1",
                    "two answers side by side; L2tpv3tunTest has them"),
            Map.entry(
                    "performance.md: seconds                                     n   median    least     most    ratio  target",
                    "measured"),
            Map.entry(
                    "topology.md: # yaml-language-server: $schema=topology.schema.json",
                    "a line for editors; InitCommandTest has it"),
            Map.entry(
                    "verify.md: blue    OK                 0.42 ms   1446 octets both ways",
                    "of three hosts in three states; VerifyCommandTest has each line"));

    /** Programs of others in blocks of commands, each with why it is not run here. */
    private static final Map<String, String> PROGRAMS = Map.ofEntries(
            Map.entry("mvn", "this is what it runs"),
            Map.entry("apt", "remote/package/check installs and removes the package"),
            Map.entry("tar", "remote/package/check unpacks it"),
            Map.entry("git", "there is no repository to clone here"),
            Map.entry("sha256sum", "remote/package/check builds twice and compares"),
            Map.entry("$EDITOR", "a person edits"),
            Map.entry("export", "the variable is set for all commands here; PagesLab types it"),
            Map.entry("ansible-inventory", "PagesLab types it"),
            Map.entry("ansible-playbook", "FromAnsibleLab plays it"),
            Map.entry("remote/lab/lab", "how the lab's tests are run"),
            Map.entry("jq", "PagesLab types it"),
            Map.entry("ssh", "PagesLab types it"),
            Map.entry("java", "PagesLab types it on a host"),
            Map.entry("ip", "TutorialLab runs it on a host"),
            Map.entry("ss", "TutorialLab runs it on a host"),
            Map.entry("nstat", "TutorialLab runs it on a host"));

    /** Commands of ours that are not run, each with why. */
    private static final Map<String, String> NOT_RUN = Map.of(
            "demo",
            "it boots the lab",
            "l2tpv3tun",
            "it would ask this machine's kernel; UtilityDocumentTest and UtilityLab hold it");

    /** What only looks like a command of ours. */
    private static final Set<String> NO_COMMANDS = Set.of("pairwire cookie"); // what derived cookies are salted with

    private final Set<String> exceptionsMet = new HashSet<>();
    private final Map<String, Optional<String>> helps = new HashMap<>();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    private static List<Path> examples() throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            return files.filter(Files::isDirectory).sorted().toList();
        }
    }

    private static List<Page> pages() throws IOException {
        List<Page> pages = new ArrayList<>(List.of(Page.read(Path.of("..", "README.md"))));
        try (Stream<Path> files = Files.list(DOCS)) {
            for (Path file : files.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList()) {
                pages.add(Page.read(file));
            }
        }
        for (Path example : examples()) {
            Path file = example.resolve("README.md");
            if (Files.exists(file)) {
                pages.add(Page.read(file, example.getFileName() + "/README.md"));
            }
        }
        pages.add(Page.read(Path.of("lab", "README.md"), "lab/README.md"));
        pages.add(Page.read(Path.of("..", "playbooks", "from-ansible", "README.md"), "from-ansible/README.md"));
        return pages;
    }

    @Test
    void everyBlockIsTrue() throws Exception {
        List<String> wrong = new ArrayList<>();
        for (Page page : pages()) {
            if (!OTHER_TESTS.containsKey(page.name())) {
                wrong.addAll(page.indented().stream()
                        .map(place -> place + ": code without a fence, which has no language")
                        .toList());
                check(page, wrong);
            }
        }
        assertThat(wrong).isEmpty();
        Set<String> unused = new TreeSet<>(EXCEPTIONS.keySet());
        unused.removeAll(exceptionsMet);
        assertThat(unused).as("exceptions of blocks that are not there").isEmpty();
    }

    private void check(Page page, List<String> wrong) throws Exception {
        boolean asks =
                page.blocks().stream().anyMatch(block -> Set.of("sh", "yaml").contains(block.language()));
        FakeController controller = asks ? controller(page.name()) : new FakeController(directory, directory);
        controller.set("PAIRWIRE_PARIS_COOKIE", "0123456789abcdef");
        String said = "";
        for (Block block : page.blocks()) {
            List<String> complaints = new ArrayList<>();
            String key = page.name() + ": " + block.first();
            if (EXCEPTIONS.containsKey(key)) {
                exceptionsMet.add(key);
            } else {
                switch (block.language()) {
                    case "sh" -> said = run(controller, block, complaints);
                    case "yaml" -> yaml(controller, block, complaints);
                    case "json" -> json(block, complaints);
                    case "text" -> text(block, said, complaints);
                    default -> complaints.add("no language that is known: '" + block.info() + "'");
                }
            }
            complaints.forEach(complaint -> wrong.add(block.place() + ": " + complaint));
        }
    }

    /** Returns somebody who has an example's files; where the page is not the example's own, who has applied them, and saved a plan. */
    private FakeController controller(String page) throws IOException {
        Path here = Files.createDirectories(directory.resolve(page));
        Path example = EXAMPLES.resolve(page).resolveSibling("");
        if (page.contains("/") && Files.isDirectory(example)) {
            copy(example, here);
            return new FakeController(directory.resolve("hosts of " + page), here);
        }
        for (String file : new String[] {"topology.yml", "topology.yml.lock.yml", "inventory.yml"}) {
            Files.copy(EXAMPLES.resolve("short-form").resolve(file), here.resolve(file));
        }
        Files.copy(EXAMPLES.resolve("minimal/minimal.ini"), here.resolve("hosts"));
        FakeController controller = new FakeController(directory.resolve("hosts of " + page), here);
        for (String command : new String[] {"apply --yes", "plan -o p.json"}) {
            Console done = controller.pairwire(ShellText.words(command + " -t topology.yml -i inventory.yml"));
            assertThat(done.exitCode()).as(done.toString()).isZero();
        }
        return controller;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.sorted().toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }

    private static String run(FakeController controller, Block block, List<String> complaints) throws Exception {
        Process syntax = new ProcessBuilder("bash", "-n", "-c", block.text()).start();
        if (syntax.waitFor() != 0) {
            complaints.add("bash cannot read it");
        }
        StringBuilder said = new StringBuilder();
        for (String command : ShellText.commands(block.text())) {
            Optional<List<String>> ours = FakeController.wordsOfPairwire(command);
            if (ours.isEmpty()) {
                String program = ShellText.words(command).get(0);
                if (!PROGRAMS.containsKey(program)) {
                    complaints.add("who runs this? " + command);
                }
            } else if (!NOT_RUN.containsKey(ours.get().get(0))) {
                Console console = controller.pairwireInOneStream(ours.get());
                if (console.exitCode() != 0) {
                    complaints.add(command + " ends with " + console);
                }
                said.append(console.out());
            }
        }
        return said.toString();
    }

    private static void yaml(FakeController controller, Block block, List<String> complaints) throws IOException {
        boolean topology = block.text().contains("topology: ");
        Path file = Files.writeString(controller.here().resolve("block.yml"), block.text());
        Console console = topology
                ? controller.pairwire(List.of("validate", "-t", file.toString(), "-i", "inventory.yml"))
                : controller.pairwire(List.of("inventory", "-i", file.toString(), "--list"));
        if (console.exitCode() != 0) {
            complaints.add(console.err());
        }
    }

    private static void json(Block block, List<String> complaints) {
        for (String line : block.lines()) {
            complaints.addAll(
                    line.contains("\"event\":") ? AuditSchema.hostComplaints(line) : OutputSchema.complaints(line));
        }
    }

    private void text(Block block, String said, List<String> complaints) {
        Optional<String> command = Optional.ofNullable(SAID_BY.get(block.page() + ": " + block.first()));
        String synopsis = block.text().replaceAll("[\\[\\]|.]", " ");
        if (command.isPresent()) {
            List<String> words = ShellText.words(command.get()).stream()
                    .map(word -> word.endsWith(".yml") ? EXAMPLES.resolve(word).toString() : word)
                    .toList();
            Console console = Console.inOneStream(new FakeErrands(), words.toArray(String[]::new));
            if (!console.out().contains(block.text())) {
                complaints.add(command.get() + " says " + console.out());
            }
        } else if (block.first().startsWith("pairwire ")) {
            for (String line : synopsis.lines().toList()) {
                options(ShellText.words(line.substring("pairwire ".length())), line, complaints);
            }
        } else if (!said.equals(block.text())) {
            complaints.add("the commands before it say\n" + said);
        }
    }

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        List<String> wrong = new ArrayList<>();
        List<Path> files =
                new ArrayList<>(List.of(Path.of("..", "README.md"), Path.of("..", "remote", "lab", "README.md")));
        try (Stream<Path> docs = Files.list(DOCS)) {
            docs.filter(file -> file.toString().endsWith(".md")).forEach(files::add);
        }
        for (Path file : files) {
            Matcher link = LINK.matcher(Files.readString(file));
            while (link.find()) {
                String[] parts = link.group(1).split("#", 2);
                Path target = parts[0].isEmpty() ? file : file.resolveSibling(parts[0]);
                if (!Files.exists(target)) {
                    wrong.add(file + " links to nothing: " + link.group(1));
                } else if (parts.length == 2 && !anchors(target).contains(parts[1])) {
                    wrong.add(file + " links to no heading: " + link.group(1));
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void theReadmeNamesEveryPage() throws IOException {
        String readme = Files.readString(Path.of("..", "README.md"));
        for (Page page : pages()) {
            if (!page.name().endsWith("README.md")) {
                assertThat(readme).contains("(docs/" + page.name() + ")");
            }
        }
    }

    /** Returns the names that GitHub gives to a page's headings. */
    private static Set<String> anchors(Path page) throws IOException {
        return Files.readAllLines(page).stream()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+ ", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9 _-]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    @Test
    void everyCommandInTheProseHasTheOptionsThatItIsGiven() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Page page : pages()) {
            for (String span : page.spans()) {
                boolean ours = span.matches("(remote/bin/)?pairwire [a-z].*");
                List<String> words =
                        (ours || span.contains(" -")) && !NO_COMMANDS.contains(span) ? words(span) : List.of();
                if (!words.isEmpty() && !NOT_RUN.containsKey(words.get(0))) {
                    if (help(words.get(0)).isPresent()) {
                        options(words, page.name() + ": " + span, wrong);
                    } else if (ours) {
                        wrong.add(page.name() + ": there is no such command: " + span);
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** Returns the words of code in prose behind {@code pairwire}, where it is there. */
    private static List<String> words(String span) {
        List<String> words = ShellText.words(span.replaceAll("[\\[\\]|'…]", " "));
        return words.isEmpty() || !words.get(0).matches("(remote/bin/)?pairwire")
                ? words
                : words.subList(1, words.size());
    }

    private void options(List<String> words, String what, List<String> complaints) {
        String help = help(words.get(0)).orElse("");
        for (String word : words) {
            String option = word.replaceFirst("=.*", "");
            if (option.matches("--?[a-z][a-z-]*") && !help.matches("(?s).*[ ,]" + option + "[ ,=\\n].*")) {
                complaints.add(what + ": no option " + option);
            }
        }
    }

    /** Returns what a command says of itself; empty where there is no such command. */
    private Optional<String> help(String command) {
        return helps.computeIfAbsent(command, word -> {
            if (word.equals(UtilityCommand.NAME) || word.startsWith("-")) {
                return Optional.empty();
            }
            Console help = Console.inOneStream(new FakeErrands(), word, "--help");
            return help.out().startsWith("Usage: pairwire " + word + " ") ? Optional.of(help.out()) : Optional.empty();
        });
    }
}
