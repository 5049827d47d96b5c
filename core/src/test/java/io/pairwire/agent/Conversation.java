package io.pairwire.agent;

import io.pairwire.exchange.Frames;
import io.pairwire.exchange.Messages;
import io.pairwire.exchange.Provenance;
import io.pairwire.exchange.Reply;
import io.pairwire.exchange.Request;
import io.pairwire.model.PseudowireName;
import io.pairwire.netlink.Sockets;
import io.pairwire.plan.HostPlan;
import io.pairwire.reconcile.Difference;
import io.pairwire.reconcile.Orders;
import io.pairwire.reconcile.Verb;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        this(new InProcessAgent(kernel, directory, modprobe));
    }

    /** A talk with an agent that was just started. */
    Conversation(InProcessAgent agent) throws IOException {
        this.agent = agent;
        messages = new Messages(new Frames(agent.fromAgent(), agent.toAgent()));
        hear(Reply.Hello.class);
    }

    static final Optional<Request.Claim> CLAIM = Optional.of(new Request.Claim("1", "a test", Duration.ZERO));
    private static final Duration CONFIRM_TIMEOUT = Duration.ofMinutes(10);

    private Set<PseudowireName> toChange = Set.of();

    Reply.Observed observe(HostPlan plan) throws IOException {
        return remembered(ask(new Request.Observe(plan, CLAIM), Reply.Observed.class));
    }

    Reply.Observed look(HostPlan plan) throws IOException {
        return ask(new Request.Observe(plan, Optional.empty()), Reply.Observed.class);
    }

    Reply.Observed adopt(HostPlan plan) throws IOException {
        return remembered(ask(new Request.Observe(plan, Request.Purpose.ADOPT, CLAIM), Reply.Observed.class));
    }

    Reply.Observed show(HostPlan plan) throws IOException {
        return ask(new Request.Observe(plan, Request.Purpose.SHOW, Optional.empty()), Reply.Observed.class);
    }

    private Reply.Observed remembered(Reply.Observed observed) {
        toChange = observed.differences().stream()
                .filter(difference -> difference.verb() != Verb.NOTHING)
                .map(Difference::pseudowire)
                .collect(Collectors.toCollection(HashSet::new));
        return observed;
    }

    /** Prepares and applies all that differs but what is held; what cannot be prepared is told as if it had failed. */
    Reply.Applied apply(String... held) throws IOException {
        toChange.removeAll(names(held));
        Reply.Prepared prepared = ask(prepare(Orders.holding(names(held)), false), Reply.Prepared.class);
        if (!prepared.unable().isEmpty()) {
            List<Reply.Failure> failures = new ArrayList<>();
            prepared.unable()
                    .forEach((pseudowire, message) ->
                            failures.add(new Reply.Failure(pseudowire, "prepare", "EBUSY", message)));
            return new Reply.Applied(failures, List.of(), 0);
        }
        Reply.Applied changed = ask(new Request.Apply(toChange), Reply.Applied.class);
        Reply.Applied strays = toChange.isEmpty() ? changed : ask(new Request.Apply(Set.of()), Reply.Applied.class);
        return new Reply.Applied(
                changed.failures(),
                changed.left(),
                toChange.isEmpty() ? changed.netlinkWrites() : changed.netlinkWrites() + strays.netlinkWrites());
    }

    static Request.Prepare prepare(Orders orders, boolean observeAgain) {
        return new Request.Prepare(orders, Map.of(), observeAgain, CONFIRM_TIMEOUT, Provenance.of("apply"));
    }

    static Set<PseudowireName> names(String... names) {
        return Stream.of(names).map(PseudowireName::new).collect(Collectors.toUnmodifiableSet());
    }

    Reply.RolledBack rollBack() throws IOException {
        Reply.RolledBack rolledBack = ask(new Request.RollBack(toChange), Reply.RolledBack.class);
        ask(new Request.RollBack(Set.of()), Reply.RolledBack.class);
        return rolledBack;
    }

    void confirm() throws IOException {
        ask(new Request.Confirm(toChange), Reply.Confirmed.class);
        ask(new Request.Confirm(Set.of()), Reply.Confirmed.class);
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
