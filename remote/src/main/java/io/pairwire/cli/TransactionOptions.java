package io.pairwire.cli;

import io.pairwire.exchange.Request;
import io.pairwire.transaction.Conduct;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How changes are made: how long hosts wait for us, and who has the last word. */
final class TransactionOptions {
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

    @Option(
            names = "--confirm",
            paramLabel = "auto|manual",
            defaultValue = "auto",
            description =
                    "who keeps the change once both ends are verified: we, or a person's key; a key that does not come"
                            + " in time takes it back (default: ${DEFAULT-VALUE})")
    private Confirmation confirmation = Confirmation.AUTO;

    @Option(
            names = "--confirm-timeout",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description =
                    "after how long without a word from us a host goes back by itself (default: ${DEFAULT-VALUE})")
    private int confirmTimeout = 60;

    @Option(
            names = "--lock-timeout",
            paramLabel = "SECONDS",
            defaultValue = "0",
            description = "how long to wait for a host where another run is at work (default: ${DEFAULT-VALUE})")
    private int lockTimeout;

    @Option(
            names = "--allow-self-cut",
            description = "also make changes that cut the path which a connection to their host takes")
    private boolean selfCut;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything is called
    private CommandSpec command;

    /** Returns after how long without a word from us hosts go back by themselves. */
    Duration confirmTimeout() {
        return Duration.ofSeconds(confirmTimeout);
    }

    private boolean isManual() {
        return confirmation == Confirmation.MANUAL;
    }

    /** Refuses what makes no sense together, before anything is read. */
    void check(Duration verifyBudget) {
        if (confirmTimeout <= verifyBudget.toSeconds()) {
            throw new ParameterException(
                    command.commandLine(),
                    "Invalid value for option '--confirm-timeout': " + confirmTimeout
                            + " s; it must be longer than the " + verifyBudget.toSeconds()
                            + " s that verifying may take, or hosts go back while they are looked at");
        }
        if (lockTimeout < 0) {
            throw new ParameterException(
                    command.commandLine(), "Invalid value for option '--lock-timeout': it is negative");
        }
    }

    Conduct conduct() throws IOException {
        byte[] run = new byte[RUN_OCTETS];
        new SecureRandom().nextBytes(run);
        String who = System.getProperty("user.name", "?") + "@"
                + (Files.isReadable(HOST_NAME) ? Files.readString(HOST_NAME).strip() : "?");
        Request.Claim claim = new Request.Claim(HexFormat.of().formatHex(run), who, Duration.ofSeconds(lockTimeout));
        return new Conduct(claim, confirmTimeout(), isManual(), selfCut);
    }
}
