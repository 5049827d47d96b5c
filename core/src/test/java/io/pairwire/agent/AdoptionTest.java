package io.pairwire.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.pairwire.exchange.Manifest;
import io.pairwire.exchange.Reply;
import io.pairwire.kernel.FakeKernel;
import io.pairwire.kernel.FakeLink;
import io.pairwire.kernel.FakeSession;
import io.pairwire.kernel.FakeTunnel;
import io.pairwire.model.Cookie;
import io.pairwire.model.IpAddress;
import io.pairwire.plan.HostPlan;
import io.pairwire.plan.MadeCookies;
import io.pairwire.reconcile.AttributeChange;
import io.pairwire.reconcile.Conflict;
import io.pairwire.reconcile.Difference;
import io.pairwire.reconcile.Reason;
import io.pairwire.reconcile.Verb;
import io.pairwire.reconcile.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What was made by hand becomes the topology's own by its marks alone. */
final class AdoptionTest {
    private static final String NEXT = "; write the topology as it is, or delete it, and 'apply' makes it";

    private static final HostPlan NOTHING = Wire.plan();
    private static final HostPlan SEED = Wire.plan(Wire.named("seed"));
    private static final FakeSession BY_HAND = FakeSession.ethernet(42, 128, 5196755, "l2tpeth0");

    private final FakeKernel kernel = new FakeKernel();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    private static FakeTunnel tunnel(int sourcePort) {
        return FakeTunnel.udp(42, 45, IpAddress.parse("192.168.1.1"), IpAddress.parse("192.168.1.2"), sourcePort, 5001);
    }

    private void makeByHand() {
        kernel.adopt(tunnel(5000));
        kernel.adopt(BY_HAND);
    }

    private Reply.Observed adopt(HostPlan plan, String... held) throws IOException {
        try (Conversation conversation = new Conversation(kernel, directory)) {
            Reply.Observed observed = conversation.adopt(plan);
            Reply.Applied applied = conversation.apply(held);
            assertThat(applied.failures()).isEmpty();
            assertThat(applied.left()).isEmpty();
            conversation.confirm();
            return observed;
        }
    }

    private Reply.Observed look(HostPlan plan) throws IOException {
        try (Conversation conversation = new Conversation(kernel, directory)) {
            return conversation.look(plan);
        }
    }

    private HostPlan manifest() throws IOException {
        return Manifest.read(Files.readString(directory.resolve("lib/metro.json")));
    }

