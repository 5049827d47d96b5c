package io.pairwire.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.pairwire.model.MacAddress;
import io.pairwire.model.PseudowireName;
import io.pairwire.model.Side;
import io.pairwire.model.TopologyName;
import io.pairwire.netlink.Errno;
import io.pairwire.netlink.NetlinkException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ProberTest {
    private static final TopologyName METRO = new TopologyName("metro");
    private static final Nonce NONCE = new Nonce(1, 2);
    private static final PseudowireName BLUE = new PseudowireName("blue");
    private static final PseudowireName GREEN = new PseudowireName("green");
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final int MTU = 1446;

    /** Interface 1 of the one place is joined with interface 1 of the other, 2 with 2 and so on. */
    private static Optional<FakeWire.Outlet> straight(String place, int index) {
        return Optional.of(new FakeWire.Outlet(place.equals("left") ? "right" : "left", index));
    }

    private static Prober prober(FakeWire wire, String place, Nonce nonce) throws NetlinkException {
        return Prober.over(wire.at(place).open(), METRO, nonce, System::nanoTime);
    }

    private static Target target(PseudowireName name, Side side, int index, int mtu) {
        return new Target(name, side, index, mtu, new MacAddress(0x0200_5e00_5300L + index));
    }

    /** What both ends noticed. */
    private record Both(Map<PseudowireName, Evidence> left, Map<PseudowireName, Evidence> right) {}

    /** Probes from both ends at once; end a is on the left. */
    private static Both probe(FakeWire wire, Duration budget, PseudowireName... names)
            throws NetlinkException, InterruptedException, ExecutionException {
        try (Prober left = prober(wire, "left", NONCE);
                Prober right = prober(wire, "right", NONCE)) {
            List<Target> a = new ArrayList<>();
            List<Target> b = new ArrayList<>();
            for (int i = 0; i < names.length; i++) {
                a.add(target(names[i], Side.A, i + 1, MTU));
                b.add(target(names[i], Side.B, i + 1, MTU));
            }
            left.listen(a);
            right.listen(b);
            CompletableFuture<Map<PseudowireName, Evidence>> there = CompletableFuture.supplyAsync(() -> {
                try {
                    return right.probe(List.of(names), budget);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            return new Both(left.probe(List.of(names), budget), there.get());
        }
    }

    private static Evidence of(Map<PseudowireName, Evidence> all, PseudowireName name) {
        Evidence evidence = all.get(name);
        if (evidence == null) {
            throw new AssertionError("nothing of " + name + " among " + all);
        }
        return evidence;
    }

    private static void passes(Evidence evidence) {
        assertThat(evidence.echoedSmall() && evidence.echoedFull())
                .as(evidence.toString())
                .isTrue();
        assertThat(evidence.roundTripNanos()).isPresent();
        assertThat(evidence.trouble()).isEmpty();
        assertThat(evidence.strayed()).isFalse();
    }

    @Test
    void bothEndsSeeThatFramesPassLongBeforeTheTimeIsUp() throws Exception {
        long start = System.nanoTime();
        FakeWire wire = new FakeWire((place, index, length) -> straight(place, index));
        Both both = probe(wire, LONG, BLUE, GREEN);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LONG.dividedBy(2));
        for (PseudowireName name : List.of(BLUE, GREEN)) {
            passes(of(both.left(), name));
            passes(of(both.right(), name));
        }
        assertThat(of(both.left(), BLUE).mtu()).isEqualTo(MTU);
        assertThat(wire.open()).isZero();
    }

    @Test
    void lossIsGotOver() throws Exception {
        Random random = new Random(88);
        FakeWire wire = new FakeWire(
                (place, index, length) -> random.nextInt(3) == 0 ? Optional.empty() : straight(place, index));
        Both both = probe(wire, LONG, BLUE);
        passes(of(both.left(), BLUE));
        passes(of(both.right(), BLUE));
    }

    @Test
    void aDirectionThatIsCutShowsAtTheEndThatHearsNothing() throws Exception {
        FakeWire wire = new FakeWire(
                (place, index, length) -> place.equals("left") ? Optional.empty() : straight(place, index));
        Both both = probe(wire, SHORT, BLUE);
        Evidence left = of(both.left(), BLUE);
        Evidence right = of(both.right(), BLUE);
        assertThat(left.heardSmall() && left.heardFull()).isTrue();
        assertThat(left.echoedSmall() || left.echoedFull()).isFalse();
        assertThat(right.heardSmall() || right.heardFull()).isFalse();
        assertThat(right.echoedSmall() || right.echoedFull()).isFalse();
        assertThat(left.roundTripNanos()).isEmpty();
    }

    @Test
    void aPathThatLosesLongFramesPassesTheShort() throws Exception {
        FakeWire wire =
                new FakeWire((place, index, length) -> length > 1400 ? Optional.empty() : straight(place, index));
        Both both = probe(wire, SHORT, BLUE);
        for (Evidence evidence : List.of(of(both.left(), BLUE), of(both.right(), BLUE))) {
            assertThat(evidence.heardSmall() && evidence.echoedSmall()).isTrue();
            assertThat(evidence.heardFull() || evidence.echoedFull()).isFalse();
        }
    }

    @Test
    void framesOfAnotherPseudowireAreNoticedAndProveNothing() throws Exception {
        FakeWire wire = new FakeWire((place, index, length) -> straight(place, 3 - index));
        Both both = probe(wire, SHORT, BLUE, GREEN);
        Evidence left = of(both.left(), BLUE);
        assertThat(left.strayed()).isTrue();
        assertThat(left.stray()).contains(GREEN);
        assertThat(left.heardSmall() || left.echoedSmall()).isFalse();
        assertThat(of(both.right(), GREEN).stray()).contains(BLUE);
    }

    @Test
    void whatComesStraightBackIsNotTheFarEnd() throws Exception {
        FakeWire wire = new FakeWire((place, index, length) -> Optional.of(new FakeWire.Outlet(place, index)));
        Evidence left = of(probe(wire, SHORT, BLUE).left(), BLUE);
        assertThat(left.heardSmall() || left.echoedSmall() || left.strayed()).isFalse();
    }

    @Test
    void framesOfAnotherRunAreNeitherHeardNorAnswered() throws Exception {
        FakeWire wire = new FakeWire((place, index, length) -> straight(place, index));
        try (Prober left = prober(wire, "left", NONCE);
                Prober right = prober(wire, "right", new Nonce(1, 3))) {
            left.listen(List.of(target(BLUE, Side.A, 1, MTU)));
            right.listen(List.of(target(BLUE, Side.B, 1, MTU)));
            Evidence evidence = of(left.probe(List.of(BLUE), SHORT), BLUE);
            assertThat(evidence.echoedSmall() || evidence.strayed()).isFalse();
        }
    }

    @Test
    void anEndAnswersBeforeItProbesAndAfterItHasEnded() throws Exception {
        FakeWire wire = new FakeWire((place, index, length) -> straight(place, index));
        try (Prober left = prober(wire, "left", NONCE);
                Prober right = prober(wire, "right", NONCE)) {
            right.listen(List.of(target(BLUE, Side.B, 1, MTU)));
            left.listen(List.of(target(BLUE, Side.A, 1, MTU)));
            passes(of(left.probe(List.of(BLUE), LONG), BLUE));
            Evidence later = of(right.probe(List.of(BLUE), LONG), BLUE);
            passes(later);
            assertThat(later.heardSmall() && later.heardFull()).isTrue();
            passes(of(left.probe(List.of(BLUE), LONG), BLUE));
        }
    }

    @Test
    void anEndThatTakesLessAnswersWithWhatItTakes() throws Exception {
        FakeWire wire = new FakeWire((place, index, length) -> {
            if (place.equals("right") && length > 1314) {
                throw NetlinkException.ofCall("sendto", Errno.EMSGSIZE);
            }
            return straight(place, index);
        });
        try (Prober left = prober(wire, "left", NONCE);
                Prober right = prober(wire, "right", NONCE)) {
            right.listen(List.of(target(BLUE, Side.B, 1, 1300)));
            left.listen(List.of(target(BLUE, Side.A, 1, MTU)));
            passes(of(left.probe(List.of(BLUE), LONG), BLUE));
        }
    }

    @Test
    void whatKeepsAnEndFromSendingIsTold() throws Exception {
        FakeWire wire = new FakeWire((place, index, length) -> {
            if (place.equals("left")) {
                throw NetlinkException.ofCall("sendto", index == 1 ? Errno.ENETDOWN : Errno.ENOBUFS);
            }
            return straight(place, index);
        });
        Both both = probe(wire, SHORT, BLUE, GREEN);
        assertThat(of(both.left(), BLUE).trouble()).contains("ENETDOWN");
        // Where there is no room for a frame there may be for the next.
        assertThat(of(both.left(), GREEN).trouble()).isEmpty();
        assertThat(of(both.right(), BLUE).trouble()).isEmpty();
    }

    @Test
    void manyAreProbedAtOnceOverOneSocketEach() throws Exception {
        FakeWire wire = new FakeWire((place, index, length) -> straight(place, index));
        PseudowireName[] names = IntStream.range(0, 2000)
                .mapToObj(i -> new PseudowireName("wire" + i))
                .toArray(PseudowireName[]::new);
        Both both = probe(wire, LONG, names);
        assertThat(both.left()).hasSize(names.length);
        both.left().values().forEach(ProberTest::passes);
        both.right().values().forEach(ProberTest::passes);
    }

    @Test
    void whatWasNotSentBeforeTheTimeWasUpIsNotJudged() throws Exception {
        FakeWire wire = new FakeWire((place, index, length) -> straight(place, index));
        try (Prober left = prober(wire, "left", NONCE)) {
            left.listen(List.of(target(BLUE, Side.A, 1, MTU)));
            assertThat(left.probe(List.of(BLUE), Duration.ZERO)).isEmpty();
        }
    }

    @Test
    void whatIsNotListenedToIsNotProbed() throws Exception {
        FakeWire wire = new FakeWire((place, index, length) -> straight(place, index));
        try (Prober left = prober(wire, "left", NONCE)) {
            assertThat(left.probe(List.of(BLUE), LONG)).isEmpty();
        }
    }
}
