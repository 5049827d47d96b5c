package io.pairwire.exchange;

import com.grack.nanojson.JsonObject;
import java.util.OptionalLong;

/** What one end noticed of probes, as JSON. */
final class EndProbeJson {
    private EndProbeJson() {}

    static void write(EndProbe probe, JsonObject json) {
        json.put("heard_small", probe.heardSmall());
        json.put("heard_full", probe.heardFull());
        json.put("echoed_small", probe.echoedSmall());
        json.put("echoed_full", probe.echoedFull());
        probe.roundTripNanos().ifPresent(nanos -> json.put("round_trip_nanos", nanos));
        json.put("mtu", probe.mtu());
        probe.trouble().ifPresent(error -> json.put("trouble", error));
        json.put("strayed", probe.strayed());
        probe.stray().ifPresent(name -> json.put("stray", name));
        EndProbe.Growth growth = probe.growth();
        json.put("rx_packets", growth.rxPackets());
        json.put("rx_errors", growth.rxErrors());
        json.put("rx_cookie_discards", growth.rxCookieDiscards());
        json.put("rx_seq_discards", growth.rxSequenceDiscards());
        json.put("rx_oos_packets", growth.rxOutOfSequence());
        json.put("tx_packets", growth.txPackets());
        json.put("tx_errors", growth.txErrors());
    }

    static EndProbe read(Document json) throws ExchangeException {
        OptionalLong roundTrip =
                json.has("round_trip_nanos") ? OptionalLong.of(json.number("round_trip_nanos")) : OptionalLong.empty();
        return new EndProbe(
                json.flag("heard_small"),
                json.flag("heard_full"),
                json.flag("echoed_small"),
                json.flag("echoed_full"),
                roundTrip,
                json.integer("mtu"),
                json.optionalText("trouble"),
                json.flag("strayed"),
                json.optionalText("stray"),
                new EndProbe.Growth(
                        json.number("rx_packets"),
                        json.number("rx_errors"),
                        json.number("rx_cookie_discards"),
                        json.number("rx_seq_discards"),
                        json.number("rx_oos_packets"),
                        json.number("tx_packets"),
                        json.number("tx_errors")));
    }
}
