package io.pairwire.playbook;

import io.pairwire.model.HostName;
import io.pairwire.model.TopologyName;
import io.pairwire.plan.HostPlan;
import io.pairwire.transaction.Chosen;
import io.pairwire.transaction.PairPlan;
import io.pairwire.transaction.Run;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where a book is played: how hosts are reached, and how changes are made and written down. */
public interface Stage {
    /** Returns whether nothing is to be changed, whatever tasks say. */
    boolean checks();

    /** Returns how long frames may take to pass where a task does not say so. */
    Duration verifyTimeout();

    /**
     * Returns a run over the lines that are open to a play's topology; contacts nobody yet.
     *
     * @param changing whether it may change something
     */
    Run run(Scene scene, Task task, Map<HostName, HostPlan> plans, Chosen chosen, boolean changing) throws IOException;

    /** Does a plan that has something to do; empty where it could not be begun, and nothing was changed. */
    Optional<Run.Applied> apply(Scene scene, Task task, Run run, PairPlan plan)
            throws IOException, InterruptedException;

    /** A run that might have changed something was not let, or had no cause to. */
    void notApplied(Scene scene, Run run, PairPlan plan, boolean refused) throws IOException;

    /** Waits; returns whether to go on. */
    boolean pause(Deed.Pause pause) throws IOException, InterruptedException;

    /** Returns whether somebody wants the book to end here. */
    boolean isInterrupted();

    /** From now on a topology is asked for at these hosts alone. */
    void needs(TopologyName topology, Set<HostName> hosts);
}
