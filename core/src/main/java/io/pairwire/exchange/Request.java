package io.pairwire.exchange;

import io.pairwire.model.PseudowireName;
import io.pairwire.model.TopologyName;
import io.pairwire.plan.EndCookies;
import io.pairwire.plan.HostPlan;
import io.pairwire.reconcile.Orders;
import io.pairwire.reconcile.Reason;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an agent is asked, in this order: observe, perhaps reconsider, then prepare; then, for one set of pseudowires after another, apply
 * and confirm or roll back. Heartbeats come in between. Once it has observed, it
 * can be asked to listen, and then to probe.
 */
public sealed interface Request {
    /** What a host is compared with a plan for. */
    enum Purpose {
        /** To bring it to the plan. */
        BRING,
        /** To make what was made by hand as the plan has it the topology's own. */
        ADOPT,
        /** To show what it carries, which the plan, being empty, would take away. */
        SHOW;

        /** Returns the word that stands in documents. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Compare the host with a plan, changing nothing.
     *
     * @param claim whose the host is from now on, if anything may be changed; the host is locked for this topology until the agent
     *     ends, and a change that a dead run left unconfirmed is taken back first
     */
    record Observe(HostPlan plan, Purpose purpose, Optional<Claim> claim) implements Request {
        /** Compares to bring the host to the plan. */
        public Observe(HostPlan plan, Optional<Claim> claim) {
            this(plan, Purpose.BRING, claim);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /**
     * Who wants to change a host.
     *
     * @param run tells this run from all others; whoever presents it again is this run
     * @param holder who that is, in words, for another run that is refused meanwhile
     * @param patience how long to wait for the lock where another run holds it
     */
    record Claim(String run, String holder, Duration patience) {}

    /**
     * Take up again, with a new agent, what this run prepared here and has not confirmed; instead of observe. Changes nothing.
     *
     * @param claim the run's own, as it was when it observed
     */
    record Resume(TopologyName topology, Claim claim) implements Request {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /**
     * Compare what was observed with the plan again, in the light of what the other hosts said; the answer is as to observe.
     *
     * @param remade pseudowires whose sessions must be made anew, each with the reason
     */
    record Reconsider(Map<PseudowireName, Reason> remade) implements Request {
        public Reconsider {
            remade = Map.copyOf(remade);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /**
     * Get ready to bring the host to the plan that was observed: find out that nothing stands in the way, write down how to go back, and
     * arm the switch that does so by itself. Changes nothing but those notes.
     *
     * @param cookies that were made for sessions to be created
     * @param observeAgain whether time has passed, so that the host must first be seen not to have changed
     * @param confirmTimeout after how long without a word from the controller the host goes back by itself
     * @param provenance for the host's audit log
     */
    record Prepare(
            Orders orders,
            Map<PseudowireName, EndCookies> cookies,
            boolean observeAgain,
            Duration confirmTimeout,
            Provenance provenance)
            implements Request {
        public Prepare {
            cookies = Map.copyOf(cookies);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /** Make the changes of some pseudowires that were prepared; those that are entangled with one of them are among them. */
    record Apply(Set<PseudowireName> pseudowires) implements Request {
        public Apply {
            pseudowires = Set.copyOf(pseudowires);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /**
     * Keep what was applied of some pseudowires, and write it to the host's manifest, together with all that needed no change. Said
     * twice, it is done once.
     *
     * @param verdicts what frames over them showed, of those over which some were sent; for the host's audit log
     */
    record Confirm(Set<PseudowireName> pseudowires, Map<PseudowireName, String> verdicts) implements Request {
        public Confirm {
            pseudowires = Set.copyOf(pseudowires);
            verdicts = Map.copyOf(verdicts);
        }

        /** Keeps what no frames were sent over. */
        public Confirm(Set<PseudowireName> pseudowires) {
            this(pseudowires, Map.of());
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /**
     * Take some pseudowires back to what was observed, whether they were applied or only prepared.
     *
     * @param reasons why, as far as there is something to say; for the host's audit log
     */
    record RollBack(Set<PseudowireName> pseudowires, Map<PseudowireName, String> reasons) implements Request {
        public RollBack {
            pseudowires = Set.copyOf(pseudowires);
            reasons = Map.copyOf(reasons);
        }

        /** Takes back without a word why. */
        public RollBack(Set<PseudowireName> pseudowires) {
            this(pseudowires, Map.of());
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /** The controller lives; the one request that has no reply. Every other request says so too. */
    record Heartbeat() implements Request {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /**
     * Answer the probes of these pseudowires' far ends from now on, until the agent ends or is asked to listen anew.
     *
     * @param nonce 32 hexadecimal digits, which all hosts of the run are told and nobody else: what bears another is not answered
     */
    record Listen(Set<PseudowireName> pseudowires, String nonce) implements Request {
        public Listen {
            pseudowires = Set.copyOf(pseudowires);
            if (!nonce.matches("[0-9a-f]{32}")) {
                throw new IllegalArgumentException("a nonce is 32 hexadecimal digits");
            }
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /** Send frames over these pseudowires, which must be listened to, until each one's came back or the time is up. */
    record Probe(Set<PseudowireName> pseudowires, Duration budget) implements Request {
        public Probe {
            pseudowires = Set.copyOf(pseudowires);
            if (budget.isNegative()) {
                throw new IllegalArgumentException("a time cannot be negative");
            }
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /** What is done for each kind. */
    interface Visitor<R> {
        R visit(Observe observe);

        R visit(Resume resume);

        R visit(Reconsider reconsider);

        R visit(Prepare prepare);

        R visit(Apply apply);

        R visit(Confirm confirm);

        R visit(RollBack rollBack);

        R visit(Heartbeat heartbeat);

        R visit(Listen listen);

        R visit(Probe probe);
    }

    /** Returns what a visitor makes of this. */
    <R> R accept(Visitor<R> visitor);
}
