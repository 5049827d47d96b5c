package io.pairwire.transaction;

import io.pairwire.exchange.Request;
import java.time.Duration;

/**
 * How a run goes about changing hosts.
 *
 * @param claim by which the hosts know it
 * @param confirmTimeout after how long without a word from us a host goes back by itself
 * @param manual whether somebody else has the last word before anything is confirmed
 * @param allowsSelfCut whether a change may cut the path that a connection to its host takes
 */
public record Conduct(Request.Claim claim, Duration confirmTimeout, boolean manual, boolean allowsSelfCut) {
    /** How long a host waits for us where nothing else is asked for. */
    public static final Duration USUAL_CONFIRM_TIMEOUT = Duration.ofSeconds(60);

    /** Returns how a run goes about it that asks nobody and waits for no lock. */
    public static Conduct usual(String run, String holder) {
        return new Conduct(new Request.Claim(run, holder, Duration.ZERO), USUAL_CONFIRM_TIMEOUT, false, false);
    }
}
