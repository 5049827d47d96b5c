package io.pairwire.cli;

import io.pairwire.exchange.Reply;
import io.pairwire.exchange.SavedPlan;
import io.pairwire.graph.Format;
import io.pairwire.model.HostName;
import io.pairwire.model.PseudowireName;
import io.pairwire.plan.HostPlan;
import io.pairwire.reconcile.Verb;
import io.pairwire.ssh.Cleaned;
import io.pairwire.ssh.Examination;
import io.pairwire.topology.Allocation;
import io.pairwire.topology.EndOrigins;
import io.pairwire.transaction.Deviation;
import io.pairwire.transaction.Drift;
import io.pairwire.transaction.HostFailure;
import io.pairwire.transaction.PairPlan;
import io.pairwire.transaction.Prune;
import io.pairwire.transaction.Run;
import io.pairwire.transaction.Verified;
import io.pairwire.yaml.Problem;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What people read: answers on standard output, what is wrong on standard error. */
final class TextView implements View {
    /** As many lines of a lock file as people look at. */
    private static final int MOST_CHANGES = 10;

    private final Terminal terminal;
    private final PrintStream out;
    private final PrintStream err;

    TextView(Terminal terminal) {
        this.terminal = terminal;
        this.out = terminal.out();
        this.err = terminal.err();
    }

    @Override
    public void problems(List<Problem> problems, List<String> complaints) {
        complaints.forEach(complaint -> err.println(error(complaint)));
        problems.forEach(problem -> err.println(painted(problem) + "\n"));
        long errors =
                complaints.size() + problems.stream().filter(Problem::isError).count();
        if (errors > 0) {
            err.println(errors + (errors == 1 ? " error" : " errors") + "; no host was contacted.");
        }
    }

    @Override
    public void valid(String topology, int pseudowires, int hosts, int unseenSecrets) {
        out.println(topology + " is valid: " + counted(pseudowires, "pseudowire") + " over " + counted(hosts, "host")
                + ". No host was contacted.");
        if (unseenSecrets > 0) {
            out.println(counted(unseenSecrets, "secret") + " could not be looked up, and "
                    + (unseenSecrets == 1 ? "was" : "were") + " not checked.");
        }
    }

    @Override
    public void lock(LockState lock) {
        if (lock.isUpToDate()) {
            out.println("The lock file is up to date.");
        } else {
            lock(lock, out);
        }
    }

    @Override
    public void allocated(LockState lock) {
        lock(lock, err);
        err.println();
    }

    private static void lock(LockState lock, PrintStream to) {
        List<Allocation.Change> changes = lock.allocation().changes();
        for (Allocation.Change change : changes.subList(0, Math.min(MOST_CHANGES, changes.size()))) {
            to.println("  " + change.kind().symbol() + " " + change);
        }
        if (changes.size() > MOST_CHANGES) {
            to.println("  ... and " + (changes.size() - MOST_CHANGES) + " more");
        }
        to.println(
                lock.written()
                        ? "Wrote " + lock.file() + "; commit it with the topology."
                        : lock.file() + " is not up to date: " + counted(changes.size(), "line")
                                + " to write, as above; 'pairwire lock' does, and so does 'apply'.");
    }

    @Override
    public void derived(Collection<HostPlan> plans, Ahead<?, PairPlan> pseudowires) {
        String preface = "Derived from the files alone, as for hosts that carry nothing yet; no host was contacted.";
        out.println(Wrapped.of(preface, terminal.columns().getAsInt()) + "\n");
        new PlanText(terminal).print(pseudowires, out);
    }

    @Override
    public void plan(Collection<HostPlan> plans, PairPlan plan) {
        new PlanText(terminal).print(plan, out);
    }

    @Override
    public void tooMuchGoes(Prune prune, boolean refused) {
        err.println(
                refused
                        ? error(prune.message() + "; nothing was changed on any host")
                        : warning(prune.message() + "; 'apply' would refuse"));
        err.println("  hint: " + prune.advice());
    }

    @Override
    public void saved(Path file) {
        out.println("\nSaved as " + file + "; 'pairwire apply " + file + "' does exactly this.");
    }

    @Override
    public void notSaved(String why) {
        err.println(error("the plan is not saved: " + why));
    }

    @Override
    public void saved(SavedPlan saved, PairPlan plan) {
        out.println("A plan of " + saved.topologyFile() + ", made " + saved.madeAt() + ", ID " + saved.id()
                + "; no host was contacted.\n");
        plan(saved.plans().values(), plan);
    }

    @Override
    public void stale(String why, List<Deviation> deviations) {
        err.println(error("the saved plan is stale: " + why));
        for (Deviation deviation : deviations) {
            err.println("  " + deviation.host() + ", " + deviation.what() + ":");
            err.println(hanging("    planned: ", deviation.planned()));
            err.println(hanging("    found:   ", deviation.found()));
        }
        err.println("  hint: nothing was changed; make a new plan with 'pairwire plan -o', and look at it");
    }

    private String hanging(String label, String words) {
        StringBuilder text = new StringBuilder(label);
        Wrapped.append(text, words, label.length(), terminal.columns().getAsInt());
        return text.toString();
    }

    @Override
    public void carried(PairPlan plan) {
        PlanText text = new PlanText(terminal);
        plan.changes().forEach(change -> out.print(text.carried(change) + "\n"));
        out.println(counted(plan.changes().size(), "pseudowire") + " of this topology.");
    }

    @Override
    public void drift(Drift drift) {
        new DriftText(terminal).print(drift, out);
    }

    @Override
    public void verified(List<Verified> pseudowires) {
        new VerifyText(terminal).print(pseudowires, out);
    }

