package io.pairwire.cli;

import io.pairwire.exchange.ExchangeException;
import io.pairwire.exchange.SavedPlan;
import io.pairwire.model.HostName;
import io.pairwire.plan.HostPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Saved plans as files, and what makes one stale before anybody is asked. */
final class SavedPlans {
    private SavedPlans() {}

    /** Reads one; what is wrong with it is an exception whose message is for people. */
    static SavedPlan read(Path file) throws UnreadableException {
        try {
            return SavedPlan.read(Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new UnreadableException("no such saved plan: " + file);
        } catch (ExchangeException e) {
            throw new UnreadableException("cannot understand the saved plan " + file + ": " + e.getMessage());
        } catch (IOException e) {
            throw new UnreadableException("cannot read the saved plan " + file + ": " + e);
        }
    }

    /** A file that holds no saved plan. */
    static final class UnreadableException extends Exception {
        private static final long serialVersionUID = 1L;

        private UnreadableException(String message) {
            super(message);
        }
    }

    /** Returns whether a plan was made from the topology that was read. */
    static boolean isOf(SavedPlan saved, Input input) {
        return saved.topologyDigest()
                .equals(input.sources().orElseThrow().topology().sha256());
    }

    /** Returns, for people, that it was not. */
    static String ofAnotherTopology(Input input) {
        return "the topology " + input.sources().orElseThrow().topology().file()
                + " is another than the plan was made from";
    }

    /**
     * Returns why a plan cannot be done as it was made, from the files alone.
     *
     * @param derived what the files say now
     */
    static Optional<String> staleness(SavedPlan saved, Input input, Map<HostName, HostPlan> derived) {
        if (!isOf(saved, input)) {
            return Optional.of(ofAnotherTopology(input));
        }
        Map<HostName, HostPlan> now = SavedPlan.withoutCookies(derived);
        for (Map.Entry<HostName, HostPlan> planned : saved.plans().entrySet()) {
            HostName host = planned.getKey();
            HostPlan plan =
                    now.getOrDefault(host, HostPlan.nothing(planned.getValue().topology(), host));
            if (!plan.equals(planned.getValue())) {
                return Optional.of("the inventory or the lock file now makes another plan for " + host);
            }
        }
        return saved.plans().keySet().containsAll(now.keySet())
                ? Optional.empty()
                : Optional.of("the plan does not know of every host that the topology has now");
    }
}
