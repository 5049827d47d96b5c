package io.pairwire.exchange;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What one end of a pseudowire noticed while both were probed. The two ends' together tell which direction is broken.
 *
 * @param heardSmall whether a short frame of the far end's arrived
 * @param heardFull whether one arrived that is as long as the far end's interface takes
 * @param echoedSmall whether a short frame of this end's went there and came back
 * @param echoedFull whether a long one did
 * @param roundTripNanos the least time that one took there and back
 * @param mtu of this end's interface
 * @param trouble the error that kept this end from sending, such as {@code ENETDOWN}
 * @param strayed whether frames of another pseudowire arrived here
 * @param stray which one, where this host has an end of it
 * @param growth what the kernel counted of the session meanwhile
 */
public record EndProbe(
        boolean heardSmall,
        boolean heardFull,
        boolean echoedSmall,
        boolean echoedFull,
        OptionalLong roundTripNanos,
        int mtu,
        Optional<String> trouble,
        boolean strayed,
        Optional<String> stray,
        Growth growth) {
    /**
     * By how much a session's counters grew ({@code L2TP_ATTR_STATS}).
     *
     * @param rxErrors packets dropped for any reason, those below among them
     * @param rxCookieDiscards packets with another cookie than is demanded, or none; always 0 before Linux 5.13
     * @param rxSequenceDiscards packets without the sequence number demanded, or too old
     * @param rxOutOfSequence packets that came before their turn
     */
    public record Growth(
            long rxPackets,
            long rxErrors,
            long rxCookieDiscards,
            long rxSequenceDiscards,
            long rxOutOfSequence,
            long txPackets,
            long txErrors) {
        /** Nothing was counted. */
        public static final Growth NONE = new Growth(0, 0, 0, 0, 0, 0, 0);
    }
}