    @Override
    public void origins(Consumer<Consumer<EndOrigins>> teller) {
        OriginText text = new OriginText(terminal);
        teller.accept(text::print);
    }

    @Override
    public void nothingSelected(String why) {
        err.println(error(why));
        err.println("  hint: see 'validate' for what the files hold, and correct the name");
    }

    @Override
    public void notRotated(PseudowireName pseudowire, String why) {
        err.println(warning(pseudowire + " is not rotated: " + why));
    }

    @Override
    public void picture(Format format, String text, Optional<Path> file) {
        if (file.isPresent()) {
            out.println("Wrote " + file.get() + ".");
        } else {
            out.print(text);
        }
    }

    @Override
    public void notDrawn(String why) {
        err.println(error("the picture is not written: " + why));
    }

    @Override
    public void failures(Collection<HostFailure> failures) {
        for (HostFailure failure : failures) {
            err.println(error(failure.message()));
            if (!failure.advice().isEmpty()) {
                err.println("  hint: " + failure.advice());
            }
        }
    }

    @Override
    public void unconfirmed(Map<HostName, Reply.Observed> observed) {
        observed.forEach((host, seen) -> seen.unconfirmed().ifPresent(left -> {
            err.println(warning(Unconfirmed.message(host, left)));
            err.println("  hint: " + Unconfirmed.ADVICE);
        }));
    }

    @Override
    public void applied(PairPlan plan, Run.Applied applied) {
        new FateText(terminal).print(applied.fates(), err);
        PairPlan kept = plan.only(applied.keptNames());
        if (!applied.kept() && kept.changes().isEmpty()) {
            out.println("Not applied.");
            return;
        }
        int others = plan.changes().size() - kept.changes().size();
        out.println((applied.kept() ? "Applied: " : "Applied in part: ") + kept.count(Verb.CREATE) + " added, "
                + kept.count(Verb.CHANGE) + " changed, " + kept.count(Verb.REPLACE) + " replaced, "
                + kept.count(Verb.REMOVE) + " removed; " + plan.unchanged() + " unchanged"
                + (others > 0 ? "; " + others + " not applied" : "") + "; " + writes(applied.netlinkWrites()) + ".");
    }

    @Override
    public void unfinished(List<RunLog.Unfinished> left) {
        for (RunLog.Unfinished one : left) {
            err.println(warning("may be split: " + Unconfirmed.joined(one.pseudowires())
                    + "; they were being confirmed when " + one.head() + " ended"));
        }
    }

    @Override
    public void nothingToResume() {
        out.println("Nothing to resume: no run has left anything unconfirmed.");
    }

    @Override
    public void takingBack() {
        err.println("\nTaking back what is not yet kept. Once more, and it is left to the hosts.");
    }

    @Override
    public void leftToHosts(Duration confirmTimeout) {
        err.println("\nLeft to the hosts: what is not kept goes back by itself within " + confirmTimeout.toSeconds()
                + " s of our last word to them. Run 'drift' then.");
    }

    @Override
    public void nothingToDo(PairPlan plan) {
        out.println(
                "Nothing to do: " + counted(plan.unchanged(), "pseudowire") + " as it should be; " + writes(0) + ".");
    }

    @Override
    public void unaudited(String why) {
        err.println(warning(why));
    }

    @Override
    public void cleaned(HostName host, Cleaned cleaned, boolean check) {
        String directory = cleaned.directory();
        String others = cleaned.others() == 0 ? "" : "; left: " + counted(cleaned.others(), "thing") + " of others";
        if (cleaned.removed().isEmpty()) {
            out.println(host + ": nothing of ours in " + directory + others);
            return;
        }
        out.println(host + ": " + (check ? "would remove " : "removed ")
                + counted(cleaned.removed().size(), "thing") + " from " + directory + ", " + cleaned.octets()
                + " octets"
                + others);
        for (Cleaned.Removed one : cleaned.removed()) {
            out.println("  " + one.name() + " (" + one.octets() + " octets)");
        }
    }

    @Override
    public void examined(HostName host, Examination examination) {
        out.println(terminal.paint(Terminal.Colour.BOLD, host.text()));
        for (Examination.Check check : examination.checks()) {
            String state = switch (check.state()) {
                case OK -> terminal.paint(Terminal.Colour.GREEN, "ok   ");
                case WRONG -> terminal.paint(Terminal.Colour.RED, "wrong");
                case NOTE -> terminal.paint(Terminal.Colour.YELLOW, "note ");
            };
            out.println("  " + state + "  " + String.format("%-10s", check.name()) + "  "
                    + check.message().replace("\n", "\n" + " ".repeat(21)));
            if (!check.next().isEmpty()) {
                out.println(" ".repeat(21) + "next: " + check.next().replace("\n", "\n" + " ".repeat(21)));
            }
        }
    }

    @Override
    public PrintStream asides() {
        return out;
    }

    @Override
    public void declined() {
        out.println("Nothing was changed.");
    }

    private String painted(Problem problem) {
        String severity = ": " + problem.severity() + " ";
        Terminal.Colour colour = problem.isError() ? Terminal.Colour.RED : Terminal.Colour.YELLOW;
        String text = problem.toString();
        int at = (problem.file() + ":" + problem.at()).length();
        return text.substring(0, at)
                + ": "
                + terminal.paint(colour, problem.severity().toString())
                + text.substring(at + severity.length() - 1);
    }

    private String error(String message) {
        return terminal.paint(Terminal.Colour.RED, "error:") + " " + message;
    }

    private String warning(String message) {
        return terminal.paint(Terminal.Colour.YELLOW, "warning:") + " " + message;
    }

    private static String writes(int count) {
        return counted(count, "netlink write");
    }

    private static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
