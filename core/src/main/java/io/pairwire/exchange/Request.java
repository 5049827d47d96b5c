package io.pairwire.exchange;

import io.pairwire.model.PseudowireName;
import io.pairwire.plan.EndCookies;
import io.pairwire.plan.HostPlan;
import io.pairwire.reconcile.Orders;
import io.pairwire.reconcile.Reason;
import java.util.Map;

/** What an agent is asked, in this order: observe, perhaps reconsider, then apply, then confirm or roll back. */
public sealed interface Request {
    /**
     * Compare the host with a plan, changing nothing.
     *
     * @param exclusively whether an apply may follow: the host is then locked for this topology until the agent ends
     */
    record Observe(HostPlan plan, boolean exclusively) implements Request {
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

    /** What is done for each kind. */
    interface Visitor<R> {
        R visit(Observe observe);

        R visit(Reconsider reconsider);

        R visit(Apply apply);

        R visit(Confirm confirm);

        R visit(RollBack rollBack);
    }

    /** Returns what a visitor makes of this. */
    <R> R accept(Visitor<R> visitor);
}
