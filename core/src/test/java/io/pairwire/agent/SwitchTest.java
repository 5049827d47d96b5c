package io.pairwire.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.pairwire.exchange.ExchangeException;
import io.pairwire.exchange.Manifest;
import io.pairwire.exchange.Provenance;
import io.pairwire.exchange.Reply;
import io.pairwire.exchange.Request;
import io.pairwire.kernel.FakeKernel;
import io.pairwire.model.Cookie;
import io.pairwire.model.NetnsName;
import io.pairwire.model.PseudowireName;
import io.pairwire.plan.HostPlan;
import io.pairwire.plan.PlannedSession;
import io.pairwire.reconcile.Difference;
import io.pairwire.reconcile.Orders;
import io.pairwire.reconcile.Verb;
import io.pairwire.reconcile.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Dead men, lost words, full disks: what a host does by itself. */
final class SwitchTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final HostPlan SEED = Wire.plan(Wire.named("seed"));
    private static final HostPlan TWO =
            Wire.plan(Wire.named("seed"), Wire.named("blue").apart(1));

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path namespaces;

    private FakeKernel kernel = new FakeKernel();
    private FakeDisk disk = new FakeDisk();
    private FakeClock clock = new FakeClock();

    /** A run's whole talk with an agent, as far as it lives. */
    private static final class Talk {
        private final SteppedAgent agent;
        private final String run;
        private Set<PseudowireName> changing = Set.of();
        private boolean confirming;
        private boolean confirmed;

        Talk(SteppedAgent agent, String run) {
            this.agent = agent;
            this.run = run;
        }

        Optional<Reply> ask(Request request) {
            return agent.handle(request);
        }

        <T extends Reply> T ask(Request request, Class<T> kind) {
            Reply reply = ask(request).orElseThrow(() -> new AssertionError("the agent says nothing to " + request));
            if (!kind.isInstance(reply)) {
                throw new AssertionError("expected " + kind.getSimpleName() + ", heard " + reply);
            }
            return kind.cast(reply);
        }

        Request.Claim claim() {
            return new Request.Claim(run, "a test", Duration.ZERO);
        }

        /** Goes on as long as there are answers; where all goes well, to the end. */
        boolean bringTo(HostPlan plan) {
            return prepare(plan) && apply() && confirm();
        }

        boolean prepare(HostPlan plan) {
            Optional<Reply> observed = ask(new Request.Observe(plan, Optional.of(claim())));
            if (observed.isEmpty()) {
                return false;
            }
            assertThat(observed).containsInstanceOf(Reply.Observed.class);
            Reply.Observed seen = (Reply.Observed) observed.get();
            assertThat(seen.conflicts()).isEmpty();
            changing = seen.differences().stream()
                    .filter(difference -> difference.verb() != Verb.NOTHING)
                    .map(Difference::pseudowire)
                    .collect(Collectors.toSet());
            Optional<Reply> prepared =
                    ask(new Request.Prepare(Orders.NONE, Map.of(), false, TIMEOUT, Provenance.of("apply")));
            prepared.ifPresent(reply -> assertThat(reply).isInstanceOf(Reply.Prepared.class));
            return prepared.isPresent();
        }

        boolean apply() {
            for (Set<PseudowireName> names : List.of(changing, Set.<PseudowireName>of())) {
                Optional<Reply> applied = ask(new Request.Apply(names));
                if (applied.isEmpty()) {
                    return false;
                }
                assertThat(((Reply.Applied) applied.get()).failures()).isEmpty();
                assertThat(((Reply.Applied) applied.get()).left()).isEmpty();
                if (changing.isEmpty()) {
                    break;
                }
            }
            return true;
        }

        boolean confirm() {
            confirming = true;
            Optional<Reply> kept = ask(new Request.Confirm(changing));
            if (kept.isEmpty()) {
                return false;
            }
            assertThat(kept.get()).isInstanceOf(Reply.Confirmed.class);
            confirmed = true;
            return ask(new Request.Confirm(Set.of())).isPresent();
        }
    }

    private Talk talk(String run) {
        return new Talk(new SteppedAgent(kernel, disk, clock), run);
    }

    private void bring(HostPlan plan) throws IOException {
        provideFor(plan);
        Talk talk = talk("to begin with");
        assertThat(talk.bringTo(plan)).isTrue();
        talk.agent.inputEnds();
        assertThat(talk.agent.hasEnded()).isTrue();
    }

    private void provideFor(HostPlan plan) throws IOException {
        for (NetnsName name : plan.namedNamespaces()) {
            if (!Files.exists(namespaces.resolve(name.text()))) {
                Files.createFile(namespaces.resolve(name.text()));
            }
        }
        for (PlannedSession session : plan.sessions()) {
            FakeKernel there =
                    session.netns().map(name -> kernel.namespace(name.text())).orElse(kernel);
            session.link()
                    .bridge()
                    .filter(bridge ->
                            there.links().stream().noneMatch(link -> link.name().equals(bridge.text())))
                    .ifPresent(bridge -> there.addLink(bridge.text(), 1500, "bridge"));
        }
    }

    private void freshHost(HostPlan from, HostPlan to) throws IOException {
        kernel = new FakeKernel();
        disk = new FakeDisk(namespaces);
        clock = new FakeClock();
        bring(from);
        provideFor(to);
    }

    private Optional<HostPlan> manifest() throws ExchangeException {
        String text = disk.files().get("/fake/lib/metro.json");
        return text == null ? Optional.empty() : Optional.of(Manifest.read(text));
    }

    private static Optional<HostPlan> asManifest(HostPlan plan) {
        return plan.sessions().isEmpty() ? Optional.empty() : Optional.of(Manifest.withoutCookies(plan));
    }

    private void nothingIsPending() {
        assertThat(disk.files().keySet())
                .allMatch(file -> file.equals("/fake/lib/metro.json")
                        || file.equals("/fake/run/metro.last")
                        || file.equals("/fake/log/audit.jsonl"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.pairwire.agent.AgentTest#changes")
    void whereverAnAgentDiesTheHostIsAsItWasOrAsItWasConfirmed(String what, HostPlan from, HostPlan to)
            throws IOException {
        freshHost(from, to);
        List<String> before = Snapshot.of(kernel);
        Talk whole = talk("whole");
        assertThat(whole.bringTo(to)).isTrue();
        List<String> after = Snapshot.of(kernel);
        int steps = whole.agent.steps();
        for (int step = 1; step <= steps; step++) {
            freshHost(from, to);
            String as = what + ", dead at step " + step + " of " + steps;
            Talk talk = talk("doomed");
            int writes = kernel.writes();
            talk.agent.dieAfter(step);
            boolean done = talk.bringTo(to);
            assertThat(done).as(as).isFalse();
            if (kernel.writes() > writes) {
                assertThat(AuditTrail.of(disk).parts("doomed", "begun")).as(as).isNotEmpty();
            }
            assertThat(talk.agent.hasEnded()).as(as).isTrue();
            clock.advance(TIMEOUT);
            assertThat(talk.agent.restart()).as(as).isTrue();
            List<String> now = Snapshot.of(kernel);
            if (talk.confirmed) {
                assertThat(now).as(as).isEqualTo(after);
            } else if (!talk.confirming) {
                assertThat(now).as(as).isEqualTo(before);
            } else {
                assertThat(now).as(as).isIn(before, after);
            }
            AuditTrail trail = AuditTrail.of(disk);
            trail.requireEnds("doomed", as);
            assertThat(trail.names("doomed", "kept").isEmpty() || now.equals(after))
                    .as(as)
                    .isTrue();
            assertThat(trail.names("doomed", "taken_back").isEmpty() || now.equals(before))
                    .as(as)
                    .isTrue();
            // The manifest says the one or the other, and never what is not so.
            assertThat(manifest().map(HostPlan::sessions))
                    .as(as)
                    .isEqualTo(asManifest(now.equals(after) ? to : from).map(HostPlan::sessions));
            bring(to);
            assertThat(withoutMacs(Snapshot.of(kernel))).as(as).isEqualTo(withoutMacs(after));
            nothingIsPending();
        }
    }

    /** The kernel numbers interfaces as they come, and gives MAC addresses by the number. */
    private static List<String> withoutMacs(List<String> snapshot) {
        return snapshot.stream()
                .map(line -> line.replaceAll("02:00:5e:00:00:..", ""))
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.pairwire.agent.AgentTest#changes")
    void whereverTheOneDiesWhoSettlesTheNextOneSettlesIt(String what, HostPlan from, HostPlan to) throws IOException {
        freshHost(from, to);
        List<String> before = Snapshot.of(kernel);
        for (int orders : new int[] {2, 4, 100}) {
            boolean lived = false;
            for (int step = 1; !lived; step++) {
                freshHost(from, to);
                Talk talk = talk("doomed");
                assertThat(talk.prepare(to)).isTrue();
                talk.agent.dieAfter(orders);
                if (talk.apply()) {
                    talk.agent.kill();
                }
                clock.advance(TIMEOUT);
                lived = talk.agent.restart(step);
                String as = what + ", after " + orders + ", dead at step " + step;
                if (!lived) {
                    assertThat(talk.agent.restart()).as(as).isTrue();
                }
                assertThat(Snapshot.of(kernel)).as(as).isEqualTo(before);
                assertThat(manifest().map(HostPlan::sessions))
                        .as(as)
                        .isEqualTo(asManifest(from).map(HostPlan::sessions));
                nothingIsPending();
            }
        }
    }

    @Test
    void whoseInputEndsWaitsForTheDeadlineAndGoesBack() throws IOException {
        bring(Wire.plan(Wire.named("blue").apart(1)));
        List<String> before = Snapshot.of(kernel);
        Talk talk = talk("cut off");
        assertThat(talk.prepare(TWO) && talk.apply()).isTrue();
        List<String> applied = Snapshot.of(kernel);
        talk.agent.inputEnds();
        clock.advance(TIMEOUT.minusSeconds(1));
        assertThat(Snapshot.of(kernel)).isEqualTo(applied);
        assertThat(talk("another")
                        .ask(new Request.Observe(SEED, Conversation.CLAIM), Reply.Refused.class)
                        .why())
                .isEqualTo(Reply.Refused.Why.LOCKED);
        clock.advance(Duration.ofSeconds(1));
        assertThat(talk.agent.hasEnded()).isTrue();
        assertThat(Snapshot.of(kernel)).isEqualTo(before);
        nothingIsPending();
    }

    @Test
    void whoOnlyPreparedEndsAtOnce() {
        Talk talk = talk("cut off");
        assertThat(talk.prepare(TWO)).isTrue();
        talk.agent.inputEnds();
        assertThat(talk.agent.hasEnded()).isTrue();
        assertThat(disk.journals()).isEmpty();
        assertThat(kernel.writes()).isZero();
    }

    @Test
    void heartbeatsMoveTheDeadlineAndALateWordDoesNot() {
        Talk talk = talk("slow");
        assertThat(talk.prepare(TWO) && talk.apply()).isTrue();
        List<String> applied = Snapshot.of(kernel);
        for (int i = 0; i < 5; i++) {
            clock.advance(TIMEOUT.minusSeconds(1));
            assertThat(talk.ask(new Request.Heartbeat())).isEmpty();
        }
        assertThat(Snapshot.of(kernel)).isEqualTo(applied);
        clock.advance(TIMEOUT);
        assertThat(talk.ask(new Request.Confirm(talk.changing))).isEmpty();
        assertThat(kernel.sessions()).isEmpty();
    }

    @Test
    void theSameRunComesBackWithAnotherAgentAndConfirms() throws IOException {
        Talk talk = talk("returns");
        assertThat(talk.prepare(TWO) && talk.apply()).isTrue();
        List<String> applied = Snapshot.of(kernel);
        talk.agent.inputEnds();
        clock.advance(TIMEOUT.dividedBy(2));
        Talk again = talk("returns");
        Reply.Resumed resumed = again.ask(new Request.Resume(Wire.TOPOLOGY, again.claim()), Reply.Resumed.class);
        assertThat(resumed).isEqualTo(new Reply.Resumed(talk.changing, Set.of()));
        assertThat(talk.agent.hasEnded()).isTrue();
        clock.advance(TIMEOUT.dividedBy(2));
        assertThat(Snapshot.of(kernel)).as("the deadline has moved").isEqualTo(applied);
        again.ask(new Request.Apply(talk.changing), Reply.Refused.class);
        again.ask(new Request.Confirm(Conversation.names("seed")), Reply.Confirmed.class);
        again.ask(new Request.RollBack(Conversation.names("blue")), Reply.RolledBack.class);
        assertThat(manifest().map(HostPlan::sessions)).isEqualTo(Optional.of(SEED.sessions()));
        assertThat(kernel.sessions()).hasSize(1);
        again.agent.inputEnds();
        nothingIsPending();
        assertThat(talk("returns").ask(new Request.Resume(Wire.TOPOLOGY, talk.claim()), Reply.Resumed.class))
                .as("what it confirmed is remembered")
                .isEqualTo(new Reply.Resumed(Set.of(), Conversation.names("seed")));
    }

    @Test
    void aRunWhoseAgentIsDeadComesBackToo() {
        Talk talk = talk("returns");
        assertThat(talk.prepare(TWO) && talk.apply()).isTrue();
        talk.agent.kill();
        Talk again = talk("returns");
        assertThat(again.ask(new Request.Resume(Wire.TOPOLOGY, again.claim()), Reply.Resumed.class)
                        .open())
                .isEqualTo(talk.changing);
        assertThat(talk.agent.restart())
                .as("the guard sees that it is alive again")
                .isFalse();
        again.ask(new Request.RollBack(talk.changing), Reply.RolledBack.class);
        assertThat(kernel.sessions()).isEmpty();
        nothingIsPending();
    }

    @Test
    void aRunThatComesBackTooLateHearsSo() {
        Talk talk = talk("late");
        assertThat(talk.prepare(TWO) && talk.apply()).isTrue();
        talk.agent.inputEnds();
        clock.advance(TIMEOUT);
        assertThat(talk("late").ask(new Request.Resume(Wire.TOPOLOGY, talk.claim()), Reply.Resumed.class))
                .isEqualTo(new Reply.Resumed(Set.of(), Set.of()));
    }

    @Test
    void anotherRunIsHandedNothing() {
        Talk talk = talk("first");
        assertThat(talk.prepare(TWO) && talk.apply()).isTrue();
        talk.agent.inputEnds();
        Talk other = talk("second");
        assertThat(other.ask(new Request.Resume(Wire.TOPOLOGY, other.claim()), Reply.Refused.class)
                        .why())
                .isEqualTo(Reply.Refused.Why.LOCKED);
        assertThat(talk.agent.hasEnded()).isFalse();
    }

    @Test
    void patienceWaitsForTheLock() {
        Talk talk = talk("first");
        assertThat(talk.prepare(TWO) && talk.apply()).isTrue();
        talk.agent.inputEnds();
        Request.Claim patient = new Request.Claim("second", "a test", TIMEOUT.plusSeconds(1));
        talk("second").ask(new Request.Observe(TWO, Optional.of(patient)), Reply.Observed.class);
        assertThat(talk.agent.hasEnded()).isTrue();
        assertThat(kernel.sessions()).isEmpty();
    }

    @Test
    void eachSetIsKeptOrTakenBackByItself() throws IOException {
        Talk talk = talk("half");
        assertThat(talk.prepare(TWO)).isTrue();
        talk.ask(new Request.Apply(Conversation.names("seed")), Reply.Applied.class);
        talk.ask(new Request.Apply(Conversation.names("blue")), Reply.Applied.class);
        talk.ask(new Request.Confirm(Conversation.names("seed")), Reply.Confirmed.class);
        assertThat(manifest().map(HostPlan::sessions)).isEqualTo(Optional.of(SEED.sessions()));
        talk.agent.kill();
        clock.advance(TIMEOUT);
        assertThat(talk.agent.restart()).isTrue();
        assertThat(kernel.sessions()).hasSize(1);
        assertThat(manifest().map(HostPlan::sessions)).isEqualTo(Optional.of(SEED.sessions()));
        Talk again = talk("half");
        assertThat(again.ask(new Request.Resume(Wire.TOPOLOGY, talk.claim()), Reply.Resumed.class))
                .isEqualTo(new Reply.Resumed(Set.of(), Conversation.names("seed")));
        again.agent.inputEnds();
        bring(TWO);
    }

    @Test
    void whatWasTakenBackIsInNoManifestThatIsWrittenLater() throws IOException {
        Talk talk = talk("half");
        assertThat(talk.prepare(TWO) && talk.apply()).isTrue();
        talk.ask(new Request.RollBack(Conversation.names("blue")), Reply.RolledBack.class);
        talk.ask(new Request.Confirm(Conversation.names("seed")), Reply.Confirmed.class);
        assertThat(manifest().map(HostPlan::sessions)).isEqualTo(Optional.of(SEED.sessions()));
        talk.ask(new Request.Confirm(Conversation.names("blue")), Reply.Refused.class);
        talk.ask(new Request.Confirm(Conversation.names("seed")), Reply.Confirmed.class);
    }

    @Test
    void aNewNameThatIsNotConfirmedYetLeavesTheOldOneInTheManifest() throws IOException {
        bring(TWO);
        HostPlan renamed =
                Wire.plan(Wire.named("other"), Wire.named("blue").apart(1).with(wire -> wire.mtu = 1300));
        Talk talk = talk("renames");
        assertThat(talk.prepare(renamed) && talk.apply()).isTrue();
        assertThat(talk.changing).isEqualTo(Conversation.names("other", "blue"));
        talk.ask(new Request.Confirm(Conversation.names("blue")), Reply.Confirmed.class);
        assertThat(manifest().orElseThrow().sessions())
                .extracting(session -> session.pseudowire().text())
                .containsExactlyInAnyOrder("seed", "blue");
        talk.ask(new Request.Confirm(Conversation.names("other")), Reply.Confirmed.class);
        assertThat(manifest().orElseThrow().sessions())
                .extracting(session -> session.pseudowire().text())
                .containsExactlyInAnyOrder("other", "blue");
    }

    @Test
    void aFullDiskMeansThatNothingIsChanged() throws IOException {
        bring(SEED);
        int writes = kernel.writes();
        disk.full(true);
        Talk talk = talk("full");
        talk.ask(new Request.Observe(TWO, Optional.of(talk.claim())), Reply.Observed.class);
        Reply.Refused refused = talk.ask(
                new Request.Prepare(Orders.NONE, Map.of(), false, TIMEOUT, Provenance.of("apply")),
                Reply.Refused.class);
        assertThat(refused.why()).isEqualTo(Reply.Refused.Why.UNFIT);
        assertThat(refused.message()).contains("No space left");
        assertThat(kernel.writes()).isEqualTo(writes);
        nothingIsPending();
    }

    @Test
    void aDiskThatFillsUpLaterKeepsNobodyFromGoingBack() throws IOException {
        bring(SEED);
        List<String> before = Snapshot.of(kernel);
        Talk talk = talk("full");
        assertThat(talk.prepare(TWO)).isTrue();
        disk.full(true);
        assertThat(talk.ask(new Request.Apply(talk.changing), Reply.Refused.class)
                        .why())
                .isEqualTo(Reply.Refused.Why.UNFIT);
        assertThat(Snapshot.of(kernel))
                .as("what cannot be written down is not begun")
                .isEqualTo(before);
        disk.full(false);
        talk.ask(new Request.Apply(talk.changing), Reply.Applied.class);
        disk.full(true);
        talk.ask(new Request.Confirm(talk.changing), Reply.Refused.class);
        talk.ask(new Request.RollBack(talk.changing), Reply.RolledBack.class);
        assertThat(Snapshot.of(kernel)).isEqualTo(before);
        talk.agent.inputEnds();
        clock.advance(TIMEOUT);
        assertThat(talk.agent.hasEnded()).isTrue();
        disk.full(false);
        bring(SEED);
        nothingIsPending();
    }

    @Test
    void aManifestThatCannotBeWrittenAtTheConfirmIsWrittenByTheNextAgent() throws IOException {
        Talk talk = talk("full");
        assertThat(talk.prepare(SEED) && talk.apply()).isTrue();
        disk.fullBut(".journal");
        Reply.Confirmed confirmed = talk.ask(new Request.Confirm(talk.changing), Reply.Confirmed.class);
        assertThat(confirmed.complaint().orElseThrow()).contains("cannot write the manifest");
        talk.agent.inputEnds();
        assertThat(talk.agent.hasEnded()).isTrue();
        assertThat(manifest()).isEmpty();
        disk.full(false);
        Talk next = talk("next");
        Reply.Observed seen = next.ask(new Request.Observe(SEED, Optional.of(next.claim())), Reply.Observed.class);
        assertThat(seen.manifestStale()).isFalse();
        assertThat(manifest().map(HostPlan::sessions)).isEqualTo(Optional.of(SEED.sessions()));
        assertThat(kernel.sessions()).hasSize(1);
        nothingIsPending();
    }

    @Test
    void aRebootIsAWayBack() throws IOException {
        bring(SEED);
        Talk talk = talk("rebooted");
        assertThat(talk.prepare(TWO) && talk.apply()).isTrue();
        disk.reboot();
        kernel = new FakeKernel();
        assertThat(talk.agent.hasEnded()).isTrue();
        assertThat(manifest().map(HostPlan::sessions)).isEqualTo(Optional.of(SEED.sessions()));
        bring(SEED);
        assertThat(kernel.sessions()).hasSize(1);
    }

    @Test
    void whatCannotBeTakenBackIsNamedToEverybodyWhoWantsToChangeTheHost() throws IOException {
        bring(SEED);
        Talk talk = talk("doomed");
        assertThat(talk.prepare(Wire.plan(Wire.named("blue").apart(1))) && talk.apply())
                .isTrue();
        talk.agent.kill();
        kernel.addLink("l2tpeth0", 1500, "dummy");
        clock.advance(TIMEOUT);
        assertThat(talk.agent.restart()).isFalse();
        Talk next = talk("next");
        Reply.Refused refused = next.ask(new Request.Observe(SEED, Optional.of(next.claim())), Reply.Refused.class);
        assertThat(refused.why()).isEqualTo(Reply.Refused.Why.UNFIT);
        assertThat(refused.message()).contains("run doomed left a change", "create session 128 of seed", "EEXIST");
        assertThat(refused.advice()).contains("/fake/run/metro.journal");
        assertThat(next.ask(new Request.Observe(SEED, Optional.empty()))).isPresent();
        next.agent.inputEnds();

        kernel.removeLink("l2tpeth0");
        bring(SEED);
        nothingIsPending();
    }

    @Test
    void whoGetsReadyToSettleChangesNothing() {
        Talk talk = talk("doomed");
        assertThat(talk.prepare(TWO) && talk.apply()).isTrue();
        talk.agent.kill();
        List<String> applied = Snapshot.of(kernel);
        Map<String, String> files = disk.files();
        new SteppedAgent(kernel, disk, clock).getReady(Wire.TOPOLOGY);
        assertThat(Snapshot.of(kernel)).isEqualTo(applied);
        assertThat(disk.files()).isEqualTo(files);
    }

    @Test
    void whoOnlyLooksSettlesNothing() throws IOException {
        bring(SEED);
        Talk talk = talk("doomed");
        assertThat(talk.prepare(TWO) && talk.apply()).isTrue();
        talk.agent.kill();
        List<String> applied = Snapshot.of(kernel);
        Map<String, String> files = disk.files();
        Reply.Observed seen = talk("a look").ask(new Request.Observe(TWO, Optional.empty()), Reply.Observed.class);
        assertThat(seen.conflicts()).isEmpty();
        assertThat(seen.manifestStale()).isTrue();
        assertThat(Snapshot.of(kernel)).isEqualTo(applied);
        assertThat(disk.files()).isEqualTo(files);
    }

    @Test
    void replacedCookiesComeBackAndStandNowhereOnceAllIsSettled() throws IOException {
        Cookie old = new Cookie(0x0123456789abcdefL, 8);
        Cookie other = new Cookie(0x76543210fedcba98L, 8);
        HostPlan from = Wire.plan(Wire.named("seed").with(wire -> wire.cookie = Optional.of(old)));
        bring(from);
        List<String> before = Snapshot.of(kernel);
        Set<String> texts = new HashSet<>();
        Talk talk = talk("doomed");
        assertThat(talk.prepare(Wire.plan(Wire.named("seed").with(wire -> wire.cookie = Optional.of(other))))
                        && talk.apply())
                .isTrue();
        assertThat(Snapshot.of(kernel)).isNotEqualTo(before);
        talk.agent.kill();
        clock.advance(TIMEOUT);
        assertThat(talk.agent.restart()).isTrue();
        assertThat(Snapshot.of(kernel)).isEqualTo(before);
        texts.addAll(disk.files().values());
        assertThat(texts).noneMatch(text -> text.contains(old.reveal()) || text.contains(other.reveal()));
    }

    @Test
    void whatNeverWasChangedIsNotMadeAnewByGoingBack() throws IOException {
        bring(SEED);
        Talk talk = talk("doomed");
        assertThat(talk.prepare(Wire.plan(
                        Wire.named("seed").with(wire -> wire.cookie = Optional.of(new Cookie(7, 4))))))
                .isTrue();
        int writes = kernel.writes();
        talk.agent.dieAfter(2);
        assertThat(talk.apply()).isFalse();
        clock.advance(TIMEOUT);
        assertThat(talk.agent.restart()).isTrue();
        assertThat(kernel.writes()).as("begun, but nothing done").isEqualTo(writes);
    }
}
