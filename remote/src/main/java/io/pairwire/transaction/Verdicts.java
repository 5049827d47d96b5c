package io.pairwire.transaction;

import io.pairwire.exchange.EndProbe;
import io.pairwire.model.HostName;
import io.pairwire.transaction.EndDrift.Presence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds what is the matter with a pseudowire: from what its ends are like, what they noticed of probes, and what their kernels counted
 * meanwhile. Pure.
 *
 * <p>What was seen to pass does pass, whatever else does not agree; that is remarked. Where something does not, the gravest
 * difference explains it, and only where there is none is the path to blame.
 */
final class Verdicts {
    /** What decides where a packet goes. Tunnel IDs do not: a data packet bears none (RFC 3931 section 4.1.2). */
    private static final Set<String> IDS = Set.of("encap", "remote", "udp_dport", "peer_session_id");

    private static final Set<String> COOKIES = Set.of("cookie");

    /** What a kernel says to who sends at an interface that is down. */
    private static final Optional<String> DOWN = Optional.of("ENETDOWN");

    private final ProbedPair pair;

    private Verdicts(ProbedPair pair) {
        this.pair = pair;
    }

    static Verified of(ProbedPair pair) {
        return new Verdicts(pair).judge();
    }

    private Verified judge() {
        List<ProbedEnd> silent =
                pair.ends().stream().filter(end -> end.drift().isEmpty()).toList();
        if (!silent.isEmpty()) {
            return verdict(
                    Verdict.UNVERIFIED, hosts(silent, " and ") + " could not be asked; mend that, and verify again");
        }
        Optional<Verified> obstructed = obstructed();
        if (obstructed.isPresent()) {
            return obstructed.get();
        }
        List<ProbedEnd> missing =
                pair.ends().stream().filter(end -> end.is(Presence.MISSING)).toList();
        if (!missing.isEmpty()) {
            String who = missing.size() == 2
                    ? "neither " + hosts(missing, " nor ") + " has its end"
                    : missing.get(0).host() + " has no end of it";
            return verdict(Verdict.MISSING_END, who + "; 'apply' makes it");
        }
        List<Direction> directions = directions();
        if (!directions.isEmpty() && directions.stream().allMatch(each -> each.small() && each.full())) {
            return verdict(Verdict.OK, octets(directions) + " octets both ways" + remarks());
        }
        return parity(directions).orElseGet(() -> path(directions));
    }

    /** Something that is not the topology's stands where an end should be: whether frames pass there is not for us to try. */
    private Optional<Verified> obstructed() {
        String obstacles = pair.ends().stream()
                .flatMap(end ->
                        end.drift().flatMap(EndDrift::obstacle).map(what -> "on " + end.host() + ", " + what).stream())
                .collect(Collectors.joining("; "));
        return obstacles.isEmpty() ? Optional.empty() : Optional.of(verdict(Verdict.UNVERIFIED, obstacles));
    }

    private Optional<Verified> parity(List<Direction> directions) {
        List<Mismatch> ids = mismatches(IDS);
        Optional<String> strays = strays();
        if (!ids.isEmpty() || strays.isPresent()) {
            String seen = Stream.concat(ids.stream().map(Verdicts::text), strays.stream())
                    .collect(Collectors.joining("; "));
            return Optional.of(
                    verdict(Verdict.ID_MISMATCH, seen + "; 'drift' shows more, 'apply' mends it" + remarks()));
        }
        Optional<String> discarded = discarded(directions);
        List<Mismatch> cookies = mismatches(COOKIES);
        if (cookies.isEmpty() && discarded.isEmpty()) {
            return Optional.empty();
        }
        String seen =
                discarded.orElseGet(() -> cookies.stream().map(Verdicts::text).collect(Collectors.joining("; ")));
        String next = cookies.isEmpty()
                ? "the cookies that the topology gives were changed at a host; 'drift' shows where, 'apply' mends it"
                : "'apply' makes both alike";
        return Optional.of(verdict(Verdict.COOKIE_MISMATCH, seen + "; " + next + remarks()));
    }

    private Optional<String> strays() {
        List<String> strays = new ArrayList<>();
        for (ProbedEnd end : pair.ends()) {
            end.probe()
                    .filter(EndProbe::strayed)
                    .ifPresent(probe -> strays.add(
                            "frames of " + probe.stray().orElse("another pseudowire") + " arrive at " + end.host()));
        }
        return strays.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", strays));
    }

    private static Optional<String> discarded(List<Direction> directions) {
        List<String> seen = new ArrayList<>();
        for (Direction each : directions) {
            long count = each.receiver().growth().rxCookieDiscards();
            if (count > 0 && !each.small()) {
                seen.add(each + ": " + each.to() + " dropped " + count + " packets for their cookie");
            }
        }
        return seen.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", seen));
    }

    private Verified path(List<Direction> directions) {
        if (directions.isEmpty()) {
            String why = pair.ends().stream()
                    .flatMap(end -> end.unable().map(reason -> end.host() + ": " + reason).stream())
                    .collect(Collectors.joining("; "));
            return verdict(
                    Verdict.UNVERIFIED,
                    (why.isEmpty() ? "the time was up before it was probed; give it more" : why) + remarks());
        }
        List<Direction> blocked =
                directions.stream().filter(each -> !each.small()).toList();
        if (!blocked.isEmpty()) {
            return verdict(Verdict.PATH_BLOCKED, blocked(blocked) + remarks());
        }
        String where = directions.stream().allMatch(each -> !each.full())
                ? "both ways"
                : directions.stream()
                        .filter(each -> !each.full())
                        .map(Direction::toString)
                        .collect(Collectors.joining());
        return verdict(
                Verdict.MTU_BLACKHOLE,
                where + ": short frames pass, those of " + octets(directions)
                        + " octets do not; the underlay loses long packets: raise its MTU, or lower underlay_mtu or mtu"
                        + remarks());
    }