    private FakeLink link() {
        return kernel.links().stream()
                .filter(link -> link.name().equals("l2tpeth0"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void onlyTheAliasIsWrittenAndALaterApplyDoesTheRestInPlace() throws IOException {
        makeByHand();
        FakeLink before = link();

        Difference difference = adopt(SEED).differences().get(0);

        assertThat(difference.verb()).isEqualTo(Verb.CHANGE);
        assertThat(difference.reason()).isEqualTo(Reason.BY_HAND);
        assertThat(difference.attributes())
                .containsExactly(
                        change("l2spec_type", "not told by the kernel", "default, as the topology has it"),
                        new AttributeChange(
                                "address", Optional.empty(), Optional.of("10.5.1.2/24, by a later apply"), false),
                        change("state", "down", "up, by a later apply"),
                        new AttributeChange("alias", Optional.empty(), Optional.of(link().alias()), false));
        assertThat(kernel.journal()).containsExactly("SETLINK 3");
        assertThat(link().alias()).startsWith("pairwire:metro/seed#");
        assertThat(new FakeLink(
                        before.index(),
                        before.name(),
                        link().alias(),
                        before.mtu(),
                        before.up(),
                        before.master(),
                        before.mac(),
                        before.kind()))
                .isEqualTo(link());
        assertThat(manifest()).isEqualTo(SEED);
        assertThat(look(SEED).differences())
                .singleElement()
                .satisfies(left -> assertThat(left.verb()).isEqualTo(Verb.CHANGE));
        assertThat(look(NOTHING).differences())
                .singleElement()
                .satisfies(left -> assertThat(left.verb()).isEqualTo(Verb.REMOVE));
    }

    private static AttributeChange change(String name, String from, String to) {
        return new AttributeChange(name, Optional.of(from), Optional.of(to), false);
    }

    @Test
    void adoptingASecondTimeWritesNothing() throws IOException {
        makeByHand();
        adopt(SEED);
        int writes = kernel.writes();
        Reply.Observed again = adopt(SEED);
        assertThat(again.manifestStale()).isFalse();
        assertThat(again.differences())
                .extracting(Difference::verb)
                .as("what is owned is left to apply, whatever differs")
                .containsExactly(Verb.NOTHING);
        assertThat(kernel.writes()).isEqualTo(writes);
    }

    static Stream<Arguments> misfits() {
        return Stream.of(
                misfit(
                        "it does not fit: peer_session_id is 9, should be 5196755",
                        tunnel(5000),
                        FakeSession.ethernet(42, 128, 9, "l2tpeth0")),
                misfit("it does not fit: udp_sport is 5009, should be 5000", tunnel(5009), BY_HAND),
                misfit(
                        "it does not fit: interface is byhand, should be l2tpeth0",
                        tunnel(5000),
                        FakeSession.ethernet(42, 128, 5196755, "byhand")),
                misfit(
                        "it does not fit: cookie is 4 octets, should be none; peer_cookie is 8 octets, should be none",
                        tunnel(5000),
                        BY_HAND.withCookies("01020304", "0102030405060708")));
    }

    private static Arguments misfit(String reason, FakeTunnel tunnel, FakeSession session) {
        return Arguments.of(reason, tunnel, session);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("misfits")
    void whatDoesNotFitStaysAsItIsWithTheReason(String reason, FakeTunnel tunnel, FakeSession session)
            throws IOException {
        kernel.adopt(tunnel);
        kernel.adopt(session);
        List<String> before = Snapshot.of(kernel);
        assertThat(adopt(SEED, "seed").conflicts())
                .extracting(Conflict::message)
                .containsExactly("it is there, but " + reason + NEXT);
        assertThat(Snapshot.of(kernel)).isEqualTo(before);
        assertThat(kernel.writes()).isZero();
        assertThat(directory.resolve("lib/metro.json")).doesNotExist();
    }

    @Test
    void anotherCookieOfTheRightLengthDoesNotFitAndIsNotShown() throws IOException {
        kernel.adopt(tunnel(5000));
        kernel.adopt(BY_HAND.withCookies("0badc0de", ""));
        HostPlan plan = Wire.plan(Wire.named("seed").with(wire -> wire.cookie = Optional.of(new Cookie(7, 4))));
        assertThat(adopt(plan, "seed").conflicts())
                .extracting(Conflict::message)
                .containsExactly("it is there, but it does not fit: cookie is another than it should be" + NEXT);
    }

    @Test
    void aCookieThatIsMadeFitsWhateverItIsAndItsDigestIsTold() throws IOException {
        kernel.adopt(tunnel(5000));
        kernel.adopt(BY_HAND.withCookies("0badc0de00000000", "0badc0de00000001"));
        HostPlan plan = Wire.plan(Wire.named("seed").with(wire -> wire.made = new MadeCookies(8, 8)));
        Reply.Observed observed = adopt(plan);
        assertThat(observed.conflicts()).isEmpty();
        assertThat(observed.cookieDigests()).hasSize(1);
        assertThat(look(plan).differences()).extracting(Difference::verb).containsExactly(Verb.CHANGE);
    }

    static Stream<Arguments> bystanders() {
        return Stream.of(
                Arguments.of((Consumer<FakeKernel>) kernel -> {
                    kernel.adopt(FakeSession.ethernet(42, 900, 901, "theirs"));
                }),
                Arguments.of((Consumer<FakeKernel>) kernel -> {
                    kernel.mark("l2tpeth0", "uplink of customer 7");
                }),
                Arguments.of((Consumer<FakeKernel>) kernel -> {
                    kernel.mark("l2tpeth0", "pairwire:other/seed#0123456789abcdef");
                }));
    }

    @ParameterizedTest
    @MethodSource("bystanders")
    void whatMayBeSomebodysStaysAsItIs(Consumer<FakeKernel> somebody) throws IOException {
        makeByHand();
        somebody.accept(kernel);
        List<String> before = Snapshot.of(kernel);
        assertThat(adopt(SEED, "seed").conflicts()).hasSize(1);
        assertThat(Snapshot.of(kernel)).isEqualTo(before);
        assertThat(kernel.writes()).isZero();
    }

    @Test
    void whatIsOwnedKeepsItsPlaceInTheManifestAndNothingIsRemoved() throws IOException {
        try (Conversation conversation = new Conversation(kernel, directory)) {
            conversation.observe(
                    Wire.plan(Wire.named("blue").apart(1), Wire.named("green").apart(2)));
            conversation.apply();
            conversation.confirm();
        }
        makeByHand();
        int writes = kernel.writes();
        HostPlan plan =
                Wire.plan(Wire.named("seed"), Wire.named("blue").apart(1).with(wire -> wire.mtu = 1300));
        assertThat(adopt(plan).differences())
                .extracting(difference -> difference.pseudowire() + " " + difference.verb())
                .containsExactlyInAnyOrder("blue nothing", "seed change");
        assertThat(kernel.writes()).isEqualTo(writes + 1);
        assertThat(manifest().sessions())
                .containsExactlyInAnyOrder(
                        Wire.named("blue").apart(1).session(),
                        Wire.named("green").apart(2).session(),
                        Wire.named("seed").session());
    }

    @Test
    void whereTheManifestIsLostNothingIsAdoptedThatWouldDisownTheRest() throws IOException {
        try (Conversation conversation = new Conversation(kernel, directory)) {
            conversation.observe(Wire.plan(Wire.named("blue").apart(1)));
            conversation.apply();
            conversation.confirm();
        }
        Files.delete(directory.resolve("lib/metro.json"));
        makeByHand();
        assertThat(adopt(SEED, "seed").conflicts())
                .extracting(Conflict::message)
                .singleElement()
                .satisfies(message -> assertThat(message).contains("lost", "blue", "run 'apply' first"));
    }

    @Test
    void anAdoptionIsTakenBack() throws IOException {
        makeByHand();
        List<String> before = Snapshot.of(kernel);
        try (Conversation conversation = new Conversation(kernel, directory)) {
            conversation.adopt(SEED);
            conversation.apply();
            assertThat(Snapshot.of(kernel)).isNotEqualTo(before);
            assertThat(conversation.rollBack().left()).isEmpty();
        }
        assertThat(Snapshot.of(kernel)).isEqualTo(before);
        assertThat(directory.resolve("lib/metro.json")).doesNotExist();
    }
}
