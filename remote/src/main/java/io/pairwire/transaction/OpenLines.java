package io.pairwire.transaction;

import io.pairwire.exchange.Reply;
import io.pairwire.exchange.Request;
import io.pairwire.model.HostName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The talks with a topology's hosts that outlive a run, for the next run over the same hosts: one connection a host, however often it is
 * asked.
 *
 * <p>An agent that was claimed stays claimed as long as its line is open, so all runs over these lines must present one claim. Where nobody
 * answers on an open line any more, the host is connected to anew.
 */
public final class OpenLines implements AutoCloseable {
    private final Agents agents;
    private final Heartbeats heartbeats;
    private final Map<HostName, HostConversation> lines = new LinkedHashMap<>();

    /** What a host answered on an open line. */
    record Answered(HostConversation conversation, Reply reply) {}

    /**
     * No lines yet.
     *
     * @param confirmTimeout the least time that any run over them has hosts wait for a word
     */
    public OpenLines(Agents agents, Duration confirmTimeout) {
        this.agents = agents;
        this.heartbeats = Heartbeats.forHostsThatWait(confirmTimeout);
    }

    Agents agents() {
        return agents;
    }

    /** Asks a host to observe where a line to it is open, which the caller then has; otherwise empty. */
    Optional<Answered> ask(HostName host, Request.Observe question) {
        Optional<HostConversation> open = take(host);
        Optional<Reply> reply = open.flatMap(conversation -> conversation.observeAnew(question));
        return reply.map(answer -> new Answered(open.orElseThrow(), answer));
    }

    private synchronized Optional<HostConversation> take(HostName host) {
        return Optional.ofNullable(lines.remove(host));
    }

    /** Keeps a line open that owes no answer. */
    synchronized void keep(HostConversation conversation) {
        lines.put(conversation.host(), conversation);
        heartbeats.to(conversation.host(), conversation);
    }

    /** Ends the lines to all hosts but these. */
    public synchronized void only(Set<HostName> hosts) {
        for (HostName host : new ArrayList<>(lines.keySet())) {
            if (!hosts.contains(host)) {
                heartbeats.no(host);
                take(host).ifPresent(HostConversation::close);
            }
        }
    }

    /** Ends every line; hosts that were claimed are free. */
    @Override
    public synchronized void close() {
        heartbeats.close();
        only(Set.of());
    }
}