    private static String blocked(List<Direction> blocked) {
        Map<String, List<Direction>> byCause = new LinkedHashMap<>();
        for (Direction each : blocked) {
            byCause.computeIfAbsent(cause(each), cause -> new ArrayList<>()).add(each);
        }
        List<String> causes = new ArrayList<>();
        byCause.forEach((cause, directions) -> causes.add(
                (directions.size() == 2 ? "both ways" : directions.get(0).toString()) + ": " + cause));
        return String.join("; ", causes);
    }

    /** Returns what errors and counters say of a direction in which nothing passed. */
    private static String cause(Direction direction) {
        EndProbe.Growth sent = direction.sender().growth();
        EndProbe.Growth received = direction.receiver().growth();
        Optional<String> trouble = direction.sender().trouble();
        if (trouble.equals(DOWN)) {
            return direction.from() + "'s interface is down; 'apply' brings it up";
        }
        if (direction.receiver().trouble().equals(DOWN)) {
            return direction.to() + "'s interface is down; 'apply' brings it up";
        }
        if (trouble.isPresent()) {
            return direction.from() + " cannot send (" + trouble.get() + ")";
        }
        if (sent.txErrors() > 0) {
            return direction.from() + " could not send " + sent.txErrors()
                    + " packets (TX_ERRORS): no route there, or its own outer address is gone; see 'ip route get' there";
        }
        if (received.rxSequenceDiscards() > 0) {
            return direction.to() + " dropped " + received.rxSequenceDiscards()
                    + " packets for want of sequence numbers (RX_SEQ_DISCARDS); give seq for both ends, and 'apply'";
        }
        if (received.rxErrors() > 0) {
            return direction.to() + " dropped " + received.rxErrors()
                    + " packets (RX_ERRORS): sequence numbers that did not start together, or sublayers that differ; make"
                    + " both ends anew";
        }
        if (received.rxPackets() > 0) {
            return direction.to() + " took " + received.rxPackets()
                    + " packets, and none was as it was sent: a cookie or sublayer that one end alone has; 'drift' shows it";
        }
        return "nothing arrived, though both ends fit each other: a firewall, the underlay, or a wrong outer address; look"
                + " there, and with tcpdump at both ends";
    }

    private List<Direction> directions() {
        if (pair.a().probe().isEmpty() || pair.b().probe().isEmpty()) {
            return List.of();
        }
        EndProbe a = pair.a().probe().get();
        EndProbe b = pair.b().probe().get();
        return List.of(
                Direction.of(pair.a().host(), a, pair.b().host(), b),
                Direction.of(pair.b().host(), b, pair.a().host(), a));
    }

    private static int octets(List<Direction> directions) {
        return directions.stream().mapToInt(each -> each.sender().mtu()).min().orElseThrow();
    }

    private List<Mismatch> mismatches(Set<String> attributes) {
        return pair.mismatches().stream()
                .filter(mismatch -> attributes.contains(mismatch.attribute()))
                .toList();
    }

    /** Returns what else does not agree, which need not keep frames from passing; empty where nothing is to be said. */
    private String remarks() {
        List<String> remarks = new ArrayList<>();
        pair.mismatches().stream()
                .filter(mismatch -> !IDS.contains(mismatch.attribute()) && !COOKIES.contains(mismatch.attribute()))
                .forEach(mismatch -> remarks.add(text(mismatch)));
        boolean told = pair.mismatches().stream()
                .anyMatch(mismatch -> mismatch.attribute().equals("mtu"));
        Optional<Integer> mtuA = pair.a().probe().map(EndProbe::mtu);
        Optional<Integer> mtuB = pair.b().probe().map(EndProbe::mtu);
        if (!told && mtuA.isPresent() && mtuB.isPresent() && !mtuA.equals(mtuB)) {
            remarks.add("mtu: " + pair.a().host() + " " + mtuA.get() + ", "
                    + pair.b().host() + " " + mtuB.get());
        }
        for (ProbedEnd end : pair.ends()) {
            end.drift()
                    .flatMap(drift -> drift.difference("udp_checksum"))
                    .ifPresent(change -> remarks.add(
                            "udp_checksum: " + end.host() + " " + change.from().orElse("default") + ", should be "
                                    + change.to().orElse("default")));
        }
        return remarks.isEmpty() ? "" : " (not alike: " + String.join("; ", remarks) + ")";
    }

    private static String text(Mismatch mismatch) {
        if (mismatch.is().isEmpty() && mismatch.farIs().isEmpty()) {
            return mismatch.host() + "'s " + mismatch.attribute() + " and " + mismatch.farHost() + "'s "
                    + mismatch.farAttribute() + " are not the same";
        }
        return mismatch.attribute() + ": " + mismatch.host() + " "
                + mismatch.is().orElse("none") + ", "
                + mismatch.farHost() + "'s " + mismatch.farAttribute() + " "
                + mismatch.farIs().orElse("none");
    }

    private static String hosts(List<ProbedEnd> ends, String separator) {
        return ends.stream().map(ProbedEnd::host).map(HostName::text).collect(Collectors.joining(separator));
    }

    private Verified verdict(Verdict verdict, String line) {
        return new Verified(pair.pseudowire(), verdict, line, pair.a(), pair.b());
    }
}
