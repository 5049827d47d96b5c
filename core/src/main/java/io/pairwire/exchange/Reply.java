package io.pairwire.exchange;

import io.pairwire.model.PseudowireName;
import io.pairwire.reconcile.Conflict;
import io.pairwire.reconcile.Difference;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What an agent says. */
public sealed interface Reply {
    /** The version of these documents: a change that an older reader would misread makes it one more. */
    int PROTOCOL = 5;

    /**
     * The agent's first word.
     *
     * @param kernel the release, as {@code uname -r} gives it
     */
    record Hello(int protocol, String kernel, String java) implements Reply {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /**
     * How the host differs from the plan.
     *
     * @param differences one for each pseudowire's end, unchanged ones among them
     * @param manifestStale whether there is something to do beyond the differences: a manifest to be written, or tunnels that were left
     *     empty to be removed
     * @param cookieDigests of pseudowires whose cookies are made and that are there: equal at both ends if the cookies are
     * @param entangled sets of pseudowires, two or more each, that can only change together here: they share a tunnel, or one takes what
     *     another gives up
     * @param selfCut pseudowires whose change would cut the path that this connection itself takes
     * @param unconfirmed what another run has changed and neither confirmed nor taken back yet, where this one only looks
     */
    record Observed(
            List<Difference> differences,
            List<Conflict> conflicts,
            boolean manifestStale,
            Map<PseudowireName, String> cookieDigests,
            List<Set<PseudowireName>> entangled,
            Set<PseudowireName> selfCut,
            Optional<Unconfirmed> unconfirmed)
            implements Reply {
        /** A host where every pseudowire changes for itself, and none of them carries the connection. */
        public Observed(
                List<Difference> differences,
                List<Conflict> conflicts,
                boolean manifestStale,
                Map<PseudowireName, String> cookieDigests) {
            this(differences, conflicts, manifestStale, cookieDigests, List.of(), Set.of(), Optional.empty());
        }

        /** Returns the same but for what stands in the way. */
        public Observed with(List<Conflict> others) {
            return new Observed(differences, others, manifestStale, cookieDigests, entangled, selfCut, unconfirmed);
        }

        public Observed {
            entangled = List.copyOf(entangled);
            selfCut = Set.copyOf(selfCut);
            differences = List.copyOf(differences);
            conflicts = List.copyOf(conflicts);
            cookieDigests = Map.copyOf(cookieDigests);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /** What a run has changed and not confirmed: it will, or the host takes it back by itself. */
    record Unconfirmed(String run, Set<PseudowireName> pseudowires) {
        public Unconfirmed {
            pseudowires = Set.copyOf(pseudowires);
        }
    }

    /**
     * How to go back is written down and the switch is armed; nothing has changed.
     *
     * @param unable pseudowires that cannot be changed as ordered, though nobody knew so before, each with the reason
     */
    record Prepared(Map<PseudowireName, String> unable) implements Reply {
        public Prepared {
            unable = Map.copyOf(unable);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /**
     * What this run had left unconfirmed here, as a new agent of it found it.
     *
     * @param open prepared or applied, and neither confirmed nor taken back
     * @param confirmed kept
     */
    record Resumed(Set<PseudowireName> open, Set<PseudowireName> confirmed) implements Reply {
        public Resumed {
            open = Set.copyOf(open);
            confirmed = Set.copyOf(confirmed);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /**
     * What came of an apply.
     *
     * @param failures each action that the kernel refused, for each pseudowire that needed it, in words; empty where all went well
     * @param left what still differs after the host was read again; empty where all went well
     * @param netlinkWrites how many requests that change something were sent
     */
    record Applied(List<Failure> failures, List<Difference> left, int netlinkWrites) implements Reply {
        public Applied {
            failures = List.copyOf(failures);
            left = List.copyOf(left);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /**
     * An action that the kernel refused.
     *
     * @param pseudowire the one that is not as it should be for it
     * @param errno its name
     */
    record Failure(PseudowireName pseudowire, String action, String errno, String message) {}

    /**
     * The changes are kept.
     *
     * @param complaint what could not be written down about it, and will be when an agent starts here next
     */
    record Confirmed(Optional<String> complaint) implements Reply {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /**
     * The host was taken back to what was observed.
     *
     * @param left what could not be taken back of which pseudowire, in words; empty where all was
     */
    record RolledBack(Map<PseudowireName, List<String>> left) implements Reply {
        public RolledBack {
            left = Map.copyOf(left);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /**
     * The far ends' probes are answered from now on.
     *
     * @param unable the pseudowires that are not listened to, each with the reason
     */
    record Listening(Map<PseudowireName, String> unable) implements Reply {
        public Listening {
            unable = Map.copyOf(unable);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /**
     * What came of probing.
     *
     * @param ends of each pseudowire that was probed, what this host's end noticed
     */
    record Probed(Map<PseudowireName, EndProbe> ends) implements Reply {
        public Probed {
            ends = Map.copyOf(ends);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /**
     * The agent cannot do what it was asked, and nothing has changed.
     *
     * @param message what is wrong
     * @param advice what to do about it
     */
    record Refused(Why why, String message, String advice) implements Reply {
        /** The kinds of refusal that a controller tells apart. */
        public enum Why {
            /** Another run holds the host's lock for this topology. */
            LOCKED,
            /** The host has changed since it was observed. */
            STALE,
            /** The host cannot carry pseudowires as it is: no module, no privilege, no place for the manifest. */
            UNFIT,
            /** The agent itself is at fault. */
            INTERNAL;

            /** Returns the word that stands in documents. */
            @Override
            public String toString() {
                return name().toLowerCase(Locale.ROOT);
            }
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /** What is done for each kind. */
    interface Visitor<R> {
        R visit(Hello hello);

        R visit(Observed observed);

        R visit(Prepared prepared);

        R visit(Resumed resumed);

        R visit(Applied applied);

        R visit(Confirmed confirmed);

        R visit(RolledBack rolledBack);

        R visit(Listening listening);

        R visit(Probed probed);

        R visit(Refused refused);
    }

    /** Returns what a visitor makes of this. */
    <R> R accept(Visitor<R> visitor);
}
