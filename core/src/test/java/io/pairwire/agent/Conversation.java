package io.pairwire.agent;

import io.pairwire.exchange.Frames;
import io.pairwire.exchange.Messages;
import io.pairwire.exchange.Reply;
import io.pairwire.exchange.Request;
import io.pairwire.model.PseudowireName;
import io.pairwire.netlink.Sockets;
import io.pairwire.plan.HostPlan;
import io.pairwire.reconcile.Orders;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The controller's part of a talk with an agent, each answer being of the kind that is expected. */
final class Conversation implements AutoCloseable {
    private final InProcessAgent agent;
    private final Messages messages;

    Conversation(Sockets kernel, Path directory) throws IOException {
        this(kernel, directory, "/bin/false");
    }

    Conversation(Sockets kernel, Path directory, String modprobe) throws IOException {
        this(new InProcessAgent(kernel, directory, "a test", modprobe));
    }

    /** A talk with an agent that was just started. */
    Conversation(InProcessAgent agent) throws IOException {
        this.agent = agent;
        messages = new Messages(new Frames(agent.fromAgent(), agent.toAgent()));
        hear(Reply.Hello.class);
    }

    Reply.Observed observe(HostPlan plan) throws IOException {
        return ask(new Request.Observe(plan, true), Reply.Observed.class);
    }

    Reply.Observed look(HostPlan plan) throws IOException {
        return ask(new Request.Observe(plan, false), Reply.Observed.class);
    }

    Reply.Observed adopt(HostPlan plan) throws IOException {
        return ask(new Request.Observe(plan, Request.Purpose.ADOPT, true), Reply.Observed.class);
    }

    Reply.Observed show(HostPlan plan) throws IOException {
        return ask(new Request.Observe(plan, Request.Purpose.SHOW, false), Reply.Observed.class);
    }

    Reply.Applied apply(String... held) throws IOException {
        return ask(new Request.Apply(Orders.holding(names(held)), Map.of(), false), Reply.Applied.class);
    }

    static Set<PseudowireName> names(String... names) {
        return Stream.of(names).map(PseudowireName::new).collect(Collectors.toUnmodifiableSet());
    }

    Reply.RolledBack rollBack() throws IOException {
        return ask(new Request.RollBack(), Reply.RolledBack.class);
    }

    void confirm() throws IOException {
        ask(new Request.Confirm(), Reply.Confirmed.class);
    }

    Reply.Listening listen(String nonce, String... pseudowires) throws IOException {
        return ask(new Request.Listen(names(pseudowires), nonce), Reply.Listening.class);
    }

    Reply.Probed probe(Duration budget, String... pseudowires) throws IOException {
        return ask(new Request.Probe(names(pseudowires), budget), Reply.Probed.class);
    }

    Reply.Refused refused(Request request) throws IOException {
        return ask(request, Reply.Refused.class);
    }

    private <T extends Reply> T ask(Request request, Class<T> kind) throws IOException {
        messages.send(request);
        return hear(kind);
    }

    private <T extends Reply> T hear(Class<T> kind) throws IOException {
        Reply reply = messages.nextReply().orElseThrow(() -> new AssertionError("the agent ended"));
        if (!kind.isInstance(reply)) {
            throw new AssertionError("expected " + kind.getSimpleName() + ", heard " + reply);
        }
        return kind.cast(reply);
    }

    /** Ends the agent's input, and waits until it has ended. */
    @Override
    public void close() {
        agent.close();
    }
}
