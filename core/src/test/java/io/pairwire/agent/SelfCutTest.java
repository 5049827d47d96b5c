package io.pairwire.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.pairwire.exchange.Provenance;
import io.pairwire.exchange.Reply;
import io.pairwire.exchange.Request;
import io.pairwire.kernel.FakeKernel;
import io.pairwire.model.IpAddress;
import io.pairwire.model.PseudowireName;
import io.pairwire.plan.HostPlan;
import io.pairwire.reconcile.Difference;
import io.pairwire.reconcile.Orders;
import io.pairwire.reconcile.Verb;
import io.pairwire.reconcile.Wire;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class SelfCutTest {
    /** Over the classic example's inner addresses, 10.5.1.2/24 being ours. */
    private static final String INSIDE = "10.5.1.77 40000 10.5.1.2 22";

    private static final String OUTSIDE = "192.0.2.9 40000 192.168.1.1 22";

    private final FakeKernel kernel = new FakeKernel();
    private final FakeDisk disk = new FakeDisk();

    private SteppedAgent agent(String connection) {
        return new SteppedAgent(kernel, disk, new FakeClock(), Contact.of(Map.of("SSH_CONNECTION", connection)));
    }

    private void bringTo(HostPlan plan) {
        SteppedAgent agent = agent("");
        Request.Observe observe = new Request.Observe(plan, Conversation.CLAIM);
        Reply.Observed observed = (Reply.Observed) agent.handle(observe).orElseThrow();
        Set<PseudowireName> names = observed.differences().stream()
                .filter(difference -> difference.verb() != Verb.NOTHING)
                .map(Difference::pseudowire)
                .collect(Collectors.toSet());
        agent.handle(new Request.Prepare(Orders.NONE, Map.of(), false, Duration.ofSeconds(60), Provenance.of("apply")));
        agent.handle(new Request.Apply(names));
        assertThat(agent.handle(new Request.Confirm(names))).containsInstanceOf(Reply.Confirmed.class);
        agent.inputEnds();
    }

    private Set<PseudowireName> cut(String connection, HostPlan plan) {
        Reply reply = agent(connection)
                .handle(new Request.Observe(plan, Optional.empty()))
                .orElseThrow();
        return ((Reply.Observed) reply).selfCut();
    }

    private static HostPlan seed(Consumer<Wire> change) {
        return Wire.plan(Wire.named("seed").with(change));
    }

    @Test
    void whatTheWayToTheClientLeavesByMustNotGoOrChange() {
        bringTo(seed(wire -> {}));
        Set<PseudowireName> seed = Conversation.names("seed");
        assertThat(cut(INSIDE, Wire.plan())).isEqualTo(seed);
        assertThat(cut(INSIDE, seed(wire -> wire.peerSessionId = 9))).isEqualTo(seed);
        assertThat(cut(INSIDE, seed(wire -> wire.sourcePort = 6000))).isEqualTo(seed);
        assertThat(cut(INSIDE, seed(wire -> wire.mtu = 1300))).isEqualTo(seed);
        assertThat(cut(INSIDE, seed(wire -> wire.mac = Optional.of("02:00:5e:00:53:09"))))
                .isEqualTo(seed);
        assertThat(cut(INSIDE, seed(wire -> wire.addresses = List.of("10.6.1.2/24"))))
                .isEqualTo(seed);
    }

    @Test
    void whatLeavesTheWayAloneIsNoCut() {
        bringTo(seed(wire -> {}));
        assertThat(cut(INSIDE, seed(wire -> {}))).isEmpty();
        assertThat(cut(INSIDE, seed(wire -> wire.addresses = List.of("10.5.1.2/24", "10.6.1.2/24"))))
                .isEmpty();
        assertThat(cut(OUTSIDE, Wire.plan())).isEmpty();
        assertThat(cut("", Wire.plan())).isEmpty();
        assertThat(cut("nonsense 1 nowhere 2", Wire.plan())).isEmpty();
    }

    @Test
    void otherPseudowiresAreNotNamed() {
        bringTo(Wire.plan(Wire.named("seed"), Wire.named("blue").apart(100)));
        assertThat(cut(INSIDE, Wire.plan(Wire.named("seed")))).isEmpty();
        assertThat(cut(INSIDE, Wire.plan(Wire.named("blue").apart(100)))).isEqualTo(Conversation.names("seed"));
    }

    @Test
    void aPortOfTheBridgeThatTheWayLeavesByCounts() {
        int bridge = kernel.addLink("br0", 1500, "bridge");
        kernel.address(bridge, "10.9.0.1/24");
        bringTo(seed(wire -> {
            wire.addresses = List.of();
            wire.bridge = Optional.of("br0");
        }));
        String overBridge = "10.9.0.7 40000 10.9.0.1 22";
        assertThat(cut(overBridge, Wire.plan())).isEqualTo(Conversation.names("seed"));
        assertThat(cut(overBridge, seed(wire -> wire.addresses = List.of()))).isEqualTo(Conversation.names("seed"));
    }

    @Test
    void anAddressThatDrawsTheClientsTrafficToItCounts() {
        assertThat(cut("10.5.1.77 40000 192.168.1.1 22", seed(wire -> {}))).isEqualTo(Conversation.names("seed"));
        assertThat(cut("fd00::7 40000 fd00:1::1 22", seed(wire -> wire.addresses = List.of("fd00::2/64"))))
                .isEqualTo(Conversation.names("seed"));
        assertThat(cut(OUTSIDE, seed(wire -> {}))).isEmpty();
    }

    @Test
    void inANamedNamespaceNobodyLogsIn() {
        HostPlan there = seed(wire -> wire.netns = Optional.of("blue"));
        assertThat(cut("10.5.1.77 40000 192.168.1.1 22", there)).isEmpty();
    }

    @Test
    void whereThereIsNoWayNothingIsCutButByOurOwnAddress() {
        bringTo(seed(wire -> {}));
        kernel.faults().noRouteTo(IpAddress.parse("10.5.1.77"));
        assertThat(cut(INSIDE, Wire.plan())).isEqualTo(Conversation.names("seed"));
    }
}
