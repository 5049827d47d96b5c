package io.pairwire.playbook;

import io.pairwire.yaml.Position;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What a task does: one of a closed set of verbs. */
public sealed interface Deed {
    /** Returns the verb, and what tells this deed from others of the verb. */
    String words();

    /** Returns the verb. */
    default String verb() {
        return words().split(" ", 2)[0];
    }

    /** Returns whether it may change hosts. */
    default boolean changes() {
        return false;
    }

    /** Returns what a visitor makes of this. */
    <R> R accept(Visitor<R> visitor) throws IOException, InterruptedException;

    /** What is done for each kind, which may take hosts. */
    interface Visitor<R> {
        R visit(Bring bring) throws IOException, InterruptedException;

        R visit(Verify verify) throws IOException, InterruptedException;

        R visit(Drift drift) throws IOException, InterruptedException;

        R visit(Pause pause) throws IOException, InterruptedException;

        R visit(Assert claim) throws IOException, InterruptedException;
    }

    /**
     * {@code pseudowire}.
     *
     * @param prune what goes because the topology has it no longer
     * @param manual whether a person has the last word, if the file says so
     * @param confirmTimeout after how long without a word hosts go back by themselves, if the file says so
     */
    record Bring(State state, Pruning prune, Optional<Boolean> manual, Optional<Duration> confirmTimeout)
            implements Deed {
        @Override
        public String words() {
            return "pseudowire " + state;
        }

        @Override
        public boolean changes() {
            return true;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) throws IOException, InterruptedException {
            return visitor.visit(this);
        }
    }

    /**
     * {@code prune}.
     *
     * @param wanted whether anything goes
     * @param most how much at most; where nobody said, as {@code apply} has it
     */
    record Pruning(boolean wanted, OptionalInt most) {
        /** Nothing goes. */
        static final Pruning NONE = new Pruning(false, OptionalInt.empty());
    }

    /**
     * {@code verify}.
     *
     * @param timeout how long frames may take to pass, if the file says so
     */
    record Verify(Optional<Duration> timeout) implements Deed {
        @Override
        public String words() {
            return "verify";
        }

        @Override
        public <R> R accept(Visitor<R> visitor) throws IOException, InterruptedException {
            return visitor.visit(this);
        }
    }

    /** {@code drift}. */
    record Drift() implements Deed {
        @Override
        public String words() {
            return "drift";
        }

        @Override
        public <R> R accept(Visitor<R> visitor) throws IOException, InterruptedException {
            return visitor.visit(this);
        }
    }

    /**
     * {@code pause}: for a time, or for a person.
     *
     * @param prompt what is said; without a time, what a person is asked
     * @param at where it stands in its file
     */
    record Pause(Optional<Duration> time, Optional<String> prompt, Position at) implements Deed {
        @Override
        public String words() {
            return "pause";
        }

        @Override
        public <R> R accept(Visitor<R> visitor) throws IOException, InterruptedException {
            return visitor.visit(this);
        }
    }

    /**
     * {@code assert}: what must hold of each host.
     *
     * @param kernel what its release is held against, such as {@code >= 6.1}
     * @param java likewise of its Java
     * @param module whether its kernel must have, or be able to load, what pseudowires take
     */
    record Assert(boolean reachable, List<Comparison> kernel, List<Comparison> java, boolean module) implements Deed {
        public Assert {
            kernel = List.copyOf(kernel);
            java = List.copyOf(java);
        }

        @Override
        public String words() {
            return "assert";
        }

        @Override
        public <R> R accept(Visitor<R> visitor) throws IOException, InterruptedException {
            return visitor.visit(this);
        }
    }
}
