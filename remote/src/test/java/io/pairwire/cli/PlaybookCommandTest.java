package io.pairwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pairwire.kernel.FakeDump;
import io.pairwire.netlink.Errno;
import io.pairwire.transaction.FakeAgents;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PlaybookCommandTest {
    private static final String INVENTORY = """
            all:
              hosts:
                lon1: {ansible_host: 192.0.2.1, site: london}
                par1: {ansible_host: 192.0.2.5, site: paris}
                ams1: {ansible_host: 192.0.2.9, site: amsterdam}
              children:
                england: {hosts: {lon1: {}}}
            """;
    private static final String TOPOLOGY = """
            topology: metro
            pseudowires:
              blue: {hosts: [lon1, par1], tags: canary}
              green: {hosts: [lon1, ams1]}
              red: {hosts: [par1, ams1], cookie: none}
            """;
    private static final String UP = """
            - name: Bring up
              topology: metro.yml
              pseudowires: all
              tasks:
                - pseudowire: {state: present}
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    @SuppressWarnings("NullAway.Init") // set before each test
    private FakeAgents agents;

    @BeforeEach
    void startAfresh() throws IOException {
        agents = new FakeAgents(directory.resolve("hosts"));
        Files.writeString(directory.resolve("inventory.yml"), INVENTORY);
        Files.writeString(directory.resolve("metro.yml"), TOPOLOGY);
    }

    private String[] words(String book, String... options) throws IOException {
        Path file = Files.writeString(directory.resolve("book.yml"), book);
        List<String> words = new ArrayList<>(List.of(
                "playbook",
                file.toString(),
                "-i",
                directory.resolve("inventory.yml").toString()));
        words.addAll(List.of(options));
        return words.toArray(String[]::new);
    }

    private Console play(String book, String... options) throws IOException {
        return Console.over(agents, words(book, options));
    }

    private int sessions(String host) {
        return agents.kernel(host).sessions().size();
    }

    @Test
    void onePlayBringsUpBothEndsAndASecondRunWritesNothing() throws IOException {
        Console first = play(UP);
        assertThat(first.exitCode()).as(first.toString()).isZero();
        assertThat(first.out()).isEqualTo("""

                PLAY [Bring up] ****************************************************************

                TASK [pseudowire present] ******************************************************
                changed: [blue] => added
                changed: [green] => added
                changed: [red] => added

                PLAY RECAP *********************************************************************
                ams1                       : ok=1    changed=1    unreachable=0    failed=0    skipped=0    rescued=0    ignored=0
                lon1                       : ok=1    changed=1    unreachable=0    failed=0    skipped=0    rescued=0    ignored=0
                par1                       : ok=1    changed=1    unreachable=0    failed=0    skipped=0    rescued=0    ignored=0

                PSEUDOWIRE RECAP ***************************************************************
                blue                       : ok=1    changed=1    drifted=0    unreachable=0    failed=0    skipped=0
                green                      : ok=1    changed=1    drifted=0    unreachable=0    failed=0    skipped=0
                red                        : ok=1    changed=1    drifted=0    unreachable=0    failed=0    skipped=0
                """);
        assertThat(sessions("lon1")).isEqualTo(2);
        assertThat(agents.contacted()).containsExactly("ams1", "lon1", "par1");
        int writes = agents.writes();
        Console second = play(UP);
        assertThat(second.exitCode()).as(second.toString()).isZero();
        assertThat(second.out()).contains("ok: [blue]\n", "ok=1    changed=0").doesNotContain("changed: [");
        assertThat(second.err()).isEmpty();
        assertThat(agents.writes()).isEqualTo(writes);
    }

    /** Most people need no book: {@code apply} is one of one play. */
    @Test
    void aBookOfOnePlayOrdersKernelsWhatApplyOrdersThem() throws IOException {
        FakeAgents others = new FakeAgents(directory.resolve("hosts of apply"));
        // Those of one tunnel change together, so that there is but one order.
        String all = """
                topology: metro
                defaults: {cookie: none}
                tunnels: {one: [lon1, par1]}
                pseudowires:
                  blue: {tunnel: one}
                  green: {tunnel: one}
                """;
        String changed = all.replace("green: {tunnel: one}", "green: {tunnel: one, mtu: 1400, session_id: [1, 2]}");
        String fewer = changed.replace("  blue: {tunnel: one}\n", "");
        for (String topology : List.of(all, all, changed, fewer, fewer + " ", all)) {
            boolean down = topology.equals(fewer);
            agents.unreachable("par1", down);
            others.unreachable("par1", down);
            Files.writeString(directory.resolve("metro.yml"), topology);
            Console applied = Console.over(
                    others,
                    "apply",
                    "--yes",
                    "-t",
                    directory.resolve("metro.yml").toString(),
                    "-i",
                    directory.resolve("inventory.yml").toString());
            Console played = play(UP.replace("present", "present, prune: true"));
            assertThat(played.exitCode()).as(applied + " " + played).isEqualTo(applied.exitCode());
            assertThat(applied.exitCode()).isEqualTo(down ? 4 : 0);
            for (String host : List.of("lon1", "par1")) {
                assertThat(agents.kernel(host).journal())
                        .as(host)
                        .isEqualTo(others.kernel(host).journal());
                assertThat(FakeDump.of(agents.kernel(host))).as(host).isEqualTo(FakeDump.of(others.kernel(host)));
            }
        }
        assertThat(agents.kernel("lon1").journal()).hasSizeGreaterThan(10);
    }

    @Test
    void batchesAndTasksShareOneConnectionAHost() throws IOException {
        Console console = play("""
                - topology: metro.yml
                  pseudowires: all
                  serial: 1
                  tasks:
                    - assert: {reachable: true, kernel: '>= 5.10', java: '>= 11', module: true}
                    - pseudowire: {state: present}
                    - verify: {timeout: 1}
                    - drift:
                - topology: metro.yml
                  hosts: england
                  tasks:
                    - pseudowire: {state: present}
                    - verify: {timeout: 1}
                """);
        assertThat(console.exitCode()).as(console.toString()).isZero();
        assertThat(console.out()).contains("TASK [verify] batch 3 of 3");
        assertThat(agents.contacted()).containsExactly("ams1", "lon1", "par1");
    }

    private static final String PARTS = """
            - name: One
              topology: metro.yml
              pseudowires: canary
              tags: [first]
              tasks:
                - pseudowire: {state: present}
                - verify: {timeout: 1}
                  tags: [look]
            - name: Two
              topology: metro.yml
              hosts: ams1
              tasks:
                - pseudowire: {state: present}
                - drift:
                  tags: [look, never]
            """;

    @Test
    void aBookThatIsWrongAnywhereContactsNobody() throws IOException {
        Files.writeString(directory.resolve("other.yml"), "topology: other\npseudowires: {x: [lon1, nowhere]}\n");
        Files.writeString(
                directory.resolve("imported.yml"),
                "- topology: other.yml\n  pseudowires: all\n  tasks: [{pseudowire: {state: absnt}}]\n");
        Console console = play(UP + "- import_playbook: imported.yml\n");
        assertThat(console.exitCode()).isEqualTo(3);
        assertThat(console.err())
                .contains(
                        "imported.yml:3:",
                        "did you mean 'absent'?",
                        "other.yml:2:",
                        "PW020",
                        "2 errors; no host was contacted.");
        assertThat(console.out()).isEmpty();
        Console twins = play(UP + UP.replace("metro.yml", "twin.yml"));
        assertThat(twins.err()).contains("PB022");
        Files.writeString(directory.resolve("twin.yml"), TOPOLOGY);
        assertThat(play(UP + UP.replace("metro.yml", "twin.yml")).err()).contains("PB023", "called 'metro'");
        assertThat(agents.contacted()).isEmpty();
        assertThat(directory.resolve("metro.yml.lock.yml")).doesNotExist();
    }

    @Test
    void aBookThatIsNotThereIsInvalidInput() {
        Console console = Console.over(agents, "playbook", "/no/such/book.yml");
        assertThat(console.exitCode()).isEqualTo(3);
        assertThat(console.err()).contains("no such playbook: /no/such/book.yml");
    }

    @Test
    void tagsChooseTasksAsInAnsible() throws IOException {
        assertThat(play(PARTS, "--list-tasks").out()).isEqualTo("""
                  play #1 (metro): One  TAGS: [first]
                    tasks:
                      pseudowire present  TAGS: [first]
                      verify  TAGS: [first, look]
                  play #2 (metro): Two  TAGS: []
                    tasks:
                      pseudowire present  TAGS: []
                """);
        assertThat(play(PARTS, "--list-tasks", "--tags", "look").out())
                .contains("verify  TAGS: [first, look]", "drift  TAGS: [look, never]")
                .doesNotContain("present");
        assertThat(play(PARTS, "--list-tasks", "--skip-tags", "first").out())
                .doesNotContain("One")
                .contains("Two");
        assertThat(play(PARTS, "--list-tasks", "--tags", "untagged").out())
                .doesNotContain("One")
                .contains("Two");
        Console none = play(PARTS, "--tags", "frist");
        assertThat(none.exitCode()).isEqualTo(12);
        assertThat(none.err()).contains("no task has these tags", "did you mean 'first'?");
        assertThat(agents.contacted()).isEmpty();
    }

    @Test
    void playsCanBeStartedAtByNameOrNumber() throws IOException {
        assertThat(play(PARTS, "--list-pseudowires", "--start-at-play", "Two").out())
                .isEqualTo("""
                  play #2 (metro): Two  TAGS: []
                    pattern: hosts ams1
                    pseudowires (2):
                      green (lon1, ams1)
                      red (par1, ams1)
                """);
        assertThat(play(PARTS, "--list-tasks", "--start-at-play", "2").out()).doesNotContain("One");
        Console none = play(PARTS, "--start-at-play", "Too");
        assertThat(none.exitCode()).isEqualTo(12);
        assertThat(none.err()).contains("no play is 'Too'; did you mean 'Two'?");
    }

    @Test
    void aLimitNarrowsEveryPlay() throws IOException {
        Console console = play(PARTS, "--limit", "red");
        assertThat(console.exitCode()).as(console.toString()).isZero();
        assertThat(console.out())
                .contains("PLAY [One]", "skipping: --limit leaves it no pseudowires", "changed: [red] => added");
        assertThat(agents.contacted()).containsExactly("ams1", "par1");
        Console none = play(PARTS, "--limit", "rde");
        assertThat(none.exitCode()).isEqualTo(12);
        assertThat(none.err()).contains("did you mean 'red'?");
    }

    @Test
    void aWordOfTheLimitNeedOnlyBeKnownInOneOfTheTopologies() throws IOException {
        Files.writeString(
                directory.resolve("other.yml"),
                "topology: other\npseudowires:\n  mauve: {hosts: [lon1, par1], tags: canary}\n  pink: [lon1, ams1]\n");
        String book = UP + UP.replace("metro.yml", "other.yml");
        Console some = play(book, "--list-pseudowires", "--limit", "blue,pink");
        assertThat(some.exitCode()).as(some.toString()).isZero();
        assertThat(some.out())
                .contains("blue (lon1, par1)", "pink (lon1, ams1)")
                .doesNotContain("mauve", "green");
        assertThat(play(book, "--limit", "blue,pnik").err()).contains("did you mean 'pink'?");
        Console both = play(book, "--limit", "canary");
        assertThat(both.exitCode()).as(both.toString()).isZero();
        assertThat(both.out()).contains("metro/blue  ", "other/mauve  ");
        assertThat(agents.contacted()).containsExactly("lon1", "lon1", "par1", "par1");
    }

    @Test
    void aPatternMayBeAListOfPatterns() throws IOException {
        assertThat(play(UP.replace("pseudowires: all", "hosts: [england:&ams1, par1:!lon1]"), "--list-pseudowires")
                        .out())
                .contains("pseudowires (1)", "red (par1, ams1)");
    }

    @Test
    void checkChangesNothingAndLooksAtNothingThatItWouldHaveChanged() throws IOException {
        Console console = play(PARTS, "--check", "--diff");
        assertThat(console.exitCode()).as(console.toString()).isZero();
        assertThat(console.out())
                .contains("+ blue ", "udp_sport", "Plan: 1 to add", "changed: [blue] => added", "skipping: [blue]");
        assertThat(agents.writes()).isZero();
        assertThat(directory.resolve("metro.yml.lock.yml")).doesNotExist();
    }

    @Test
    void aPlayThatChecksChangesNothingWhateverTheCommandSays() throws IOException {
        assertThat(play(UP.replace("  tasks", "  check_mode: true\n  tasks")).out())
                .contains("changed: [red] => added");
        assertThat(agents.writes()).isZero();
        assertThat(directory.resolve("metro.yml.lock.yml")).doesNotExist();
    }

    @Test
    void whatTheTopologyNoLongerHasGoesWithTheLastBatchWhereThatIsWanted() throws IOException {
        assertThat(play(UP).exitCode()).isZero();
        Files.writeString(
                directory.resolve("metro.yml"), TOPOLOGY.replace("  blue: {hosts: [lon1, par1], tags: canary}\n", ""));
        assertThat(play(UP).out()).doesNotContain("blue");
        Console none = play(UP.replace("present", "present, prune: 0").replace("  tasks", "  serial: 1\n  tasks"));
        assertThat(none.exitCode()).isEqualTo(8);
        assertThat(none.out()).contains("fatal: [blue]: FAILED! => not applied: 1 of the");
        assertThat(none.err())
                .contains("1 of the", "would be removed", "nothing of this batch was changed", "write 'prune: 1'");
        assertThat(play(UP.replace("present", "present, prune: 0"), "--check", "--json")
                        .out())
                .contains("\"kind\":\"prune_limit\"", "\"status\":\"changed\",\"action\":\"remove\"");
        assertThat(play(UP.replace("pseudowire: {state: present}", "drift:").replace("  tasks", "  serial: 1\n  tasks"))
                        .out())
                .contains("drifted: [blue] => left over", "ok: [green]");
        Console pruned = play(UP.replace("present", "present, prune: true").replace("  tasks", "  serial: 1\n  tasks"));
        assertThat(pruned.exitCode()).as(pruned.toString()).isZero();
        assertThat(pruned.out())
                .containsSubsequence(
                        "batch 1 of 2", "ok: [green]", "batch 2 of 2", "ok: [red]", "changed: [blue] => removed");
        assertThat(sessions("lon1")).isEqualTo(1);
    }

    @Test
    void whatFailsAtOneEndIsTakenBackAndHasNoFurtherPart() throws IOException {
        agents.kernel("lon1").faults().failWrite(1, Errno.EPERM);
        Console console = play("""
                - topology: metro.yml
                  pseudowires: all
                  order: sorted
                  throttle: 1
                  tasks:
                    - pseudowire: {state: present}
                    - verify: {timeout: 1}
                """);
        assertThat(console.exitCode()).as(console.toString()).isEqualTo(8);
        assertThat(console.out())
                .contains(
                        "fatal: [blue]: FAILED! => not applied, every end is as it was: lon1",
                        "changed: [green] => added",
                        "ok: [green]\n")
                .doesNotContain("ok: [blue]");
        assertThat(console.out().lines())
                .anyMatch(line -> line.matches("lon1 +: ok=1 +changed=0 +unreachable=0 +failed=1 .*"))
                .anyMatch(line -> line.matches("blue +: ok=0 +changed=0 +drifted=0 +unreachable=0 +failed=1 .*"));
        assertThat(sessions("lon1")).isEqualTo(1);
    }

    @Test
    void toReachThePercentageIsToStopAndUnreachableOnesCount() throws IOException {
        agents.unreachable("ams1", true);
        String book = UP.replace("  tasks", "  order: sorted\n  serial: 2\n  max_fail_percentage: 50\n  tasks");
        Console stopped = play(book + UP);
        assertThat(stopped.exitCode()).isEqualTo(4);
        assertThat(stopped.out())
                .contains(
                        "fatal: [green]: UNREACHABLE!",
                        "Stopped: 1 of 2 failed, and max_fail_percentage is 50. Not begun: red.")
                .doesNotContain("batch 2");
        Console on = play(book.replace("50", "51") + UP);
        assertThat(on.out()).contains("batch 2 of 2", "Stopped: all of the batch failed.");
        agents.unreachable("ams1", false);
        assertThat(play(book).exitCode()).isZero();
    }

    @Test
    void thoseOfOneTunnelMayComeAndGoInBatchesUnlessTheTunnelItselfChanges() throws IOException {
        String shared = """
                topology: metro
                tunnels:
                  trunk: {hosts: [lon1, par1], tunnel_id: [7, 8]}
                pseudowires:
                  blue: {tunnel: trunk}
                  green: {tunnel: trunk}
                """;
        Files.writeString(directory.resolve("metro.yml"), shared);
        String book = UP.replace("  tasks", "  serial: 1\n  tasks");
        Console up = play(book);
        assertThat(up.exitCode()).as(up.toString()).isZero();
        assertThat(sessions("lon1")).isEqualTo(2);
        Files.writeString(directory.resolve("metro.yml"), shared.replace("[7, 8]", "[9, 8]"));
        Console apart = play(book);
        assertThat(apart.exitCode()).as(apart.toString()).isEqualTo(8);
        assertThat(apart.out()).contains("fatal: [blue]: FAILED!", "it can only change together with green");
        assertThat(play(UP).exitCode()).isZero();
        Console down = play(book.replace("present", "absent"));
        assertThat(down.exitCode()).as(down.toString()).isZero();
        assertThat(sessions("lon1")).isZero();
    }

    @Test
    void whoIsProtectedStaysAndFails() throws IOException {
        Files.writeString(
                directory.resolve("metro.yml"), TOPOLOGY.replace("cookie: none", "cookie: none, protect: true"));
        assertThat(play(UP).exitCode()).isZero();
        Console console = play(UP.replace("present", "absent"));
        assertThat(console.exitCode()).isEqualTo(8);
        assertThat(console.out()).contains("fatal: [red]: FAILED! => on par1", "changed: [blue] => removed");
        assertThat(sessions("ams1")).isEqualTo(1);
    }

    @Test
    void anAssertionThatDoesNotHoldStopsWhatFollows() throws IOException {
        Console console = play("""
                - topology: metro.yml
                  pseudowires: all
                  tasks:
                    - assert: {kernel: '< 2.6'}
                      when: pseudowire.name == 'blue'
                    - pseudowire: {state: present}
                """);
        assertThat(console.exitCode()).as(console.toString()).isEqualTo(10);
        assertThat(console.out())
                .contains("fatal: [blue]: FAILED! => lon1's kernel is ", ", not < 2.6", "changed: [red] => added");
        assertThat(sessions("lon1")).isEqualTo(1);
    }

    @Test
    void variablesComeFromTheCommandLineAndFromFiles() throws IOException {
        String book = UP + "      when: pseudowire.name == wanted and least < 3\n";
        Path file = Files.writeString(directory.resolve("vars.yml"), "wanted: red\nleast: 2\n");
        assertThat(play(book, "-e", "@" + file, "-e", "wanted=blue", "--check").out())
                .contains("changed: [blue]", "skipping: [red]");
        assertThat(play(book, "-e", "wanted=red least=2", "--check").out()).contains("changed: [red]");
        assertThat(play(book, "-e", "wanted").exitCode()).isEqualTo(5);
        assertThat(play(book, "-e", "a=1").err()).contains("'a' cannot be the name of a variable");
        assertThat(play(book, "-e", "@/no/such").exitCode()).isEqualTo(5);
        assertThat(play(book).err()).contains("PB011", "PB011");
    }

    @Test
    void aPersonIsAskedByAPauseAndCanEndTheBook() throws IOException {
        String book = UP.replace("    - pseudowire", "    - pause: {prompt: 'Sure?'}\n    - pseudowire");
        Console no = Console.typing("no\n", agents, words(book));
        assertThat(no.exitCode()).isZero();
        assertThat(no.out()).contains("Sure? [y/N]", "Stopped: a person said no.");
        assertThat(agents.contacted()).isEmpty();
        Console yes = Console.typing("yes\n", agents, words(book));
        assertThat(yes.out()).contains("changed: [blue] => added");
        assertThat(play(book, "--check").exitCode()).isZero();
        assertThat(play(book).err()).contains("PB025");
    }

    @Test
    void aPersonMayKeepAChangeOrNot() throws IOException {
        String book = UP.replace("present}", "present, confirm: manual, confirm_timeout: 12}");
        Console no = Console.typing("no\n", agents, words(book));
        assertThat(no.exitCode()).as(no.toString()).isEqualTo(8);
        assertThat(no.out()).contains("Keep it?", "fatal: [blue]: FAILED!");
        assertThat(sessions("lon1")).isZero();
        Console yes = Console.typing("yes\n", agents, words(book));
        assertThat(yes.exitCode()).as(yes.toString()).isZero();
        assertThat(sessions("lon1")).isEqualTo(2);
    }

    @Test
    void controlCTakesBackWhatIsNotKeptAndEndsTheBook() throws IOException {
        String book = UP.replace("present}", "present, confirm: manual}") + UP;
        Reader person = new Reader() {
            private boolean asked;

            @Override
            public boolean ready() {
                if (!asked) {
                    asked = true;
                    interrupt();
                }
                return false;
            }

            @Override
            public int read(char[] into, int offset, int length) {
                return -1;
            }

            @Override
            public void close() {}
        };
        Console console = Console.typing(person, agents, words(book));
        assertThat(console.exitCode()).as(console.toString()).isEqualTo(130);
        assertThat(console.err()).contains("Taking back what is not yet kept");
        assertThat(console.out()).contains("fatal: [blue]: FAILED!", "Stopped: interrupted.");
        assertThat(sessions("lon1")).isZero();
    }

    /** What a person's Control-C does. */
    private static void interrupt() {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Object which = signal.getConstructor(String.class).newInstance("INT");
            signal.getMethod("raise", signal).invoke(null, which);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void scriptsReadALineForEachAndASummary() throws IOException {
        Console console = play(UP, "--json");
        assertThat(console.out().lines())
                .anyMatch(
                        line -> line.equals(
                                "{\"type\":\"pseudowire_result\",\"number\":1,\"play\":\"Bring up\",\"topology\":\"metro\","
                                        + "\"batch\":1,\"task\":\"pseudowire present\",\"verb\":\"pseudowire\",\"pseudowire\":\"blue\",\"status\":\"changed\",\"action\":\"create\"}"))
                .anyMatch(
                        line -> line.equals(
                                "{\"type\":\"host_recap\",\"host\":\"lon1\",\"ok\":1,\"changed\":1,\"unreachable\":0,\"failed\":0,\"skipped\":0}"));
        assertThat(console.out())
                .endsWith(
                        "{\"type\":\"summary\",\"plays\":1,\"ok\":0,\"changed\":3,\"drifted\":0,\"unreachable\":0,\"failed\":0,\"exit_code\":0}\n");
        assertThat(play(UP, "--json").out())
                .endsWith(
                        "{\"type\":\"summary\",\"plays\":1,\"ok\":3,\"changed\":0,\"drifted\":0,\"unreachable\":0,\"failed\":0,\"exit_code\":0}\n");
    }

    @Test
    void eachBatchThatMayChangeSomethingIsInTheAuditLog() throws IOException {
        Path log = RunLog.directory(System.getenv()).resolve("audit.jsonl");
        long before = Files.exists(log) ? Files.readAllLines(log).size() : 0;
        play(UP.replace("  tasks", "  serial: 2\n  tasks"));
        play(UP, "--check");
        List<String> lines = Files.readAllLines(log).stream()
                .skip(before)
                .filter(line -> line.contains(directory.resolve("metro.yml").toString()))
                .toList();
        assertThat(lines).hasSize(4);
        AuditSchema.checkController(lines);
        assertThat(lines.get(1))
                .contains(
                        "\"event\":\"ended\"",
                        "\"command\":\"playbook\"",
                        "\"limit\":\"all\"",
                        "\"result\":\"applied\"",
                        "\"fate\":\"kept\"");
    }

    @Test
    void whereAnotherRunIsAtWorkNothingIsDone() throws IOException {
        assertThat(play(UP).exitCode()).isZero();
        String book = UP.replace("present}", "restarted, confirm: manual, confirm_timeout: 12}");
        List<Console> other = new ArrayList<>();
        Reader person = new Reader() {
            private boolean asked;

            @Override
            public boolean ready() throws IOException {
                if (!asked) {
                    asked = true;
                    other.add(play(UP.replace("present", "restarted")));
                }
                return true;
            }

            @Override
            public int read(char[] into, int offset, int length) {
                return -1;
            }

            @Override
            public void close() {}
        };
        Console first = Console.typing(person, agents, words(book));
        assertThat(first.exitCode()).as(first.toString()).isEqualTo(8);
        assertThat(other.get(0).exitCode()).as(other.get(0).toString()).isEqualTo(7);
        assertThat(other.get(0).out()).contains("fatal: [blue]: FAILED!");
    }

    @Test
    void becomingRootIsThePlaysToSay() throws IOException {
        List<String> asked = new ArrayList<>();
        AgentSource source = (inventory, options) -> {
            asked.add(options.sudo().isPresent() ? "sudo" : "plain");
            return agents;
        };
        String book = UP + UP.replace("  tasks", "  become: true\n  become_user: root\n  tasks");
        Console console = Console.from(source, words(book));
        assertThat(console.exitCode()).as(console.toString()).isZero();
        assertThat(asked).containsExactly("plain", "sudo");
        asked.clear();
        Console.from(source, words(UP.replace("  tasks", "  become: false\n  tasks") + UP, "-b"));
        assertThat(asked).containsExactly("plain", "sudo");
    }

    @Test
    void aNarrowTerminalBreaksLinesAndColoursAreThoseOfAnsible() throws IOException {
        agents.unreachable("ams1", true);
        Console narrow = Console.narrow(50, agents, words(UP));
        assertThat(narrow.out()).isEqualTo("""

                PLAY [Bring up] **********************************

                TASK [pseudowire present] ************************
                changed: [blue] => added
                fatal: [green]: UNREACHABLE! => ams1 cannot be
                    changed now
                fatal: [red]: UNREACHABLE! => ams1 cannot be
                    changed now

                PLAY RECAP ***************************************
                ams1 :
                    ok=0 changed=0 unreachable=1 failed=0
                    skipped=0 rescued=0 ignored=0
                lon1 :
                    ok=1 changed=1 unreachable=0 failed=0
                    skipped=0 rescued=0 ignored=0
                par1 :
                    ok=1 changed=1 unreachable=0 failed=0
                    skipped=0 rescued=0 ignored=0

                PSEUDOWIRE RECAP *********************************
                blue :
                    ok=1 changed=1 drifted=0 unreachable=0
                    failed=0 skipped=0
                green :
                    ok=0 changed=0 drifted=0 unreachable=1
                    failed=0 skipped=0
                red :
                    ok=0 changed=0 drifted=0 unreachable=1
                    failed=0 skipped=0
                """);
        assertThat(Console.coloured(agents, words(UP)).out())
                .contains(
                        "\u001b[32mok\u001b[0m: [blue]", "\u001b[31mfatal\u001b[0m: [red]", "\u001b[31mams1\u001b[0m");
        assertThat(Console.coloured(agents, words(UP, "--no-color")).out()).doesNotContain("\u001b");
    }
}
