package io.pairwire.exchange;

import io.pairwire.model.NetnsName;
import io.pairwire.model.PseudowireName;
import io.pairwire.reconcile.Action;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What befell something that a run changes on a host. */
public sealed interface AuditEvent {
    /** It is about to be changed: these are the steps, by namespace and in their order. */
    record Begun(Map<Optional<NetnsName>, List<Action>> actions) implements AuditEvent {
        public Begun {
            actions = new LinkedHashMap<>(actions);
        }
    }

    /**
     * It stays as it was changed.
     *
     * @param verdicts what frames over each pseudowire showed, of those over which some were sent
     * @param duration since it was begun
     */
    record Kept(Map<PseudowireName, String> verdicts, Duration duration) implements AuditEvent {
        public Kept {
            verdicts = Map.copyOf(verdicts);
        }
    }

    /**
     * It is as it was before it was begun.
     *
     * @param reasons what the run said why, of which pseudowire
     * @param duration since it was begun; absent where the kernel has started anew since
     */
    record TakenBack(By by, Map<PseudowireName, String> reasons, Optional<Duration> duration) implements AuditEvent {
        public TakenBack {
            reasons = Map.copyOf(reasons);
        }
    }

    /** It could not be taken back, for these reasons, and will be tried again. */
    record Stuck(By by, List<String> messages) implements AuditEvent {
        public Stuck {
            messages = List.copyOf(messages);
        }
    }

    /** What the host has written down as the topology's own is about to be brought up to date; its kernel is not touched. */
    record Recorded() implements AuditEvent {}

    /**
     * Who took something back.
     *
     * @param run that did, where it is another than the one that began it
     * @param operator of that run
     */
    record By(Who who, Optional<String> run, Optional<String> operator) {
        public static final By THE_RUN = new By(Who.RUN, Optional.empty(), Optional.empty());
        public static final By THE_HOST = new By(Who.HOST, Optional.empty(), Optional.empty());
        public static final By THE_GUARD = new By(Who.GUARD, Optional.empty(), Optional.empty());
        public static final By A_RESTART = new By(Who.RESTART, Optional.empty(), Optional.empty());

        public static By another(Request.Claim claim) {
            return new By(Who.ANOTHER_RUN, Optional.of(claim.run()), Optional.of(claim.holder()));
        }
    }

    /** The kinds of those who take back. */
    enum Who {
        /** The run itself, by its order. */
        RUN,
        /** The agent, when it had not heard of the run for too long. */
        HOST,
        /** The host's guard, for an agent that was dead or hung. */
        GUARD,
        /** A later run, which found it. */
        ANOTHER_RUN,
        /** The host's restart: another kernel carries nothing of it. */
        RESTART;

        /** Returns the word that stands in documents. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
