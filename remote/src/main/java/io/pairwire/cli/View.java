package io.pairwire.cli;

import io.pairwire.exchange.Reply;
import io.pairwire.exchange.SavedPlan;
import io.pairwire.graph.Format;
import io.pairwire.model.HostName;
import io.pairwire.model.PseudowireName;
import io.pairwire.plan.HostPlan;
import io.pairwire.ssh.Cleaned;
import io.pairwire.ssh.Examination;
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

/** How a command shows what came of it. */
interface View {
    /** Shows what is wrong with the input, warnings too. */
    void problems(List<Problem> problems, List<String> complaints);

    /** Shows that the input is sound, but for secrets that could not be looked up. */
    void valid(String topology, int pseudowires, int hosts, int unseenSecrets);

    /** Shows how a lock file differs from what it should say, or that it does not. */
    void lock(LockState lock);

    /** Shows beside another answer that the lock file is not up to date, or has just been written. */
    void allocated(LockState lock);

    /** Shows what every host should carry, nobody having been asked, and what would happen to each pseudowire. */
    void derived(Collection<HostPlan> plans, Ahead<?, PairPlan> pseudowires);

    /** Shows what would change to make the hosts carry their plans. */
    void plan(Collection<HostPlan> plans, PairPlan plan);

    /** Shows that more would go than goes without being allowed; whether nothing was changed for it, or this is but a warning. */
    void tooMuchGoes(Prune prune, boolean refused);

    /** Shows where a plan has just been saved. */
    void saved(Path file);

    /** Shows that a plan was not saved as it should have been, and why. */
    void notSaved(String why);

    /** Shows a plan that was saved. */
    void saved(SavedPlan saved, PairPlan plan);

    /** Shows why a saved plan cannot be done any more, and where hosts are not as it has them. */
    void stale(String why, List<Deviation> deviations);

    /** Shows what both ends carry. */
    void carried(PairPlan plan);

    /** Shows how hosts differ from their topology. */
    void drift(Drift drift);

    /** Shows whether pseudowires pass frames, and why not. */
    void verified(List<Verified> pseudowires);

    /** Shows where values come from, end by end as they are told. */
    void origins(Consumer<Consumer<EndOrigins>> teller);

    /** Shows a picture, or the file that it has been written to. */
    void picture(Format format, String text, Optional<Path> file);

    /** Shows that a picture could not be written to where it should be. */
    void notDrawn(String why);

    /** Shows that the command was to be about nothing at all. */
    void nothingSelected(String why);

    /** Shows that a pseudowire that was chosen gets no other cookies, and why. */
    void notRotated(PseudowireName pseudowire, String why);

    /** Shows which hosts failed, and why. */
    void failures(Collection<HostFailure> failures);

    /** Shows what other runs have changed on hosts and not confirmed yet. */
    void unconfirmed(Map<HostName, Reply.Observed> observed);

    /** Shows what came of an apply that had something to do. */
    void applied(PairPlan plan, Run.Applied applied);

    /** Shows what runs were confirming that ended before it was known what became of it. */
    void unfinished(List<RunLog.Unfinished> left);

    /** Shows that no run has left anything to go on with. */
    void nothingToResume();

    /** Shows that what is not yet being confirmed is now being taken back. */
    void takingBack();

    /** Shows that nobody waits any longer for hosts that have something to take back. */
    void leftToHosts(Duration confirmTimeout);

    /** Shows that there was nothing to do. */
    void nothingToDo(PairPlan plan);

    /** Shows that the audit log could not be written, after what the command has done or not done all the same. */
    void unaudited(String why);

    /** Shows what was removed from a host's cache, or would be. */
    void cleaned(HostName host, Cleaned cleaned, boolean check);

    /** Shows how a host stands. */
    void examined(HostName host, Examination examination);

    /** Returns where a person can be asked something without being in the answer's way. */
    PrintStream asides();

    /** Shows that a person said no. */
    void declined();
}
