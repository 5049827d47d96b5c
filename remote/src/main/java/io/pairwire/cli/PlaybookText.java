package io.pairwire.cli;

import io.pairwire.model.Pseudowire;
import io.pairwire.model.PseudowireName;
import io.pairwire.playbook.Outcome;
import io.pairwire.playbook.Scene;
import io.pairwire.playbook.Status;
import io.pairwire.playbook.Tally;
import io.pairwire.playbook.Task;
import io.pairwire.reconcile.Verb;
import io.pairwire.transaction.HostFailure;
import io.pairwire.transaction.Prune;
import java.io.PrintStream;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A book as people read it, in the shape of what Ansible prints. */
final class PlaybookText implements PlaybookView {
    private static final int USUAL_COLUMNS = 80;
    private static final int NAMES = 26;
    private static final int MOST_NAMES = 5;

    private final Terminal terminal;
    private final Prose prose;
    private final View view;
    private final boolean diff;
    private final PrintStream out;
    private final int columns;
    private final Set<HostFailure> told = new LinkedHashSet<>();

    PlaybookText(Terminal terminal, View view, boolean diff) {
        this.terminal = terminal;
        this.prose = new Prose(terminal);
        this.view = view;
        this.diff = diff;
        this.out = terminal.out();
        this.columns = terminal.columns().getAsInt();
    }

    @Override
    public void sound(String file, Books books) {
        long tasks =
                books.plays().stream().mapToLong(play -> play.tasks().size()).sum();
        prose.say(
                out,
                file + " is sound: " + counted(books.plays().size(), "play") + ", " + counted(tasks, "task")
                        + " over "
                        + (books.inputs().size() == 1
                                ? "1 topology"
                                : books.inputs().size() + " topologies")
                        + ". No host was contacted.");
    }

    @Override
    public void listed(List<Scene> scenes, boolean tasks, boolean pseudowires) {
        for (Scene scene : scenes) {
            line(
                    "play #" + scene.number() + " (" + scene.topology().name() + "): "
                            + scene.play().name() + "  TAGS: " + tags(scene),
                    2,
                    4);
            if (pseudowires) {
                line(
                        "pattern: " + (scene.play().overHosts() ? "hosts " : "pseudowires ")
                                + scene.play().pattern().value(),
                        4,
                        6);
                line("pseudowires (" + scene.pseudowires().size() + "):", 4, 6);
                scene.pseudowires()
                        .forEach(one -> line(
                                one.name() + " (" + one.tunnel().a().host() + ", "
                                        + one.tunnel().b().host() + ")",
                                6,
                                8));
            }
            if (tasks) {
                line("tasks:", 4, 6);
                scene.acts()
                        .forEach(act ->
                                line(act.task().name() + "  TAGS: " + act.task().tags(), 6, 8));
            }
        }
    }

    /** Those that all its tasks share are the play's. */
    private static Set<String> tags(Scene scene) {
        Set<String> shared = null;
        for (Scene.Act act : scene.acts()) {
            if (shared == null) {
                shared = new LinkedHashSet<>(act.task().tags());
            }
            shared.retainAll(act.task().tags());
        }
        return shared == null ? Set.of() : shared;
    }

    @Override
    public void begins(Scene scene) {
        banner("PLAY [" + scene.play().name() + "]");
    }

    @Override
    public void passedOver(Scene scene, String why) {
        banner("PLAY [" + scene.play().name() + "]");
        prose.item(out, "skipping: " + why);
    }

    @Override
    public void begins(Scene scene, int batch, Task task) {
        int batches = scene.batches().size();
        banner("TASK [" + task.name() + "]" + (batches > 1 ? " batch " + batch + " of " + batches : ""));
    }

    @Override
    public void skipped(Scene scene, int batch, Task task, List<PseudowireName> pseudowires) {
        pseudowires.forEach(name -> result(Status.SKIPPED, name, ""));
    }

    @Override
    public void ended(Scene scene, int batch, Task task, Outcome outcome) {
        if (diff) {
            outcome.plan().filter(plan -> !plan.changes().isEmpty()).ifPresent(plan -> {
                new PlanText(terminal).print(plan, out);
                out.println();
            });
        }
        outcome.pseudowires()
                .forEach((name, one) -> result(
                        one.status(),
                        name,
                        one.verb()
                                .filter(verb -> one.message().isEmpty())
                                .map(PlaybookText::word)
                                .orElse(one.message())));
        List<HostFailure> news = outcome.failures().stream().filter(told::add).toList();
        view.failures(news);
        view.unconfirmed(outcome.looked());
        new FateText(terminal).print(outcome.fates());
    }

