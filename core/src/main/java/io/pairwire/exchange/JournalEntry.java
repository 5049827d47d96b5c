package io.pairwire.exchange;

import io.pairwire.model.NetnsName;
import io.pairwire.model.PseudowireName;
import io.pairwire.plan.HostPlan;
import io.pairwire.reconcile.Action;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One entry of a host's journal of a change: written before what it tells of is done, so that what was cut off has not happened. */
public sealed interface JournalEntry {
    /**
     * How to go back from the whole change, and what the manifest is to say; the first entry.
     *
     * @param run whose change it is
     * @param boot tells the kernel that it is made in from those before and after
     * @param plan what the host is to carry, kept without cookies
     * @param blocked pseudowires that stay as they are in the manifest
     * @param formerNames of pseudowires that the plan has under another name than the manifest, by the plan's
     * @param parts that change each by itself
     * @param confirmTimeout after how long without a word from the run the host goes back
     * @param author on whose behalf, for the audit log
     */
    record Prepared(
            String run,
            String boot,
            HostPlan plan,
            Request.Purpose purpose,
            Set<PseudowireName> blocked,
            Map<PseudowireName, PseudowireName> formerNames,
            List<Part> parts,
            Duration confirmTimeout,
            Author author)
            implements JournalEntry {
        public Prepared {
            plan = Manifest.withoutCookies(plan);
            blocked = Set.copyOf(blocked);
            formerNames = Map.copyOf(formerNames);
            parts = List.copyOf(parts);
        }
    }

    /**
     * What changes, and goes back, together.
     *
     * @param pseudowires none where it is nobody's
     * @param actions by namespace and in their order, with all that was there before
     */
    record Part(Set<PseudowireName> pseudowires, Map<Optional<NetnsName>, List<Action>> actions) {
        public Part {
            pseudowires = Set.copyOf(pseudowires);
            actions = new LinkedHashMap<>(actions);
        }
    }

    /**
     * Parts that are being changed from now on: those of these pseudowires, or where there are none, nobody's.
     *
     * @param moment when, in hundredths of a second since the kernel started
     */
    record Begun(Set<PseudowireName> pseudowires, long moment) implements JournalEntry {
        public Begun {
            pseudowires = Set.copyOf(pseudowires);
        }
    }

    /**
     * Parts that are kept: with this entry it is decided.
     *
     * @param strays whether nobody's part is among them
     * @param verdicts what frames over them showed, for the audit log
     * @param moment when, in hundredths of a second since the kernel started
     */
    record Confirmed(Set<PseudowireName> pseudowires, boolean strays, Map<PseudowireName, String> verdicts, long moment)
            implements JournalEntry {
        public Confirmed {
            pseudowires = Set.copyOf(pseudowires);
            verdicts = Map.copyOf(verdicts);
        }
    }

    /**
     * Parts that are as they were before.
     *
     * @param by who took them back, for the audit log
     * @param reasons and why, if the run said so
     * @param moment when, in hundredths of a second since the kernel started, which may be another than the one in which they were begun
     */
    record TakenBack(
            Set<PseudowireName> pseudowires,
            boolean strays,
            AuditEvent.By by,
            Map<PseudowireName, String> reasons,
            long moment)
            implements JournalEntry {
        public TakenBack {
            pseudowires = Set.copyOf(pseudowires);
            reasons = Map.copyOf(reasons);
        }
    }

    /** What became of these parts stands in the audit log: nobody need write it there again. */
    record Audited(Set<PseudowireName> pseudowires, boolean strays) implements JournalEntry {
        public Audited {
            pseudowires = Set.copyOf(pseudowires);
        }
    }

    /** What is left of a journal once it is settled: which pseudowires the run has confirmed. */
    record Settled(String run, Set<PseudowireName> confirmed) implements JournalEntry {
        public Settled {
            confirmed = Set.copyOf(confirmed);
        }
    }
}
