package io.pairwire.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.pairwire.model.Cookie;
import io.pairwire.model.L2SpecType;
import io.pairwire.model.LinkSpec;
import io.pairwire.model.MacAddress;
import io.pairwire.model.PseudowireName;
import io.pairwire.model.SequenceNumbers;
import io.pairwire.model.SessionSpec;
import io.pairwire.model.Topology;
import io.pairwire.plan.HostPlan;
import io.pairwire.plan.Mark;
import io.pairwire.plan.Mirror;
import io.pairwire.plan.PlannedSession;
import io.pairwire.plan.TopologyGenerator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class ReconcilerTest {
    private final MemoryHost host = new MemoryHost();
    private Optional<HostPlan> manifest = Optional.empty();

    private Reconciliation reconcile(HostPlan plan, String... held) {
        Set<PseudowireName> names =
                Set.copyOf(Stream.of(held).map(PseudowireName::new).toList());
        return Reconciler.reconcile(plan, host.state(), manifest, Orders.holding(names));
    }

    private Reconciliation bringTo(HostPlan plan, String... held) {
        Reconciliation reconciliation = reconcile(plan, held);
        host.apply(reconciliation.actions());
        manifest = Optional.of(plan);
        return reconciliation;
    }

    private static List<String> words(Reconciliation reconciliation) {
        return reconciliation.actions().stream().map(Action::toString).toList();
    }

    private static Map<String, Verb> verbs(Reconciliation reconciliation) {
        Map<String, Verb> verbs = new TreeMap<>();
        reconciliation
                .differences()
                .forEach(difference -> verbs.put(difference.pseudowire().text(), difference.verb()));
        return verbs;
    }

    private static List<String> changed(Reconciliation reconciliation) {
        return reconciliation.differences().stream()
                .flatMap(difference -> difference.attributes().stream())
                .filter(AttributeChange::differs)
                .map(AttributeChange::name)
                .toList();
    }

    private void assertSettled(HostPlan plan) {
        Reconciliation again = reconcile(plan);
        assertThat(again.actions()).isEmpty();
        assertThat(again.conflicts()).isEmpty();
        assertThat(again.differences()).allMatch(difference -> difference.verb() == Verb.NOTHING);
    }

    @Test
    void anEmptyHostGetsTheTunnelThenTheSession() {
        Reconciliation reconciliation = bringTo(Wire.plan(Wire.named("seed")));
        assertThat(words(reconciliation)).containsExactly("create tunnel 42", "create session 128 of seed");
        assertThat(verbs(reconciliation)).containsEntry("seed", Verb.CREATE);
        assertSettled(Wire.plan(Wire.named("seed")));
    }

    static Stream<Arguments> changesInPlace() {
        return Stream.of(
                inPlace("seq", wire -> wire.seq = SequenceNumbers.RECV),
                inPlace("lns_mode", wire -> wire.lnsMode = true),
                inPlace("reorder_timeout", wire -> wire.reorderTimeout = 100),
                inPlace("mtu", wire -> wire.mtu = 1400),
                inPlace("mac", wire -> wire.mac = Optional.of("02:00:5e:00:53:01")),
                inPlace("address", wire -> wire.addresses = List.of("10.5.1.3/24")),
                inPlace("address", wire -> wire.addresses = List.of()),
                inPlace("address", wire -> wire.addresses = List.of("10.5.1.2/24", "fd00::1/64")));
    }

    private static Arguments inPlace(String attribute, Consumer<Wire> change) {
        return Arguments.of(attribute, change);
    }

    @ParameterizedTest
    @MethodSource("changesInPlace")
    void whatTheKernelCanChangeIsChangedInPlace(String attribute, Consumer<Wire> change) {
        bringTo(Wire.plan(Wire.named("seed")));
        Map<String, Integer> before = host.indexes();
        HostPlan plan = Wire.plan(Wire.named("seed").with(change));

        Reconciliation reconciliation = bringTo(plan);

        assertThat(words(reconciliation)).containsExactly("change session 128 of seed");
        assertThat(verbs(reconciliation)).containsEntry("seed", Verb.CHANGE);
        assertThat(changed(reconciliation)).containsExactly(attribute);
        assertThat(host.indexes()).isEqualTo(before);
        assertSettled(plan);
    }

    static Stream<Arguments> replacements() {
        return Stream.of(
                inPlace("peer_tunnel_id", wire -> wire.peerTunnelId = 46),
                inPlace("tunnel_id", wire -> wire.tunnelId = 43),
                inPlace("local", wire -> wire.local = "192.168.1.9"),
                inPlace("remote", wire -> wire.remote = "192.168.1.9"),
                inPlace("udp_sport", wire -> wire.sourcePort = 5009),
                inPlace("udp_dport", wire -> wire.destinationPort = 5009),
                inPlace("udp_checksum", wire -> wire.checksum = true),
                inPlace("session_id", wire -> wire.sessionId = 129),
                inPlace("peer_session_id", wire -> wire.peerSessionId = 129),
                inPlace("cookie", wire -> wire.cookie = Optional.of(new Cookie(1, 4))),
                inPlace("peer_cookie", wire -> wire.peerCookie = Optional.of(new Cookie(1, 8))),
                inPlace("l2spec_type", wire -> wire.l2spec = L2SpecType.NONE),
                inPlace("interface", wire -> wire.interfaceName = "blue"));
    }

    @ParameterizedTest
    @MethodSource("replacements")
    void whatIsFixedAtCreationForcesReplacement(String attribute, Consumer<Wire> change) {
        bringTo(Wire.plan(Wire.named("seed")));
        HostPlan plan = Wire.plan(Wire.named("seed").with(change));

        Reconciliation reconciliation = bringTo(plan);

        assertThat(verbs(reconciliation)).containsEntry("seed", Verb.REPLACE);
        assertThat(reconciliation.differences().get(0).attributes())
                .filteredOn(AttributeChange::forcesReplacement)
                .extracting(AttributeChange::name)
                .containsExactly(attribute);
        assertSettled(plan);
    }

    @Test
    void aChangeOfEncapsulationReplacesTunnelAndSession() {
        bringTo(Wire.plan(Wire.named("seed")));
        HostPlan plan = Wire.plan(Wire.named("seed").with(wire -> wire.udp = false));
        Reconciliation reconciliation = bringTo(plan);
        assertThat(words(reconciliation))
                .containsExactly(
                        "remove session 128 of seed",
                        "remove tunnel 42",
                        "create tunnel 42",
                        "create session 128 of seed");
        assertThat(changed(reconciliation)).contains("encap", "udp_sport", "udp_dport");
        assertSettled(plan);
    }

    @Test
    void anotherCookieOfTheSameLengthForcesReplacementAndIsNotShown() {
        Cookie old = new Cookie(0x0123456789abcdefL, 8);
        Cookie young = new Cookie(0x7edcba9876543210L, 8);
        bringTo(Wire.plan(Wire.named("seed").with(wire -> wire.cookie = Optional.of(old))));
        HostPlan plan = Wire.plan(Wire.named("seed").with(wire -> wire.cookie = Optional.of(young)));
        Reconciliation reconciliation = bringTo(plan);
        assertThat(verbs(reconciliation)).containsEntry("seed", Verb.REPLACE);
        assertThat(reconciliation.toString()).doesNotContain(old.reveal()).doesNotContain(young.reveal());
        assertThat(reconciliation.differences().get(0).attributes())
                .singleElement()
                .satisfies(change -> assertThat(change.from()).contains("8 octets"))
                .satisfies(change -> assertThat(change.to()).contains("8 octets"));
        assertSettled(plan);
    }

    @Test
    void whatIsNoLongerPlannedGoesWithItsTunnel() {
        bringTo(Wire.plan(Wire.named("seed"), Wire.named("blue").apart(1)));
        Map<String, Integer> before = host.indexes();
        HostPlan plan = Wire.plan(Wire.named("blue").apart(1));
        Reconciliation reconciliation = bringTo(plan);
        assertThat(words(reconciliation)).containsExactly("remove session 128 of seed", "remove tunnel 42");
        assertThat(verbs(reconciliation)).containsEntry("seed", Verb.REMOVE).containsEntry("blue", Verb.NOTHING);
        assertThat(reconciliation.differences().get(1).peerHost()).hasToString("Optional[host2]");
        assertThat(host.indexes()).containsEntry("l2tpeth1", before.get("l2tpeth1"));
        assertSettled(plan);
    }

    @Test
    void aSharedTunnelStaysWhileOneOfItsPseudowiresStays() {
        bringTo(Wire.plan(Wire.named("seed"), Wire.named("blue").inTunnel(1)));
        HostPlan plan = Wire.plan(Wire.named("blue").inTunnel(1));
        Reconciliation reconciliation = bringTo(plan);
        assertThat(words(reconciliation)).containsExactly("remove session 128 of seed");
        assertSettled(plan);
        assertThat(words(bringTo(Wire.plan()))).containsExactly("remove session 129 of blue", "remove tunnel 42");
        assertThat(host.state().tunnels()).isEmpty();
    }

    @Test
    void aNewPseudowireJoinsItsTunnelAndDisturbsNobody() {
        bringTo(Wire.plan(Wire.named("seed")));
        Map<String, Integer> before = host.indexes();
        HostPlan plan = Wire.plan(Wire.named("seed"), Wire.named("blue").inTunnel(1));
        assertThat(words(bringTo(plan))).containsExactly("create session 129 of blue");
        assertThat(host.indexes()).containsAllEntriesOf(before);
        assertSettled(plan);
    }

    @Test
    void aTunnelIsReplacedWithAllItsSessions() {
        bringTo(Wire.plan(
                Wire.named("seed"),
                Wire.named("blue").inTunnel(1),
                Wire.named("green").apart(2)));
        HostPlan plan = Wire.plan(
                Wire.named("seed").with(wire -> wire.sourcePort = 6000),
                Wire.named("blue").inTunnel(1).with(wire -> wire.sourcePort = 6000),
                Wire.named("green").apart(2));
        Reconciliation reconciliation = bringTo(plan);
        assertThat(words(reconciliation))
                .containsExactly(
                        "remove session 128 of seed",
                        "remove session 129 of blue",
                        "remove tunnel 42",
                        "create tunnel 42",
                        "create session 128 of seed",
                        "create session 129 of blue");
        assertThat(verbs(reconciliation)).containsEntry("green", Verb.NOTHING);
        assertSettled(plan);
    }

    @Test
    void aSessionMovesToAnotherTunnel() {
        bringTo(Wire.plan(Wire.named("seed"), Wire.named("blue").inTunnel(1)));
        HostPlan plan =
                Wire.plan(Wire.named("seed"), Wire.named("blue").inTunnel(1).with(wire -> {
                    wire.tunnelId = 50;
                    wire.sourcePort = 5050;
                }));
        assertThat(words(bringTo(plan)))
                .containsExactly("remove session 129 of blue", "create tunnel 50", "create session 129 of blue");
        assertSettled(plan);
    }

    static Stream<Arguments> swaps() {
        return Stream.of(
                swap((one, other) -> {
                    int id = one.tunnelId;
                    one.tunnelId = other.tunnelId;
                    other.tunnelId = id;
                }),
                swap((one, other) -> {
                    int port = one.sourcePort;
                    one.sourcePort = other.sourcePort;
                    other.sourcePort = port;
                }),
                swap((one, other) -> {
                    int id = one.sessionId;
                    one.sessionId = other.sessionId;
                    other.sessionId = id;
                }),
                swap((one, other) -> {
                    String name = one.interfaceName;
                    one.interfaceName = other.interfaceName;
                    other.interfaceName = name;
                }),
                swap((one, other) -> {
                    List<String> addresses = one.addresses;
                    one.addresses = other.addresses;
                    other.addresses = addresses;
                }));
    }

    private static Arguments swap(BiConsumer<Wire, Wire> swap) {
        return Arguments.of(swap);
    }

    @ParameterizedTest
    @MethodSource("swaps")
    void twoPseudowiresMaySwapWhatEachHolds(BiConsumer<Wire, Wire> swap) {
        bringTo(Wire.plan(Wire.named("seed"), Wire.named("blue").apart(1)));
        Wire seed = Wire.named("seed");
        Wire blue = Wire.named("blue").apart(1);
        swap.accept(seed, blue);
        HostPlan plan = Wire.plan(seed, blue);
        bringTo(plan);
        assertSettled(plan);
    }

    @Test
    void aSublayerThatTheMarkDoesNotTellIsMadeAnew() {
        bringTo(Wire.plan(Wire.named("seed")));
        host.tamper(end -> new EndState(
                end.session(), true, end.link(), end.alias().replaceAll("#.*", "#0000000000000000"), end.up()));
        Reconciliation reconciliation = bringTo(Wire.plan(Wire.named("seed")));
        assertThat(verbs(reconciliation)).containsEntry("seed", Verb.REPLACE);
        assertThat(reconciliation.differences().get(0).attributes())
                .filteredOn(AttributeChange::forcesReplacement)
                .singleElement()
                .satisfies(change -> assertThat(change.name()).isEqualTo("l2spec_type"))
                .satisfies(change -> assertThat(change.from()).contains("unknown"));
        assertSettled(Wire.plan(Wire.named("seed")));
    }

    @Test
    void aReorderTimeoutThatTheKernelRoundedUpByATickIsAsItShouldBe() {
        HostPlan plan = Wire.plan(Wire.named("seed").with(wire -> wire.reorderTimeout = 101));
        bringTo(plan);
        host.tamper(end -> with(end, session(end, end.session().seq(), 110)));
        assertSettled(plan);
        host.tamper(end -> with(end, session(end, end.session().seq(), 112)));
        assertThat(changed(reconcile(plan))).containsExactly("reorder_timeout");
        host.tamper(end -> with(end, session(end, end.session().seq(), 100)));
        assertThat(changed(reconcile(plan))).containsExactly("reorder_timeout");
    }

    @Test
    void sendingThatTheKernelTurnsOnByItselfIsNoDifferenceUnlessThisEndDecides() {
        HostPlan plan = Wire.plan(Wire.named("seed"));
        bringTo(plan);
        host.tamper(end -> with(end, session(end, SequenceNumbers.SEND, 0)));
        assertSettled(plan);
        HostPlan deciding = Wire.plan(Wire.named("seed").with(wire -> wire.lnsMode = true));
        bringTo(deciding);
        host.tamper(end -> with(end, session(end, SequenceNumbers.SEND, 0)));
        assertThat(changed(reconcile(deciding))).containsExactly("seq");
    }

    @Test
    void anInterfaceThatIsDownIsSetUp() {
        HostPlan plan = Wire.plan(Wire.named("seed"));
        bringTo(plan);
        host.tamper(end -> new EndState(end.session(), true, end.link(), end.alias(), false));
        Reconciliation reconciliation = bringTo(plan);
        assertThat(verbs(reconciliation)).containsEntry("seed", Verb.CHANGE);
        assertThat(changed(reconciliation)).containsExactly("state");
        assertSettled(plan);
    }

    @Test
    void anAddressMovesFromOneInterfaceToAnother() {
        bringTo(Wire.plan(Wire.named("seed"), Wire.named("blue").apart(1)));
        Wire seed = Wire.named("seed").with(wire -> wire.addresses = List.of());
        Wire blue = Wire.named("blue").apart(1).with(wire -> wire.addresses = List.of("10.5.1.3/24", "10.5.1.2/24"));
        Reconciliation reconciliation = bringTo(Wire.plan(seed, blue));
        assertThat(words(reconciliation)).containsExactly("change session 128 of seed", "change session 129 of blue");
        assertSettled(Wire.plan(seed, blue));
    }

    @Test
    void theOrderOfAddressesIsNoDifference() {
        bringTo(Wire.plan(Wire.named("seed").with(wire -> wire.addresses = List.of("10.0.0.1/24", "10.0.1.1/24"))));
        assertSettled(
                Wire.plan(Wire.named("seed").with(wire -> wire.addresses = List.of("10.0.1.1/24", "10.0.0.1/24"))));
    }

    private static EndState with(EndState end, SessionSpec session) {
        return new EndState(session, end.l2specKnown(), end.link(), end.alias(), end.up());
    }

    private static SessionSpec session(EndState end, SequenceNumbers seq, int timeout) {
        SessionSpec session = end.session();
        return new SessionSpec(
                session.tunnelId(),
                session.sessionId(),
                session.peerSessionId(),
                session.cookie(),
                session.peerCookie(),
                session.l2spec(),
                seq,
                session.lnsMode(),
                timeout);
    }

    @Test
    void aPseudowireThatIsTheSameUnderAnotherNameIsOnlyMarkedAnew() {
        bringTo(Wire.plan(Wire.named("seed"), Wire.named("blue").apart(1)));
        HostPlan plan = Wire.plan(Wire.named("plant"), Wire.named("blue").apart(1));
        Reconciliation reconciliation = bringTo(plan);
        assertThat(words(reconciliation)).containsExactly("change session 128 of plant");
        assertThat(changed(reconciliation)).containsExactly("alias");
        assertThat(reconciliation.formerNames())
                .containsExactly(Map.entry(new PseudowireName("plant"), new PseudowireName("seed")));
        assertSettled(plan);
    }

    @Test
    void aRenamedPseudowireThatIsHeldKeepsItsOldName() {
        bringTo(Wire.plan(Wire.named("seed")));
        Reconciliation reconciliation = reconcile(Wire.plan(Wire.named("plant")), "plant");
        assertThat(reconciliation.actions()).isEmpty();
        assertThat(reconciliation.differences()).isEmpty();
    }

    @Test
    void aNameThatIsTakenOverByAnotherSessionIsNoRename() {
        bringTo(Wire.plan(Wire.named("seed"), Wire.named("blue").apart(1)));
        HostPlan plan = Wire.plan(Wire.named("blue"));
        assertThat(verbs(bringTo(plan)))
                .containsExactly(Map.entry("blue", Verb.REPLACE), Map.entry("seed", Verb.REMOVE));
        assertSettled(plan);
    }

    @Test
    void aHeldPseudowireIsLeftAloneWhateverItNeeds() {
        bringTo(Wire.plan(Wire.named("seed"), Wire.named("blue").apart(1)));
        HostPlan plan = Wire.plan(
                Wire.named("seed").with(wire -> wire.mtu = 1400),
                Wire.named("blue").apart(1).with(wire -> wire.mtu = 1400));
        assertThat(words(reconcile(plan, "seed"))).containsExactly("change session 129 of blue");
        assertThat(words(reconcile(Wire.plan(), "seed")))
                .containsExactly("remove session 129 of blue", "remove tunnel 43");
    }

    @Test
    void whoSharesATunnelThatMustBeMadeAnewWithAHeldPseudowireIsToldSo() {
        bringTo(Wire.plan(Wire.named("seed"), Wire.named("blue").inTunnel(1)));
        HostPlan plan = Wire.plan(
                Wire.named("seed").with(wire -> wire.sourcePort = 6000),
                Wire.named("blue").inTunnel(1).with(wire -> wire.sourcePort = 6000));
        Reconciliation reconciliation = reconcile(plan, "seed");
        assertThat(reconciliation.actions()).isEmpty();
        assertThat(reconciliation.conflicts())
                .containsExactly(
                        new Conflict(
                                new PseudowireName("blue"),
                                "tunnel 42 must be made anew, but pseudowire seed in it cannot be changed now; mend what keeps that one first"));
    }

    static Stream<Arguments> whatAHeldOneKeeps() {
        return Stream.of(
                Arguments.of("interface name l2tpeth0", (Consumer<Wire>) wire -> wire.interfaceName = "l2tpeth0"),
                Arguments.of("session ID 128", (Consumer<Wire>) wire -> wire.sessionId = 128),
                Arguments.of("UDP port 5000 of 192.168.1.1", (Consumer<Wire>) wire -> wire.sourcePort = 5000));
    }

    @ParameterizedTest
    @MethodSource("whatAHeldOneKeeps")
    void whoNeedsWhatAHeldPseudowireKeepsIsToldSo(String what, Consumer<Wire> change) {
        bringTo(Wire.plan(Wire.named("seed"), Wire.named("blue").apart(1)));
        Wire seed = Wire.named("seed").apart(5);
        HostPlan plan = Wire.plan(seed, Wire.named("blue").apart(1).with(change));
        Reconciliation reconciliation = reconcile(plan, "seed");
        assertThat(reconciliation.actions()).isEmpty();
        assertThat(reconciliation.conflicts())
                .containsExactly(
                        new Conflict(
                                new PseudowireName("blue"),
                                what
                                        + " is held by pseudowire seed, which cannot be changed now; mend what keeps that one first"));
    }

    @Test
    void anyPlanIsReachedFromAnyOtherAndThenNothingIsLeftToDo() {
        for (int seed = 0; seed < 400; seed++) {
            Random random = new Random(seed);
            HostPlan first = hostPlan(random, seed);
            HostPlan second = random.nextBoolean() ? hostPlan(random, seed + 10_000) : varied(first, random);
            MemoryNamespaces fresh = new MemoryNamespaces(first, second);
            Optional<HostPlan> kept = Optional.empty();
            for (HostPlan plan : List.of(first, second, first)) {
                Optional<HostPlan> known = random.nextBoolean() ? kept : Optional.empty();
                fresh.apply(fresh.reconcile(plan, known));
                kept = Optional.of(plan);
                HostReconciliation again = fresh.reconcile(plan, kept);
                assertThat(again.isSettled()).as("seed " + seed).isTrue();
                assertThat(again.conflicts()).as("seed " + seed).isEmpty();
                assertThat(again.differences()).hasSameSizeAs(plan.sessions());
            }
            fresh.apply(fresh.reconcile(HostPlan.nothing(first.topology(), first.host()), kept));
            for (HostState state : fresh.states()) {
                assertThat(state.tunnels()).as("seed " + seed).isEmpty();
                assertThat(state.sessions()).as("seed " + seed).isEmpty();
            }
        }
    }

    private static HostPlan hostPlan(Random random, long seed) {
        Topology topology = new Topology(
                Wire.TOPOLOGY, TopologyGenerator.topology(new Random(seed)).pseudowires());
        List<HostPlan> plans = List.copyOf(Mirror.hostPlans(topology).values());
        HostPlan plan = plans.get(random.nextInt(plans.size()));
        return new HostPlan(Wire.TOPOLOGY, Wire.HOST, plan.tunnels(), plan.sessions());
    }

    /** Leaves out some pseudowires, and changes the links of others. */
    private static HostPlan varied(HostPlan plan, Random random) {
        List<PlannedSession> sessions = new ArrayList<>();
        for (var session : plan.sessions()) {
            if (random.nextInt(4) > 0) {
                LinkSpec link = session.link();
                sessions.add(new PlannedSession(
                        session.pseudowire(),
                        session.side(),
                        session.peerHost(),
                        session.netns(),
                        session.session(),
                        session.made(),
                        random.nextBoolean()
                                ? link
                                : new LinkSpec(
                                        link.name(),
                                        link.mtu() - 1,
                                        List.of(),
                                        Optional.empty(),
                                        Optional.of(new MacAddress(0x02_00_5e_00_53_00L))),
                        session.isProtected()));
            }
        }
        return new HostPlan(
                plan.topology(),
                plan.host(),
                plan.tunnels().stream()
                        .filter(tunnel -> sessions.stream()
                                .anyMatch(session -> session.netns().equals(tunnel.netns())
                                        && session.session()
                                                .tunnelId()
                                                .equals(tunnel.tunnel().tunnelId())))
                        .toList(),
                sessions);
    }

    @Test
    void theInversesOfActionsTakeThemBack() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            HostPlan first = hostPlan(random, seed);
            HostPlan second = hostPlan(random, seed + 10_000);
            MemoryNamespaces fresh = new MemoryNamespaces(first, second);
            fresh.apply(fresh.reconcile(first, Optional.empty()));
            List<HostState> before = fresh.states();
            HostReconciliation forth = fresh.reconcile(second, Optional.of(first));
            fresh.apply(forth);
            fresh.takeBack(forth);
            assertThat(fresh.reconcile(first, Optional.of(first)).isSettled())
                    .as("seed " + seed)
                    .isTrue();
            for (int i = 0; i < before.size(); i++) {
                assertThat(macs(fresh.states().get(i))).as("seed " + seed).isEqualTo(macs(before.get(i)));
            }
        }
    }

    /** Returns the MAC address of each interface, those among them that nobody had asked for. */
    private static Map<String, Optional<MacAddress>> macs(HostState state) {
        return state.interfaces().stream().collect(Collectors.toMap(CarriedLink::name, CarriedLink::mac));
    }

    @Test
    void theMarkStandsForTheTopologyAndThePseudowire() {
        bringTo(Wire.plan(Wire.named("seed")));
        assertThat(host.state().sessions().get(0).link().orElseThrow().alias())
                .isEqualTo(Mark.of(
                                Wire.TOPOLOGY,
                                Wire.named("seed").tunnel(),
                                Wire.named("seed").session())
                        .toString());
    }
}
