package io.pairwire.transaction;

import io.pairwire.exchange.Request;
import io.pairwire.model.HostName;
import io.pairwire.model.PseudowireName;
import java.util.Set;

/** What a {@link Coordinator} wants done next. Steps are done in the order in which they are told. */
sealed interface Step {
    /** Send a host a request, and tell what it answers, or that it is lost. */
    record Ask(HostName host, Request request) implements Step {}

    /**
     * Reach a lost host again with a new agent, and take up there what this run has begun.
     *
     * @param patiently whether to go on trying for as long as the host waits for us; otherwise once is enough, for the host goes back by
     *     itself
     */
    record ComeBack(HostName host, boolean patiently) implements Step {}

    /** Write down, before anything that follows, that these are about to be confirmed. */
    record Decide(Set<PseudowireName> pseudowires, Set<HostName> hosts) implements Step {
        public Decide {
            pseudowires = Set.copyOf(pseudowires);
            hosts = Set.copyOf(hosts);
        }
    }

    /** Write down that it is known what became of these. */
    record Settle(Set<PseudowireName> pseudowires) implements Step {
        public Settle {
            pseudowires = Set.copyOf(pseudowires);
        }
    }
}
