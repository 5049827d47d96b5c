package io.pairwire.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.pairwire.exchange.EndProbe;
import io.pairwire.exchange.EndProbe.Growth;
import io.pairwire.model.HostName;
import io.pairwire.model.PseudowireName;
import io.pairwire.reconcile.AttributeChange;
import io.pairwire.transaction.EndDrift.Presence;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class VerdictsTest {
    private static final HostName LON1 = new HostName("lon1");
    private static final HostName PAR1 = new HostName("par1");
    private static final EndProbe ALL = probe(true, true, true, true, Growth.NONE);
    private static final EndProbe NOTHING = probe(false, false, false, false, Growth.NONE);

    private static EndProbe probe(
            boolean heardSmall, boolean heardFull, boolean echoedSmall, boolean echoedFull, Growth growth) {
        return new EndProbe(
                heardSmall,
                heardFull,
                echoedSmall,
                echoedFull,
                OptionalLong.empty(),
                1446,
                Optional.empty(),
                false,
                Optional.empty(),
                growth);
    }

    private static EndProbe growing(Growth growth) {
        return probe(false, false, false, false, growth);
    }

    private static EndProbe troubled(String error) {
        return new EndProbe(
                false,
                false,
                false,
                false,
                OptionalLong.empty(),
                1446,
                Optional.of(error),
                false,
                Optional.empty(),
                Growth.NONE);
    }

    private static ProbedEnd end(HostName host, EndProbe probe, AttributeChange... differences) {
        return ProbedEnd.found(new EndDrift(host, Presence.THERE, List.of(differences), Optional.empty()))
                .probed(probe);
    }

    private static ProbedEnd missing(HostName host) {
        return ProbedEnd.found(new EndDrift(host, Presence.MISSING, List.of(), Optional.empty()));
    }

    private static Mismatch mismatch(String attribute, String is, String farAttribute, String farIs) {
        return new Mismatch(LON1, attribute, Optional.of(is), PAR1, farAttribute, Optional.of(farIs));
    }

    private static Verified judge(ProbedEnd a, ProbedEnd b, Mismatch... mismatches) {
        return Verdicts.of(new ProbedPair(new PseudowireName("blue"), a, b, List.of(mismatches)));
    }

    private static void is(Verified verified, Verdict verdict, String... words) {
        assertThat(verified.verdict()).as(verified.line()).isEqualTo(verdict);
        for (String word : words) {
            assertThat(verified.line()).contains(word);
        }
    }

    @Test
    void whatPassesIsGood() {
        is(judge(end(LON1, ALL), end(PAR1, ALL)), Verdict.OK, "1446 octets both ways");
    }

    @Test
    void anEchoProvesBothDirectionsThoughTheFarEndHeardNothingInItsTime() {
        EndProbe echoed = probe(false, false, true, true, Growth.NONE);
        is(judge(end(LON1, echoed), end(PAR1, NOTHING)), Verdict.OK);
        is(judge(end(LON1, NOTHING), end(PAR1, echoed)), Verdict.OK);
    }

    @Test
    void whatIsNotAlikeIsRemarkedThoughFramesPass() {
        EndProbe shorter = new EndProbe(
                true,
                true,
                true,
                true,
                OptionalLong.empty(),
                1300,
                Optional.empty(),
                false,
                Optional.empty(),
                Growth.NONE);
        is(
                judge(end(LON1, ALL), end(PAR1, shorter)),
                Verdict.OK,
                "1300 octets both ways",
                "(not alike: mtu: lon1 1446, par1 1300)");
        is(
                judge(end(LON1, ALL), end(PAR1, ALL), mismatch("peer_tunnel_id", "9", "tunnel_id", "2")),
                Verdict.OK,
                "not alike: peer_tunnel_id: lon1 9, par1's tunnel_id 2");
        AttributeChange checksum = new AttributeChange("udp_checksum", Optional.of("on"), Optional.of("off"), true);
        is(judge(end(LON1, ALL, checksum), end(PAR1, ALL)), Verdict.OK, "udp_checksum: lon1 on, should be off");
    }

    @Test
    void aHostThatDoesNotAnswerLeavesItOpen() {
        is(judge(end(LON1, ALL), ProbedEnd.silent(PAR1)), Verdict.UNVERIFIED, "par1 could not be asked");
        // Even where the other end is missing: the silent one's host may know why.
        is(judge(missing(LON1), ProbedEnd.silent(PAR1)), Verdict.UNVERIFIED);
    }

    @Test
    void aMissingEndExplainsEverything() {
        is(judge(end(LON1, NOTHING), missing(PAR1)), Verdict.MISSING_END, "par1 has no end of it", "'apply'");
        is(judge(missing(LON1), missing(PAR1)), Verdict.MISSING_END, "neither lon1 nor par1 has its end");
    }

    @Test
    void whatStandsInTheWayIsNotProbed() {
        ProbedEnd obstructed = ProbedEnd.found(
                new EndDrift(PAR1, Presence.UNKNOWN, List.of(), Optional.of("interface blue is not ours")));
        is(judge(end(LON1, NOTHING), obstructed), Verdict.UNVERIFIED, "on par1, interface blue is not ours");
    }

    @Test
    void idsComeBeforeCookiesAndCookiesBeforeThePath() {
        Mismatch ids = mismatch("peer_session_id", "99", "session_id", "2");
        Mismatch cookie = mismatch("cookie", "8 octets", "peer_cookie", "4 octets");
        EndProbe discarding = growing(new Growth(0, 7, 7, 0, 0, 0, 0));
        is(
                judge(end(LON1, NOTHING), end(PAR1, discarding), cookie, ids),
                Verdict.ID_MISMATCH,
                "peer_session_id: lon1 99, par1's session_id 2");
        is(
                judge(end(LON1, NOTHING), end(PAR1, discarding), cookie),
                Verdict.COOKIE_MISMATCH,
                "lon1 -> par1: par1 dropped 7 packets for their cookie");
        is(
                judge(end(LON1, NOTHING), end(PAR1, NOTHING), cookie),
                Verdict.COOKIE_MISMATCH,
                "cookie: lon1 8 octets, par1's peer_cookie 4 octets");
        is(
                judge(end(LON1, NOTHING), end(PAR1, discarding)),
                Verdict.COOKIE_MISMATCH,
                "par1 dropped 7 packets",
                "'drift'");
        is(
                judge(end(LON1, NOTHING), end(PAR1, NOTHING), mismatch("remote", "192.0.2.9", "local", "192.0.2.5")),
                Verdict.ID_MISMATCH);
    }

    @Test
    void cookiesThatWereMadeAndAreNotTheSameAreToldWithoutTheirLengths() {
        Mismatch made = new Mismatch(LON1, "cookie", Optional.empty(), PAR1, "peer_cookie", Optional.empty());
        is(
                judge(end(LON1, NOTHING), end(PAR1, NOTHING), made),
                Verdict.COOKIE_MISMATCH,
                "lon1's cookie and par1's peer_cookie are not the same");
    }

    @Test
    void framesThatWentAstrayAreAMatterOfIds() {
        EndProbe strayed = new EndProbe(
                false,
                false,
                false,
                false,
                OptionalLong.empty(),
                1446,
                Optional.empty(),
                true,
                Optional.of("green"),
                Growth.NONE);
        is(judge(end(LON1, NOTHING), end(PAR1, strayed)), Verdict.ID_MISMATCH, "frames of green arrive at par1");
    }

    @Test
    void nothingArrivedAndNothingWasCountedIsThePath() {
        is(
                judge(end(LON1, NOTHING), end(PAR1, NOTHING)),
                Verdict.PATH_BLOCKED,
                "both ways: nothing arrived",
                "firewall",
                "underlay",
                "wrong outer address");
        EndProbe heard = probe(true, true, false, false, Growth.NONE);
        is(judge(end(LON1, heard), end(PAR1, NOTHING)), Verdict.PATH_BLOCKED, "lon1 -> par1: nothing arrived");
        is(judge(end(LON1, NOTHING), end(PAR1, heard)), Verdict.PATH_BLOCKED, "par1 -> lon1: nothing arrived");
    }

    @Test
    void countersTellWhyNothingPassed() {
        is(
                judge(end(LON1, growing(new Growth(0, 0, 0, 0, 0, 0, 12))), end(PAR1, NOTHING)),
                Verdict.PATH_BLOCKED,
                "lon1 -> par1: lon1 could not send 12 packets (TX_ERRORS)",
                "par1 -> lon1: nothing arrived");
        is(
                judge(end(LON1, NOTHING), end(PAR1, growing(new Growth(0, 6, 0, 6, 0, 0, 0)))),
                Verdict.PATH_BLOCKED,
                "par1 dropped 6 packets for want of sequence numbers");
        is(
                judge(end(LON1, NOTHING), end(PAR1, growing(new Growth(0, 6, 0, 0, 0, 0, 0)))),
                Verdict.PATH_BLOCKED,
                "par1 dropped 6 packets (RX_ERRORS): sequence numbers that did not start together");
        is(
                judge(end(LON1, troubled("ENETDOWN")), end(PAR1, NOTHING)),
                Verdict.PATH_BLOCKED,
                "both ways: lon1's interface is down; 'apply' brings it up");
        is(
                judge(end(LON1, growing(new Growth(3, 0, 0, 0, 0, 0, 0))), end(PAR1, NOTHING)),
                Verdict.PATH_BLOCKED,
                "par1 -> lon1: lon1 took 3 packets, and none was as it was sent",
                "lon1 -> par1: nothing arrived");
        is(judge(end(LON1, troubled("EIO")), end(PAR1, NOTHING)), Verdict.PATH_BLOCKED, "lon1 cannot send (EIO)");
        is(
                judge(
                        end(LON1, NOTHING),
                        end(PAR1, NOTHING),
                        mismatch("l2spec_type", "none", "l2spec_type", "default")),
                Verdict.PATH_BLOCKED,
                "not alike: l2spec_type: lon1 none, par1's l2spec_type default");
    }

    @Test
    void shortFramesThatPassWhereLongOnesDoNotAreTheMtu() {
        EndProbe small = probe(true, false, true, false, Growth.NONE);
        is(
                judge(end(LON1, small), end(PAR1, small)),
                Verdict.MTU_BLACKHOLE,
                "both ways: short frames pass, those of 1446 octets do not");
        EndProbe hears = probe(true, true, true, false, Growth.NONE);
        is(judge(end(LON1, hears), end(PAR1, small)), Verdict.MTU_BLACKHOLE, "lon1 -> par1: short frames pass");
    }

    @Test
    void anEndThatCouldNotBeProbedLeavesItOpen() {
        ProbedEnd unable = ProbedEnd.found(new EndDrift(PAR1, Presence.THERE, List.of(), Optional.empty()))
                .unable("no packet socket can be had");
        ProbedEnd other = ProbedEnd.found(new EndDrift(LON1, Presence.THERE, List.of(), Optional.empty()));
        is(judge(other, unable), Verdict.UNVERIFIED, "par1: no packet socket can be had");
        is(
                judge(other, unable, mismatch("peer_session_id", "99", "session_id", "2")),
                Verdict.ID_MISMATCH,
                "par1's session_id 2");
    }
}
