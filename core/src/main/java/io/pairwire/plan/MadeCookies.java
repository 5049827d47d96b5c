package io.pairwire.plan;

/**
 * Which cookies of a session its two hosts are to agree on by themselves: made when the session is, and kept as long as both
 * ends' kernels agree.
 *
 * @param sent how many octets of what this host sends are made; 0 where the topology gives that cookie, or wants none
 * @param demanded likewise of what it demands
 */
public record MadeCookies(int sent, int demanded) {
    /** None of the two. */
    public static final MadeCookies NONE = new MadeCookies(0, 0);

    /** Returns whether there is any. */
    public boolean any() {
        return sent > 0 || demanded > 0;
    }
}
