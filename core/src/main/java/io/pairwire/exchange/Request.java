package io.pairwire.exchange;

import io.pairwire.model.PseudowireName;
import io.pairwire.plan.EndCookies;
import io.pairwire.plan.HostPlan;
import io.pairwire.reconcile.Orders;
import io.pairwire.reconcile.Reason;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What an agent is asked, in this order: observe, perhaps reconsider, then apply, then confirm or roll back. Once it has observed, and
 * also once it has applied, it can be asked to listen, and then to probe.
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
     * @param exclusively whether an apply may follow: the host is then locked for this topology until the agent ends
     */
    record Observe(HostPlan plan, Purpose purpose, boolean exclusively) implements Request {
        /** Compares to bring the host to the plan. */
        public Observe(HostPlan plan, boolean exclusively) {
            this(plan, Purpose.BRING, exclusively);
        }

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
     * Bring the host to the plan that was observed.
     *
     * @param cookies that were made for sessions to be created
     * @param observeAgain whether time has passed, so that the host must first be seen not to have changed
     */
    record Apply(Orders orders, Map<PseudowireName, EndCookies> cookies, boolean observeAgain) implements Request {
        public Apply {
            cookies = Map.copyOf(cookies);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /** Keep what was applied, and write it to the host's manifest. */
    record Confirm() implements Request {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /** Go back to what was observed. An agent whose input ends before a confirm does so by itself. */
    record RollBack() implements Request {
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

        R visit(Reconsider reconsider);

        R visit(Apply apply);

        R visit(Confirm confirm);

        R visit(RollBack rollBack);

        R visit(Listen listen);

        R visit(Probe probe);
    }

    /** Returns what a visitor makes of this. */
    <R> R accept(Visitor<R> visitor);
}
