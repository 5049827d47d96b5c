package io.pairwire.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.pairwire.exchange.Manifest;
import io.pairwire.exchange.Reply;
import io.pairwire.kernel.FakeKernel;
import io.pairwire.kernel.FakeLink;
import io.pairwire.kernel.FakeSession;
import io.pairwire.kernel.FakeTunnel;
import io.pairwire.model.Cookie;
import io.pairwire.plan.HostPlan;
import io.pairwire.reconcile.AttributeChange;
import io.pairwire.reconcile.Conflict;
import io.pairwire.reconcile.Difference;
import io.pairwire.reconcile.Verb;
import io.pairwire.reconcile.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody's hand did to what is ours is seen for what it is, and mended; what is not ours is told apart from it. */
final class HandEditsTest {
    private static final HostPlan NOTHING = Wire.plan();
    private static final HostPlan SEED = Wire.plan(Wire.named("seed"));
    private static final HostPlan BOTH =
            Wire.plan(Wire.named("seed"), Wire.named("blue").apart(1));

    private final FakeKernel kernel = new FakeKernel();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    private int bringTo(HostPlan plan) throws IOException {
        int before = kernel.writes();
        try (Conversation conversation = new Conversation(kernel, directory)) {
            assertThat(conversation.observe(plan).conflicts()).isEmpty();
            Reply.Applied applied = conversation.apply();
            assertThat(applied.failures()).isEmpty();
            assertThat(applied.left()).isEmpty();
            conversation.confirm();
        }
        return kernel.writes() - before;
    }

    private Reply.Observed look(HostPlan plan) throws IOException {
        try (Conversation conversation = new Conversation(kernel, directory)) {
            return conversation.look(plan);
        }
    }

    private Difference difference(HostPlan plan) throws IOException {
        Reply.Observed observed = look(plan);
        assertThat(observed.conflicts()).isEmpty();
        return observed.differences().get(0);
    }

    private List<String> conflicts(HostPlan plan) throws IOException {
        return look(plan).conflicts().stream().map(Conflict::message).toList();
    }

    private Set<String> names() {
        return kernel.links().stream().map(FakeLink::name).collect(Collectors.toSet());
    }

