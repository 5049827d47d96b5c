package io.pairwire.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.pairwire.exchange.EndProbe;
import io.pairwire.exchange.Reply;
import io.pairwire.exchange.Request;
import io.pairwire.kernel.FakeKernel;
import io.pairwire.model.PseudowireName;
import io.pairwire.plan.HostPlan;
import io.pairwire.probe.FakeWire;
import io.pairwire.reconcile.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an agent does when it is told to listen and to probe; frames come to nobody, so that only what goes out is seen. */
final class ProbingTest {
    private static final String NONCE = "00112233445566778899aabbccddeeff";
    private static final PseudowireName SEED = new PseudowireName("seed");
    private static final Duration SHORT = Duration.ofMillis(20);

    private final FakeKernel kernel = new FakeKernel();
    private final Map<String, Integer> sent = new ConcurrentHashMap<>();
    private final FakeWire wire = new FakeWire((place, index, length) -> {
        sent.merge(place + " " + index + " " + length, 1, Integer::sum);
        return Optional.empty();
    });

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    @BeforeEach
    void giveItANamespace() throws IOException {
        Files.createDirectories(directory.resolve("netns"));
        Files.createFile(directory.resolve("netns").resolve("inner"));
    }

    private Conversation talk() throws IOException {
        return new Conversation(new InProcessAgent(kernel, wire.at("host1"), directory, "/bin/false"));
    }

    private void bringTo(HostPlan plan) throws IOException {
        try (Conversation conversation = talk()) {
            conversation.observe(plan);
            assertThat(conversation.apply().failures()).isEmpty();
            conversation.confirm();
        }
    }

    @Test
    void itListensOnlyOnceItHasObserved() throws IOException {
        try (Conversation conversation = talk()) {
            Request listen = new Request.Listen(Set.of(SEED), NONCE);
            assertThat(conversation.refused(listen).message()).contains("listen without having observed");
        }
    }

    @Test
    void eachEndIsProbedWhereItIsAndNothingIsWritten() throws IOException {
        HostPlan plan = Wire.plan(
                Wire.named("seed"), Wire.named("blue").apart(1).with(inner -> inner.netns = Optional.of("inner")));
        bringTo(plan);
        int before = kernel.writes();
        int seed = index(kernel, "l2tpeth0");
        int blue = index(kernel.namespace("inner"), "l2tpeth1");
        try (Conversation conversation = talk()) {
            conversation.look(plan);
            assertThat(conversation.listen(NONCE, "seed", "blue").unable()).isEmpty();
            assertThat(wire.open()).isEqualTo(2);
            Map<PseudowireName, EndProbe> ends =
                    conversation.probe(SHORT, "seed", "blue").ends();
            assertThat(ends).hasSize(2).allSatisfy((name, end) -> {
                assertThat(end.mtu()).isEqualTo(1446);
                assertThat(end.heardSmall() || end.echoedSmall() || end.strayed())
                        .isFalse();
            });
            assertThat(sent.keySet())
                    .containsExactlyInAnyOrder(
                            "host1 " + seed + " 62",
                            "host1 " + seed + " 1460",
                            "host1/inner " + blue + " 62",
                            "host1/inner " + blue + " 1460");
            assertThat(conversation.listen(NONCE, "seed").unable()).isEmpty();
            assertThat(wire.open()).isEqualTo(1);
        }
        assertThat(wire.open()).isZero();
        assertThat(kernel.writes()).isEqualTo(before);
    }

    @Test
    void whatIsNotThereIsNotListenedToAndTheRestIs() throws IOException {
        HostPlan both = Wire.plan(Wire.named("seed"), Wire.named("blue").apart(1));
        bringTo(Wire.plan(Wire.named("seed")));
        try (Conversation conversation = talk()) {
            conversation.look(both);
            assertThat(conversation.listen(NONCE, "seed", "blue", "red").unable())
                    .containsOnly(
                            Map.entry(new PseudowireName("blue"), "its interface is not there"),
                            Map.entry(new PseudowireName("red"), "the plan has no end of it here"));
            assertThat(conversation.probe(SHORT, "seed", "blue").ends()).containsOnlyKeys(SEED);
        }
    }

    @Test
    void anEndThatWasMadeSinceItObservedIsFound() throws IOException {
        HostPlan plan = Wire.plan(Wire.named("seed"));
        try (Conversation conversation = talk()) {
            conversation.observe(plan);
            conversation.apply();
            assertThat(conversation.listen(NONCE, "seed").unable()).isEmpty();
            conversation.confirm();
            assertThat(conversation.probe(SHORT, "seed").ends()).containsOnlyKeys(SEED);
        }
    }

    @Test
    void anEndIsFoundByItsMarkWhereItHasOtherIds() throws IOException {
        bringTo(Wire.plan(Wire.named("seed")));
        HostPlan other = Wire.plan(Wire.named("seed").with(seed -> seed.sessionId = 99));
        try (Conversation conversation = talk()) {
            conversation.look(other);
            assertThat(conversation.listen(NONCE, "seed").unable()).isEmpty();
        }
    }

    @Test
    void aHostWithoutPacketSocketsSaysSo() throws IOException {
        HostPlan plan = Wire.plan(Wire.named("seed"));
        bringTo(plan);
        try (Conversation conversation = new Conversation(kernel, directory)) {
            conversation.look(plan);
            Reply.Listening listening = conversation.listen(NONCE, "seed");
            assertThat(listening.unable().get(SEED)).contains("no packet socket can be had", "EAFNOSUPPORT");
        }
    }

    private static int index(FakeKernel there, String name) {
        return there.links().stream()
                .filter(link -> link.name().equals(name))
                .findFirst()
                .orElseThrow()
                .index();
    }
}
