package io.pairwire.cli;

import io.pairwire.exchange.Provenance;
import io.pairwire.exchange.Request;
import io.pairwire.transaction.Conduct;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** How changes are made: how long hosts wait for us, and who has the last word. */
final class TransactionOptions implements Worded {
    private static final int RUN_OCTETS = 4;
    private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

    /** Who has the last word before a change is kept. */
    enum Confirmation {
        AUTO,
        MANUAL;

        /** Returns the word that is typed. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What must be seen before a change is kept. */
    enum Proof {
        FRAMES,
        STATE;

        /** Returns the word that is typed. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private Confirmation confirmation = Confirmation.AUTO;
    private int confirmTimeout = 60;
    private Proof proof = Proof.FRAMES;
    private int verifyTimeout = 5;
    private int lockTimeout;
    private boolean selfCut;

    @Override
    public void words(Words words) {
        words.option("--confirm")
                .label("auto|manual")
                .otherwise("auto")
                .says(
                        "who keeps the change once both ends are verified: we, or a person's key; a key that does not come"
                                + " in time takes it back (default: ${DEFAULT-VALUE})")
                .oneOf(Confirmation.class, given -> confirmation = given);
        words.option("--confirm-timeout")
                .label("SECONDS")
                .otherwise("60")
                .says("after how long without a word from us a host goes back by itself (default: ${DEFAULT-VALUE})")
                .number(given -> confirmTimeout = given);
        words.option("--verify")
                .label("frames|state")
                .otherwise("frames")
                .says(
                        "what must be seen before a change is kept: that frames pass both ways, or only that both ends are as"
                                + " planned (default: ${DEFAULT-VALUE})")
                .oneOf(Proof.class, given -> proof = given);
        words.option("--verify-timeout")
                .label("SECONDS")
                .otherwise("5")
                .says("how long frames may take to pass (default: ${DEFAULT-VALUE})")
                .number(given -> verifyTimeout = given);
        words.option("--lock-timeout")
                .label("SECONDS")
                .otherwise("0")
                .says("how long to wait for a host where another run is at work (default: ${DEFAULT-VALUE})")
                .number(given -> lockTimeout = given);
        words.option("--allow-self-cut")
                .says("also make changes that cut the path which a connection to their host takes")
                .flag(given -> selfCut = given);
    }

    /** Returns after how long without a word from us hosts go back by themselves. */
    Duration confirmTimeout() {
        return Duration.ofSeconds(confirmTimeout);
    }

    /** Returns how long frames may take to pass. */
    Duration verifyTimeout() {
        return Duration.ofSeconds(verifyTimeout);
    }

    /** Returns how many seconds verifying may take: frames may be sent twice, before anything is changed, and after. */
    int verifying() {
        return 2 * verifyTimeout;
    }

    private boolean isManual() {
        return confirmation == Confirmation.MANUAL;
    }

    /** Refuses what makes no sense together, before anything is read. */
    void check() {
        if (verifyTimeout < 1) {
            throw new UsageException("Invalid value for option '--verify-timeout': it is less than a second");
        }
        if (confirmTimeout <= verifying()) {
            throw new UsageException("Invalid value for option '--confirm-timeout': " + confirmTimeout
                    + " s; it must be longer than the " + verifying()
                    + " s that verifying may take (twice --verify-timeout), or hosts go back meanwhile");
        }
        if (lockTimeout < 0) {
            throw new UsageException("Invalid value for option '--lock-timeout': it is negative");
        }
    }

    /**
     * Returns how a run goes about changing hosts.
     *
     * @param provenance asked for when they are to be changed
     */
    Conduct conduct(Supplier<Provenance> provenance) throws IOException {
        byte[] run = new byte[RUN_OCTETS];
        new SecureRandom().nextBytes(run);
        String who = System.getProperty("user.name", "?") + "@"
                + (Files.isReadable(HOST_NAME) ? Files.readString(HOST_NAME).strip() : "?");
        Request.Claim claim = new Request.Claim(HexFormat.of().formatHex(run), who, Duration.ofSeconds(lockTimeout));
        return new Conduct(claim, confirmTimeout(), isManual(), selfCut, frames(), provenance);
    }

    private Optional<Conduct.Frames> frames() {
        return proof == Proof.FRAMES
                ? Optional.of(Conduct.Frames.within(Duration.ofSeconds(verifyTimeout)))
                : Optional.empty();
    }
}
