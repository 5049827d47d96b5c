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
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class JournalLinesTest {
    private static final PseudowireName SEED = new PseudowireName("seed");
    private static final Author AUTHOR = new Author(
            "anna@noc1",
            new Provenance(
                    "apply",
                    Optional.of(new Commit("c0ffee00112233445566778899aabbccddeeff00", true)),
                    Optional.of(new PlanId("0011223344556677"))),
            new Caller(Optional.of("anna"), Optional.of("root"), Optional.of(new Caller.From("fe80::1%eth0", 51234))));
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
                Duration.ofSeconds(60),
                AUTHOR);
    }

    private static List<JournalEntry> entries() {
        Map<PseudowireName, String> texts = Map.of(SEED, "it's \"so\"");
        return List.of(
                prepared(),
                new JournalEntry.Begun(Set.of(SEED), 7),
                new JournalEntry.Confirmed(Set.of(SEED), false, texts, 1L << 40),
                new JournalEntry.Audited(Set.of(SEED), false),
                new JournalEntry.TakenBack(Set.of(), true, AuditEvent.By.THE_GUARD, Map.of(), 9),
                new JournalEntry.TakenBack(
                        Set.of(SEED),
                        false,
                        AuditEvent.By.another(new Request.Claim("run 8", "bob@noc2", Duration.ZERO)),
                        texts,
                        10),
                new JournalEntry.Audited(Set.of(), true));
    }

    private static String journal() {
        return entries().stream().map(JournalLines::write).collect(Collectors.joining());
    }

    @Test
    void whatIsWrittenIsReadBackAndWrittenTheSame() throws ExchangeException {
        assertThat(JournalLines.read(journal())).isEqualTo(entries());
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
        String other = journal().replace("\"version\":2", "\"version\":1");
        assertThatThrownBy(() -> JournalLines.read(other))
                .isInstanceOf(ExchangeException.class)
                .hasMessageContaining("version 1");
        assertThatThrownBy(() -> JournalLines.read("{\"entry\":\"dance\"}\n")).isInstanceOf(ExchangeException.class);
    }
}
