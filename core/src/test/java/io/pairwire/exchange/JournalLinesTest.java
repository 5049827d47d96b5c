package io.pairwire.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pairwire.model.Cookie;
import io.pairwire.model.L2SpecType;
import io.pairwire.model.NetnsName;
import io.pairwire.model.PseudowireName;
import io.pairwire.model.SequenceNumbers;
import io.pairwire.plan.HostPlan;
import io.pairwire.plan.PlannedSession;
import io.pairwire.reconcile.Action;
import io.pairwire.reconcile.EndState;
import io.pairwire.reconcile.Wire;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class JournalLinesTest {
    private static final PseudowireName SEED = new PseudowireName("seed");
    private static final Cookie COOKIE = new Cookie(0x0123456789abcdefL, 8);

    private static EndState end(Wire wire, boolean known, String alias, boolean up) {
        PlannedSession planned = wire.session();
        return new EndState(planned.session(), known, planned.link(), alias, up);
    }

    private static JournalEntry.Prepared prepared() {
        Wire plain = Wire.named("seed");
        Wire rich = Wire.named("seed").with(wire -> {
            wire.cookie = Optional.of(COOKIE);
            wire.peerCookie = Optional.of(new Cookie(7, 4));
            wire.l2spec = L2SpecType.NONE;
            wire.seq = SequenceNumbers.BOTH;
            wire.lnsMode = true;
            wire.reorderTimeout = 100;
            wire.addresses = List.of("10.5.1.2/24", "fd00::2/64");
            wire.mac = Optional.of("02:00:5e:00:53:01");
        });
        Wire bridged = Wire.named("seed").with(wire -> {
            wire.addresses = List.of();
            wire.bridge = Optional.of("br0");
            wire.udp = false;
        });
        HostPlan plan = Wire.plan(rich, Wire.named("blue").apart(1));
        EndState half = end(bridged, false, "", false);
        return new JournalEntry.Prepared(
                "run 7",
                "0f8e-boot",
                plan,
                Request.Purpose.BRING,
                Set.of(new PseudowireName("held")),
                Map.of(SEED, new PseudowireName("former")),
                List.of(
                        new JournalEntry.Part(
                                Set.of(SEED),
                                Map.of(
                                        Optional.<NetnsName>empty(),
                                        List.of(
                                                new Action.RemoveSession(
                                                        SEED, end(rich, true, "it's \"ours\" – ü", true)),
                                                new Action.RemoveTunnel(rich.tunnel()),
                                                new Action.CreateTunnel(bridged.tunnel()),
                                                new Action.CreateSession(SEED, half),
                                                new Action.ChangeSession(SEED, half, end(plain, true, "x", true))),
                                        Optional.of(new NetnsName("blue")),
                                        List.of(new Action.CreateTunnel(plain.tunnel())))),
                        new JournalEntry.Part(
                                Set.of(), Map.of(Optional.empty(), List.of(new Action.RemoveTunnel(plain.tunnel()))))),
                Duration.ofSeconds(60));
    }

    private static String journal() {
        return JournalLines.write(prepared())
                + JournalLines.write(new JournalEntry.Begun(Set.of(SEED)))
                + JournalLines.write(new JournalEntry.Confirmed(Set.of(SEED), false))
                + JournalLines.write(new JournalEntry.TakenBack(Set.of(), true));
    }

    @Test
    void whatIsWrittenIsReadBackAndWrittenTheSame() throws ExchangeException {
        List<JournalEntry> entries = JournalLines.read(journal());
        assertThat(entries)
                .containsExactly(
                        prepared(),
                        new JournalEntry.Begun(Set.of(SEED)),
                        new JournalEntry.Confirmed(Set.of(SEED), false),
                        new JournalEntry.TakenBack(Set.of(), true));
        JournalEntry settled = new JournalEntry.Settled("run 7", Set.of(SEED));
        assertThat(JournalLines.read(JournalLines.write(settled))).containsExactly(settled);
    }

    @Test
    void whereverAJournalIsCutOffWhatIsWholeIsRead() throws ExchangeException {
        String journal = journal();
        for (int end = 0; end <= journal.length(); end++) {
            String cut = journal.substring(0, end);
            assertThat(JournalLines.read(cut))
                    .hasSize((int) cut.chars().filter(c -> c == '\n').count());
        }
    }

    @Test
    void thePlanIsKeptWithoutCookiesAndWhatIsReplacedWithThem() {
        assertThat(prepared().plan().sessions())
                .allMatch(session -> session.session().cookie().isEmpty());
        assertThat(journal().split(COOKIE.reveal(), -1))
                .as("what the one session had")
                .hasSize(2);
    }

    @Test
    void aJournalOfAnotherVersionIsNotGuessedAt() {
        String other = journal().replace("\"version\":1", "\"version\":2");
        assertThatThrownBy(() -> JournalLines.read(other))
                .isInstanceOf(ExchangeException.class)
                .hasMessageContaining("version 2");
        assertThatThrownBy(() -> JournalLines.read("{\"entry\":\"dance\"}\n")).isInstanceOf(ExchangeException.class);
    }
}
