package io.pairwire.l2tp;

/**
 * A tunnel's or session's counters since it was made ({@code L2TP_ATTR_STATS}). A counter that the kernel does not have is 0.
 *
 * @param txErrors packets that could not be sent
 * @param rxErrors packets that were dropped for any of the reasons below, and some more
 * @param rxSequenceDiscards packets without the sequence number demanded, or too old
 * @param rxOutOfSequence packets that came before their turn
 * @param rxCookieDiscards packets with a wrong cookie or none; told since Linux 5.13
 * @param rxInvalid packets of a wrong version or cut short, on tunnels; told since Linux 5.13
 */
public record Statistics(
        long txPackets,
        long txBytes,
        long txErrors,
        long rxPackets,
        long rxBytes,
        long rxErrors,
        long rxSequenceDiscards,
        long rxOutOfSequence,
        long rxCookieDiscards,
        long rxInvalid) {
    /** Nothing counted yet. */
    public static final Statistics ZERO = new Statistics(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
}
