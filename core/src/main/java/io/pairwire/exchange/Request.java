package io.pairwire.exchange;

import io.pairwire.model.PseudowireName;
import io.pairwire.plan.HostPlan;
import java.util.Locale;
import java.util.Set;

/** What an agent is asked, in this order: observe, then apply, then confirm or roll back. */
public sealed interface Request {
    /** What a host is compared with a plan for. */
    enum Purpose {
        /** To bring it to the plan. */
        BRING,
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
     * Bring the host to the plan that was observed.
     *
     * @param held pseudowires to leave as they are
     * @param observeAgain whether time has passed, so that the host must first be seen not to have changed
     */
    record Apply(Set<PseudowireName> held, boolean observeAgain) implements Request {
        public Apply {
            held = Set.copyOf(held);
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

    /** What is done for each kind. */
    interface Visitor<R> {
        R visit(Observe observe);

        R visit(Apply apply);

        R visit(Confirm confirm);

        R visit(RollBack rollBack);
    }

    /** Returns what a visitor makes of this. */
    <R> R accept(Visitor<R> visitor);
}
