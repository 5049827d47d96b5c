package io.pairwire.transaction;

import io.pairwire.exchange.Provenance;
import io.pairwire.exchange.Request;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How a run goes about changing hosts.
 *
 * @param claim by which the hosts know it
 * @param confirmTimeout after how long without a word from us a host goes back by itself
 * @param manual whether somebody else has the last word before anything is confirmed
 * @param frames how pseudowires are seen to pass frames before they are confirmed, if they are
 * @param allowsSelfCut whether a change may cut the path that a connection to its host takes
 * @param provenance for the hosts' audit logs; asked for when they are to be changed, which may be long after they are first spoken to
 */
public record Conduct(
        Request.Claim claim,
        Duration confirmTimeout,
        boolean manual,
        boolean allowsSelfCut,
        Optional<Frames> frames,
        Supplier<Provenance> provenance) {
    private static final int NONCE_OCTETS = 16;

    /**
     * How frames are sent.
     *
     * @param nonce 32 hexadecimal digits, which tell this run's frames from others'
     * @param budget how long they may take to pass, once both ends listen
     */
    public record Frames(String nonce, Duration budget) {
        /** Returns frames that nobody else can have sent. */
        public static Frames within(Duration budget) {
            byte[] octets = new byte[NONCE_OCTETS];
            new SecureRandom().nextBytes(octets);
            return new Frames(HexFormat.of().formatHex(octets), budget);
        }
    }

    /** How long a host waits for us where nothing else is asked for. */
    public static final Duration USUAL_CONFIRM_TIMEOUT = Duration.ofSeconds(60);

    /** Returns how a run goes about it that asks nobody, waits for no lock and sends no frames. */
    public static Conduct usual(String run, String holder) {
        return new Conduct(
                new Request.Claim(run, holder, Duration.ZERO),
                USUAL_CONFIRM_TIMEOUT,
                false,
                false,
                Optional.empty(),
                () -> Provenance.of("apply"));
    }
}
