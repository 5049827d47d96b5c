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
    private final Prose prose;
    private final PrintStream out;
    private final PrintStream err;

    TextView(Terminal terminal) {
        this.terminal = terminal;
        this.prose = new Prose(terminal);
        this.out = terminal.out();
        this.err = terminal.err();
    }

    @Override
    public void problems(List<Problem> problems, List<String> complaints) {
        complaints.forEach(prose::error);
        problems.forEach(this::problem);
        long errors =
                complaints.size() + problems.stream().filter(Problem::isError).count();
        if (errors > 0) {
            prose.say(err, errors + (errors == 1 ? " error" : " errors") + "; no host was contacted.");
        }
    }

    @Override
    public void valid(String topology, int pseudowires, int hosts, int unseenSecrets) {
        prose.say(
                out,
                topology + " is valid: " + counted(pseudowires, "pseudowire") + " over " + counted(hosts, "host")
                        + ". No host was contacted.");
        if (unseenSecrets > 0) {
            prose.say(
                    out,
                    counted(unseenSecrets, "secret") + " could not be looked up, and "
                            + (unseenSecrets == 1 ? "was" : "were") + " not checked.");
        }
    }

    @Override
    public void lock(LockState lock) {
        if (lock.isUpToDate()) {
            prose.say(out, "The lock file is up to date.");
        } else {
            lock(lock, out);
        }
    }

    @Override
    public void allocated(LockState lock) {
        lock(lock, err);
        err.println();
    }

    private void lock(LockState lock, PrintStream to) {
        List<Allocation.Change> changes = lock.allocation().changes();
        for (Allocation.Change change : changes.subList(0, Math.min(MOST_CHANGES, changes.size()))) {
            prose.item(to, "  " + change.kind().symbol() + " " + change);
        }
        if (changes.size() > MOST_CHANGES) {
            prose.item(to, "  ... and " + (changes.size() - MOST_CHANGES) + " more");
        }
        prose.say(
                to,
                lock.written()
                        ? "Wrote " + lock.file() + "; commit it with the topology."
                        : lock.file() + " is not up to date: " + counted(changes.size(), "line")
                                + " to write, as above; 'pairwire lock' does, and so does 'apply'.");
    }

    @Override
    public void derived(Collection<HostPlan> plans, Ahead<?, PairPlan> pseudowires) {
        prose.say(out, "Derived from the files alone, as for hosts that carry nothing yet; no host was contacted.\n");
        new PlanText(terminal).print(pseudowires, out);
    }

    @Override
    public void plan(Collection<HostPlan> plans, PairPlan plan) {
        new PlanText(terminal).print(plan, out);
    }

    @Override
    public void tooMuchGoes(Prune prune, boolean refused) {
        if (refused) {
            prose.error(prune.message() + "; nothing was changed on any host");
        } else {
            prose.warning(prune.message() + "; 'apply' would refuse");
        }
        prose.hint(prune.advice());
    }

    @Override
    public void saved(Path file) {
        prose.say(out, "\nSaved as " + file + "; 'pairwire apply " + file + "' does exactly this.");
    }

    @Override
    public void notSaved(String why) {
        prose.error("the plan is not saved: " + why);
    }

    @Override
    public void saved(SavedPlan saved, PairPlan plan) {
        prose.say(
                out,
                "A plan of " + saved.topologyFile() + ", made " + saved.madeAt() + ", ID " + saved.id()
                        + "; no host was contacted.\n");
        plan(saved.plans().values(), plan);
    }

    @Override
    public void stale(String why, List<Deviation> deviations) {
        prose.error("the saved plan is stale: " + why);
        for (Deviation deviation : deviations) {
            prose.item(err, "  " + deviation.host() + ", " + deviation.what() + ":");
            err.println(hanging("    planned: ", deviation.planned()));
            err.println(hanging("    found:   ", deviation.found()));
        }
        prose.hint("nothing was changed; make a new plan with 'pairwire plan -o', and look at it");
    }

    private String hanging(String label, String words) {
        StringBuilder text = new StringBuilder(label);
        Wrapped.append(text, words, label.length(), terminal.columns(err));
        return text.toString();
    }

    @Override
    public void carried(PairPlan plan) {
        PlanText text = new PlanText(terminal);
        plan.changes().forEach(change -> out.print(text.carried(change) + "\n"));
        prose.say(out, counted(plan.changes().size(), "pseudowire") + " of this topology.");
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
        prose.error(why);
        prose.hint("see 'validate' for what the files hold, and correct the name");
    }

    @Override
    public void notRotated(PseudowireName pseudowire, String why) {
        prose.warning(pseudowire + " is not rotated: " + why);
    }

    @Override
    public void picture(Format format, String text, Optional<Path> file) {
        if (file.isPresent()) {
            prose.say(out, "Wrote " + file.get() + ".");
        } else {
            out.print(text);
        }
    }

    @Override
    public void notDrawn(String why) {
        prose.error("the picture is not written: " + why);
    }

    @Override
    public void failures(Collection<HostFailure> failures) {
        for (HostFailure failure : failures) {
            prose.error(failure.message());
            if (!failure.advice().isEmpty()) {
                prose.hint(failure.advice());
            }
        }
    }

    @Override
    public void unconfirmed(Map<HostName, Reply.Observed> observed) {
        observed.forEach((host, seen) -> seen.unconfirmed().ifPresent(left -> {
            prose.warning(Unconfirmed.message(host, left));
            prose.hint(Unconfirmed.ADVICE);
        }));
    }

    @Override
    public void applied(PairPlan plan, Run.Applied applied) {
        new FateText(terminal).print(applied.fates());
        PairPlan kept = plan.only(applied.keptNames());
        if (!applied.kept() && kept.changes().isEmpty()) {
            prose.say(out, "Not applied.");
            return;
        }
        int others = plan.changes().size() - kept.changes().size();
        prose.say(
                out,
                (applied.kept() ? "Applied: " : "Applied in part: ") + kept.count(Verb.CREATE) + " added, "
                        + kept.count(Verb.CHANGE) + " changed, " + kept.count(Verb.REPLACE) + " replaced, "
                        + kept.count(Verb.REMOVE) + " removed; " + plan.unchanged() + " unchanged"
                        + (others > 0 ? "; " + others + " not applied" : "") + "; " + writes(applied.netlinkWrites())
                        + ".");
    }

    @Override
    public void unfinished(List<RunLog.Unfinished> left) {
        for (RunLog.Unfinished one : left) {
            prose.warning("may be split: " + Unconfirmed.joined(one.pseudowires()) + "; they were being confirmed when "
                    + one.head() + " ended");
        }
    }

    @Override
    public void nothingToResume() {
        prose.say(out, "Nothing to resume: no run has left anything unconfirmed.");
    }

    @Override
    public void takingBack() {
        prose.say(err, "\nTaking back what is not yet kept. Once more, and it is left to the hosts.");
    }

    @Override
    public void leftToHosts(Duration confirmTimeout) {
        prose.say(
                err,
                "\nLeft to the hosts: what is not kept goes back by itself within " + confirmTimeout.toSeconds()
                        + " s of our last word to them. Run 'drift' then.");
    }

    @Override
    public void nothingToDo(PairPlan plan) {
        prose.say(
                out,
                "Nothing to do: " + counted(plan.unchanged(), "pseudowire") + " as it should be; " + writes(0) + ".");
    }

    @Override
    public void unaudited(String why) {
        prose.warning(why);
    }

    @Override
    public void cleaned(HostName host, Cleaned cleaned, boolean check) {
        String directory = cleaned.directory();
        String others = cleaned.others() == 0 ? "" : "; left: " + counted(cleaned.others(), "thing") + " of others";
        if (cleaned.removed().isEmpty()) {
            prose.item(out, host + ": nothing of ours in " + directory + others);
            return;
        }
        prose.item(
                out,
                host + ": " + (check ? "would remove " : "removed ")
                        + counted(cleaned.removed().size(), "thing") + " from " + directory + ", " + cleaned.octets()
                        + " octets"
                        + others);
        for (Cleaned.Removed one : cleaned.removed()) {
            prose.item(out, "  " + one.name() + " (" + one.octets() + " octets)");
        }
    }

    @Override
    public void examined(HostName host, Examination examination) {
        new ExaminationText(terminal).print(host, examination, out);
    }

    @Override
    public PrintStream asides() {
        return out;
    }

    @Override
    public void declined() {
        prose.say(out, "Nothing was changed.");
    }

    /** The line of the file is left as it is, for there is a mark below one of its columns. */
    private void problem(Problem problem) {
        Terminal.Colour colour = problem.isError() ? Terminal.Colour.RED : Terminal.Colour.YELLOW;
        String place = problem.file() + ":" + problem.at() + ": ";
        String severity = problem.severity().toString();
        String rest = problem.headline().substring(place.length() + severity.length());
        prose.item(err, place + terminal.paint(colour, severity) + rest);
        problem.excerpt().ifPresent(err::println);
        problem.hint().ifPresent(prose::hint);
        err.println();
    }

    private static String writes(int count) {
        return counted(count, "netlink write");
    }

    private static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