    @Override
    public void tooMuchGoes(Prune prune, boolean refused) {
        if (refused) {
            prose.error(prune.message() + "; nothing of this batch was changed");
        } else {
            prose.warning(prune.message() + "; without '--check' this is refused");
        }
        prose.hint(PlaybookView.adviceAbout(prune));
    }

    private static String word(Verb verb) {
        return switch (verb) {
            case CREATE -> "added";
            case CHANGE -> "changed in place";
            case REPLACE -> "replaced";
            case REMOVE -> "removed";
            case NOTHING -> "";
        };
    }

    private void result(Status status, PseudowireName name, String message) {
        String head = switch (status) {
            case SKIPPED -> "skipping";
            case OK -> "ok";
            case DRIFTED -> "drifted";
            case CHANGED -> "changed";
            case FAILED, UNREACHABLE -> "fatal";
        };
        String shout = switch (status) {
            case FAILED -> "FAILED! ";
            case UNREACHABLE -> "UNREACHABLE! ";
            default -> "";
        };
        String text = ": [" + name + "]"
                + (shout.isEmpty() ? "" : ": " + shout.strip())
                + (message.isEmpty() ? "" : " => " + message);
        out.println(Wrapped.lines(terminal.paint(colour(status), head) + text, 4, columns));
    }

    private static Terminal.Colour colour(Status status) {
        return switch (status) {
            case OK -> Terminal.Colour.GREEN;
            case CHANGED, DRIFTED, SKIPPED -> Terminal.Colour.YELLOW;
            case FAILED, UNREACHABLE -> Terminal.Colour.RED;
        };
    }

    @Override
    public void stopped(Scene scene, String why, Collection<Pseudowire> left) {
        String names =
                left.stream().map(one -> one.name().text()).limit(MOST_NAMES).collect(Collectors.joining(", "));
        int more = left.size() - MOST_NAMES;
        String rest = left.isEmpty() ? "" : " Not begun: " + names + (more > 0 ? " and " + more + " more" : "") + ".";
        out.println();
        out.println(Wrapped.of("Stopped: " + why + "." + rest, columns));
    }

    @Override
    public void recap(Tally tally) {
        banner("PLAY RECAP");
        tally.hosts().forEach((host, count) -> recap(host.text(), count, true));
        banner("PSEUDOWIRE RECAP");
        boolean several = tally.pseudowires().size() > 1;
        tally.pseudowires()
                .forEach((topology, all) -> all.forEach(
                        (name, count) -> recap(several ? topology + "/" + name : name.text(), count, false)));
    }

    private void recap(String name, Tally.Count count, boolean host) {
        StringBuilder counts = new StringBuilder();
        add(counts, "ok", count.of(Status.OK));
        add(counts, "changed", count.of(Status.CHANGED));
        if (!host) {
            add(counts, "drifted", count.of(Status.DRIFTED));
        }
        add(counts, "unreachable", count.of(Status.UNREACHABLE));
        add(counts, "failed", count.of(Status.FAILED));
        add(counts, "skipped", count.of(Status.SKIPPED));
        if (host) {
            // Nothing is rescued or ignored here; scripts that read Ansible's recap look for the words.
            add(counts, "rescued", 0);
            add(counts, "ignored", 0);
        }
        String padded = name + " ".repeat(Math.max(0, NAMES - name.length()));
        String painted = terminal.paint(colour(count.gravest()), name) + padded.substring(name.length());
        String line = counts.toString().stripTrailing();
        if (padded.length() + 3 + line.length() <= columns) {
            out.println(painted + " : " + line);
        } else {
            StringBuilder text = new StringBuilder("    ");
            Wrapped.append(text, line.replaceAll(" +", " "), 4, columns);
            out.println(painted.stripTrailing() + " :\n" + text);
        }
    }

    private static void add(StringBuilder line, String word, int number) {
        line.append(String.format("%s=%-4d ", word, number));
    }

    @Override
    public void ends(ExitCode code) {
        // The recap has said it.
    }

    private void banner(String title) {
        int width = columns == Columns.UNLIMITED ? USUAL_COLUMNS : Math.min(columns, USUAL_COLUMNS);
        String text = columns == Columns.UNLIMITED ? title : Wrapped.of(title, columns);
        int last = text.length() - text.lastIndexOf('\n') - 1;
        out.println();
        out.println(text + (last + 2 <= width ? " " + "*".repeat(Math.max(1, width - last - 1)) : ""));
    }

    private void line(String text, int indent, int hanging) {
        out.println(Wrapped.lines(" ".repeat(indent) + text, hanging - indent, columns));
    }

    private static String counted(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
