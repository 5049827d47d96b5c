package io.pairwire.agent;

import io.pairwire.exchange.Reply;
import io.pairwire.exchange.Request;
import io.pairwire.model.PseudowireName;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An agent's life: it answers, goes back when it is left alone too long, hands over to another of its run, and ends. */
final class Agent implements Closeable {
    private final Host host;
    private final Switch armed;
    private boolean inputHasEnded;
    private boolean hasEnded;

    Agent(Host host, Switch armed) {
        this.host = host;
        this.armed = armed;
    }

    /** The controller was heard just now, whatever it said. Any thread may tell. */
    void heard() {
        armed.heard();
    }

    /** Loads and opens what most questions take, while the first one is still being read. */
    void getReady() {
        host.getReady();
    }

    /** Returns the reply to a request; empty where it has none, or comes after the end. */
    Optional<Reply> handle(Request request) throws IOException {
        tick();
        if (hasEnded || request instanceof Request.Heartbeat) {
            return Optional.empty();
        }
        armed.busy(true);
        try {
            return Optional.of(answer(request));
        } finally {
            armed.busy(false);
        }
    }

    private Reply answer(Request request) {
        try {
            return request.accept(host);
        } catch (RuntimeException e) {
            e.printStackTrace();
            return new Reply.Refused(
                    Reply.Refused.Why.INTERNAL,
                    "the agent failed: " + e,
                    "report this, with what stands on standard error");
        }
    }

    /** There will be no more requests. What was begun waits for its deadline: the run may come back with another agent. */
    void inputEnds() throws IOException {
        inputHasEnded = true;
        tick();
    }

    /** Does what time demands. */
    void tick() throws IOException {
        if (hasEnded) {
            return;
        }
        if (armed.hasGoneOff() || (inputHasEnded && !host.hasBegun())) {
            armed.busy(true);
            Map<PseudowireName, List<String>> left = host.takeBack();
            armed.busy(false);
            if (!left.isEmpty()) {
                System.err.println("pairwire agent: left alone, and could not take everything back: " + left);
            }
            end();
        } else {
            Optional<String> successor = host.successor();
            if (successor.isPresent()) {
                armed.handTo(successor.get());
                end();
            }
        }
    }

    boolean hasEnded() {
        return hasEnded;
    }

    private void end() throws IOException {
        hasEnded = true;
        host.close();
    }

    @Override
    public void close() throws IOException {
        end();
    }
}
