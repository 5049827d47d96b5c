package io.pairwire.topology;

import io.pairwire.yaml.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a topology's lock file should say, and how that differs from what it says. */
public final class Allocation {
    private final LockDraft before;
    private final Lock now;

    /** How one line differs. */
    public record Change(Kind kind, String text) {
        /** Whether the line comes, changes or goes. */
        public enum Kind {
            ADD("+"),
            CHANGE("~"),
            DROP("-");

            private final String symbol;

            Kind(String symbol) {
                this.symbol = symbol;
            }

            /** Returns the symbol, as plans have it. */
            public String symbol() {
                return symbol;
            }
        }
    }

    Allocation(LockDraft before, Lock now) {
        this.before = before;
        this.now = now;
    }

    /** Returns whether the lock file already says so; one that is not there says nothing. */
    public boolean isUpToDate() {
        return before.entries().size() == now.holdings().size()
                && now.holdings().entrySet().stream()
                        .allMatch(entry -> entry.getValue().equals(before(entry.getKey())));
    }

    /** Returns how the lock file must change, by the names of what its lines are for. */
    public List<Change> changes() {
        Map<Holder, Change> changes = new TreeMap<>();
        now.holdings().forEach((holder, holding) -> {
            Holding before = before(holder);
            if (before.isEmpty()) {
                changes.put(holder, new Change(Change.Kind.ADD, holder + ": " + holding));
            } else if (!before.equals(holding)) {
                changes.put(holder, new Change(Change.Kind.CHANGE, holder + ": " + before + " -> " + holding));
            }
        });
        before.entries().keySet().stream()
                .filter(holder -> !now.holdings().containsKey(holder))
                .forEach(holder -> changes.put(holder, new Change(Change.Kind.DROP, holder + ": " + before(holder))));
        return new ArrayList<>(changes.values());
    }

    private Holding before(Holder holder) {
        return before.entries()
                .getOrDefault(holder, Given.of(Holding.NONE, Position.START))
                .value()
                .orElse(Holding.NONE);
    }

    /** Returns the lock file's text as it should be. */
    public String text() {
        return LockText.of(now);
    }
}