    private FakeLink link(String name) {
        return kernel.links().stream()
                .filter(link -> link.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void assertSettled(HostPlan plan) throws IOException {
        assertThat(bringTo(plan)).isZero();
        assertThat(look(plan).differences()).allMatch(difference -> difference.verb() == Verb.NOTHING);
    }

    @Test
    void anInterfaceThatWasRenamedIsStillOursAndGetsItsNameBack() throws IOException {
        bringTo(BOTH);
        FakeLink other = link("l2tpeth1");
        kernel.rename("l2tpeth0", "wan0");

        Difference difference = difference(BOTH);
        assertThat(difference.verb()).isEqualTo(Verb.REPLACE);
        assertThat(difference.attributes())
                .containsExactly(new AttributeChange("interface", Optional.of("wan0"), Optional.of("l2tpeth0"), true));

        bringTo(BOTH);
        assertThat(names()).containsExactlyInAnyOrder("lo", "eth0", "l2tpeth0", "l2tpeth1");
        assertThat(link("l2tpeth1")).isEqualTo(other);
        assertSettled(BOTH);
    }

    @Test
    void theNameThatAnInterfaceWasMadeWithIsNoDifference() throws IOException {
        bringTo(SEED);
        kernel.rename("l2tpeth0", "wan0");
        HostPlan renamed = Wire.plan(Wire.named("seed").with(wire -> wire.interfaceName = "wan0"));
        assertThat(bringTo(renamed)).isZero();
        assertThat(kernel.sessions()).extracting(FakeSession::interfaceName).containsExactly("l2tpeth0");
        assertThat(Manifest.read(Files.readString(directory.resolve("lib/metro.json"))))
                .isEqualTo(renamed);
        assertSettled(renamed);
    }

    @Test
    void whatElseHasTheNameThatARenamedInterfaceWasMadeWithIsNotTakenForIt() throws IOException {
        bringTo(SEED);
        kernel.rename("l2tpeth0", "wan0");
        kernel.addLink("l2tpeth0", 1500, "");
        assertThat(conflicts(SEED))
                .containsExactly(
                        "interface name l2tpeth0 is held by an interface that is not this topology's; give this end"
                                + " another interface, or have that one renamed");
        HostPlan renamed = Wire.plan(Wire.named("seed").with(wire -> wire.interfaceName = "wan0"));
        assertThat(bringTo(renamed)).isZero();
        bringTo(NOTHING);
        assertThat(names()).containsExactlyInAnyOrder("lo", "eth0", "l2tpeth0");
    }

    @Test
    void twoInterfacesWhoseNamesWereSwappedAreNotTakenForEachOther() throws IOException {
        bringTo(BOTH);
        kernel.rename("l2tpeth0", "between");
        kernel.rename("l2tpeth1", "l2tpeth0");
        kernel.rename("between", "l2tpeth1");
        assertThat(look(BOTH).differences()).allSatisfy(difference -> {
            assertThat(difference.verb()).isEqualTo(Verb.REPLACE);
            assertThat(difference.attributes())
                    .extracting(AttributeChange::name)
                    .containsExactly("interface");
        });
        HostPlan swapped = Wire.plan(
                Wire.named("seed").with(wire -> wire.interfaceName = "l2tpeth1"),
                Wire.named("blue").apart(1).with(wire -> wire.interfaceName = "l2tpeth0"));
        assertThat(bringTo(swapped)).isZero();
        bringTo(BOTH);
        assertSettled(BOTH);
        bringTo(NOTHING);
        assertThat(names()).containsExactlyInAnyOrder("lo", "eth0");
    }

    @Test
    void aNewSessionUnderARenamedOnesFirstNameIsTheOneThatHasItNow() throws IOException {
        bringTo(SEED);
        kernel.rename("l2tpeth0", "wan0");
        HostPlan plan = Wire.plan(
                Wire.named("seed").with(wire -> wire.interfaceName = "wan0"),
                Wire.named("blue").apart(1).with(wire -> wire.interfaceName = "l2tpeth0"));
        bringTo(plan);
        assertSettled(plan);
        bringTo(SEED);
        assertSettled(SEED);
    }

    @Test
    void aMarkThatWasCopiedDoesNotMakeAnInterfaceOurs() throws IOException {
        bringTo(SEED);
        kernel.adopt(FakeSession.ethernet(42, 900, 901, "theirs"));
        kernel.mark("theirs", link("l2tpeth0").alias());
        assertSettledBut("theirs");
        kernel.rename("l2tpeth0", "wan0");
        assertThat(look(SEED).conflicts())
                .as("nobody knows any more which of the two was copied")
                .hasSize(1);
    }

    private void assertSettledBut(String foreign) throws IOException {
        FakeLink before = link(foreign);
        assertThat(bringTo(SEED)).isZero();
        assertThat(link(foreign)).isEqualTo(before);
    }

    @Test
    void aNameThatNoPlanCanHaveIsShownAsANumberAndMended() throws IOException {
        bringTo(SEED);
        kernel.rename("l2tpeth0", "b\u00fcro");
        assertThat(difference(SEED).attributes())
                .containsExactly(new AttributeChange("interface", Optional.of("#3"), Optional.of("l2tpeth0"), true));
        bringTo(SEED);
        assertSettled(SEED);
    }

    @Test
    void aRenamedInterfaceGoesWithItsSession() throws IOException {
        bringTo(BOTH);
        kernel.rename("l2tpeth0", "wan0");
        kernel.faults().deletesLinger(3);
        bringTo(NOTHING);
        assertThat(kernel.sessions()).isEmpty();
        assertThat(names()).containsExactlyInAnyOrder("lo", "eth0");
    }

    /** Makes a session again as {@code ip l2tp} would: without an alias, and with whatever else is given. */
    private void makeAgain(FakeSession session) {
        kernel.vanish(session.tunnelId(), session.id());
        kernel.adopt(session);
    }

    @Test
    void aSessionThatWasMadeAgainWithAnotherCookieIsMended() throws IOException {
        HostPlan plan = Wire.plan(
                Wire.named("seed").with(wire -> wire.cookie = Optional.of(new Cookie(0x01020304L, 4))),
                Wire.named("blue").apart(1));
        bringTo(plan);
        FakeLink other = link("l2tpeth1");
        makeAgain(new FakeSession(42, 128, 5196755, 5, "l2tpeth0", 1, "0badc0de", "", false, false, false, 0));

        assertThat(difference(plan).verb()).isEqualTo(Verb.REPLACE);
        assertThat(difference(plan).attributes())
                .extracting(AttributeChange::name)
                .containsExactly("cookie", "l2spec_type", "address", "state", "alias");
        bringTo(plan);
        assertThat(kernel.sessions()).extracting(FakeSession::cookie).contains("01020304");
        assertThat(link("l2tpeth1")).isEqualTo(other);
        assertSettled(plan);
    }

    @Test
    void aSessionThatWasMadeAgainWithoutItsSublayerIsMended() throws IOException {
        bringTo(SEED);
        makeAgain(new FakeSession(42, 128, 5196755, 5, "l2tpeth0", 0, "", "", false, false, false, 0));
        bringTo(SEED);
        assertThat(kernel.sessions()).extracting(FakeSession::l2spec).containsExactly(1);
        assertSettled(SEED);
    }

    @Test
    void aTunnelThatWasMadeAgainJustAsItWasIsStillOurs() throws IOException {
        bringTo(SEED);
        FakeTunnel tunnel = kernel.tunnels().iterator().next();
        FakeSession session = kernel.sessions().get(0);
        kernel.vanish(42, 128);
        kernel.vanish(42);
        kernel.adopt(tunnel);
        assertThat(difference(SEED).verb()).isEqualTo(Verb.CREATE);
        kernel.adopt(session);
        assertThat(difference(SEED).verb()).isEqualTo(Verb.REPLACE);
        bringTo(SEED);
        assertSettled(SEED);
        bringTo(NOTHING);
        assertThat(kernel.tunnels()).isEmpty();
    }

    @Test
    void aLostAliasIsMended() throws IOException {
        bringTo(BOTH);
        FakeLink other = link("l2tpeth1");
        kernel.mark("l2tpeth0", "");
        bringTo(BOTH);
        assertThat(link("l2tpeth0").alias()).startsWith("pairwire:metro/seed#");
        assertThat(link("l2tpeth1")).isEqualTo(other);
        assertSettled(BOTH);
    }

    @Test
    void whatWasMadeAgainUnderAnotherNameIsAnothersAndIsNamed() throws IOException {
        bringTo(SEED);
        makeAgain(FakeSession.ethernet(42, 128, 5196755, "byhand"));
        assertThat(conflicts(SEED))
                .containsExactly(
                        "session ID 128 is held by a session of tunnel 42 on byhand, which is not this topology's; give"
                                + " this end another session_id, or have that session removed by whoever made it");
        assertThat(conflicts(NOTHING)).isEmpty();
        bringTo(NOTHING);
        assertThat(names()).contains("byhand");
    }

    @Test
    void aSessionAndItsTunnelThatWereDeletedAreMadeAgain() throws IOException {
        bringTo(BOTH);
        FakeLink other = link("l2tpeth1");
        kernel.vanish(42, 128);
        bringTo(BOTH);
        kernel.vanish(42, 128);
        kernel.vanish(42);
        bringTo(BOTH);
        assertThat(link("l2tpeth1")).isEqualTo(other);
        assertSettled(BOTH);
    }
}
