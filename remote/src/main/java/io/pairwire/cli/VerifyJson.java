package io.pairwire.cli;

import io.pairwire.exchange.EndProbe;
import io.pairwire.exchange.JsonLines;
import io.pairwire.model.Side;
import io.pairwire.transaction.ProbedEnd;
import io.pairwire.transaction.Verdict;
import io.pairwire.transaction.Verified;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Verdicts as scripts read them: a line for each pseudowire, and a summary. */
final class VerifyJson {
    private static final int NANOS_OF_A_MICROSECOND = 1000;

    private VerifyJson() {}

    static void print(List<Verified> pseudowires, PrintStream out) {
        pseudowires.forEach(each -> out.println(JsonLines.line("verified", fields(each))));
        Map<String, Object> sum = new LinkedHashMap<>();
        for (Verdict verdict : Verdict.values()) {
            sum.put(
                    verdict.toString(),
                    pseudowires.stream()
                            .filter(each -> each.verdict() == verdict)
                            .count());
        }
        out.println(JsonLines.line("summary", sum));
    }

    private static Map<String, Object> fields(Verified verified) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("pseudowire", verified.pseudowire().text());
        fields.put("verdict", verified.verdict().toString());
        fields.put("message", verified.line());
        verified.roundTripNanos().ifPresent(nanos -> fields.put("round_trip_us", nanos / NANOS_OF_A_MICROSECOND));
        fields.put(
                "ends",
                Stream.of(Side.values())
                        .map(side -> end(side, verified.end(side)))
                        .toList());
        return fields;
    }

    private static Map<String, Object> end(Side side, ProbedEnd end) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("end", side.toString());
        fields.put("host", end.host().text());
        end.drift().ifPresent(drift -> fields.put("presence", drift.presence().toString()));
        end.unable().ifPresent(why -> fields.put("unable", why));
        end.probe().ifPresent(probe -> probe(probe, fields));
        return fields;
    }

    private static void probe(EndProbe probe, Map<String, Object> fields) {
        fields.put("mtu", probe.mtu());
        fields.put("heard_small", probe.heardSmall());
        fields.put("heard_full", probe.heardFull());
        fields.put("echoed_small", probe.echoedSmall());
        fields.put("echoed_full", probe.echoedFull());
        probe.trouble().ifPresent(error -> fields.put("trouble", error));
        EndProbe.Growth growth = probe.growth();
        fields.put("rx_packets", growth.rxPackets());
        fields.put("rx_errors", growth.rxErrors());
        fields.put("rx_cookie_discards", growth.rxCookieDiscards());
        fields.put("rx_seq_discards", growth.rxSequenceDiscards());
        fields.put("rx_oos_packets", growth.rxOutOfSequence());
        fields.put("tx_packets", growth.txPackets());
        fields.put("tx_errors", growth.txErrors());
    }
}
