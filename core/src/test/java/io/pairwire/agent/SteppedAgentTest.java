package io.pairwire.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.pairwire.exchange.Reply;
import io.pairwire.exchange.Request;
import io.pairwire.kernel.FakeKernel;
import io.pairwire.reconcile.Orders;
import io.pairwire.reconcile.Verb;
import io.pairwire.reconcile.Wire;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SteppedAgentTest {
    private final FakeKernel kernel = new FakeKernel();
    private final FakeDisk disk = new FakeDisk();
    private final FakeClock clock = new FakeClock();

    private static <T extends Reply> T as(Class<T> kind, Optional<Reply> reply) {
        return kind.cast(reply.orElseThrow(() -> new AssertionError("the agent is dead")));
    }

    @Test
    void itIsDrivenMessageByMessage() {
        SteppedAgent agent = new SteppedAgent(kernel, disk, clock);
        as(Reply.Observed.class, agent.handle(new Request.Observe(Wire.plan(Wire.named("seed")), Conversation.CLAIM)));
        as(Reply.Prepared.class, agent.handle(Conversation.prepare(Orders.NONE, false)));
        assertThat(as(Reply.Applied.class, agent.handle(new Request.Apply(Conversation.names("seed"))))
                        .failures())
                .isEmpty();
        as(Reply.Confirmed.class, agent.handle(new Request.Confirm(Conversation.names("seed"))));
        agent.inputEnds();
        assertThat(agent.hasEnded()).isTrue();
        assertThat(kernel.sessions()).hasSize(1);
        assertThat(disk.files()).containsKey("/fake/lib/metro.json");
    }

    @Test
    void aKernelThatHasGotItsL2tpSinceTheAgentWasMadeReadyIsSeenAsItIs() {
        SteppedAgent other = new SteppedAgent(kernel, disk, clock);
        as(Reply.Observed.class, other.handle(new Request.Observe(Wire.plan(Wire.named("seed")), Conversation.CLAIM)));
        as(Reply.Prepared.class, other.handle(Conversation.prepare(Orders.NONE, false)));
        SteppedAgent agent = new SteppedAgent(kernel, disk, clock);
        // The other run's agent has not loaded the module yet; and while this one waits for the lock, it does.
        kernel.faults().familyAbsent(true);
        agent.getReady();
        kernel.faults().familyAbsent(false);
        as(Reply.Applied.class, other.handle(new Request.Apply(Conversation.names("seed"))));
        as(Reply.Confirmed.class, other.handle(new Request.Confirm(Conversation.names("seed"))));
        other.inputEnds();
        Reply.Observed seen = as(
                Reply.Observed.class,
                agent.handle(new Request.Observe(Wire.plan(Wire.named("seed")), Conversation.CLAIM)));
        assertThat(seen.differences())
                .singleElement()
                .satisfies(difference -> assertThat(difference.verb()).isEqualTo(Verb.NOTHING));
    }

    @Test
    void whoIsDeadSaysNothingAndDoesNothing() {
        List<String> before = Snapshot.of(kernel);
        SteppedAgent agent = new SteppedAgent(kernel, disk, clock);
        agent.dieAfter(1);
        assertThat(agent.handle(new Request.Observe(Wire.plan(Wire.named("seed")), Conversation.CLAIM)))
                .isEmpty();
        assertThat(agent.hasEnded()).isTrue();
        assertThat(agent.handle(Conversation.prepare(Orders.NONE, false))).isEmpty();
        assertThat(Snapshot.of(kernel)).isEqualTo(before);
        assertThat(disk.files()).isEmpty();
    }
}
