package io.pairwire.topology;

import io.pairwire.yaml.Position;
import java.util.ArrayList;
import java.util.List;

/** What a topology's lock file should say, and how that differs from what it says. */
public final class Allocation {
    private final LockDraft before;
    private final Lock now;

    /** How one line differs. */
    public static final class Change {
        private final Kind kind;
        private final Holder holder;
        private final Holding before;
        private final Holding now;

        private Change(Holder holder, Holding before, Holding now) {
            this.kind = before.isEmpty() ? Kind.ADD : now.isEmpty() ? Kind.DROP : Kind.CHANGE;
            this.holder = holder;
            this.before = before;
            this.now = now;
        }

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

        /** Returns which of these it is. */
        public Kind kind() {
            return kind;
        }

        /** Returns the line, before and after where it changes. */
        @Override
        public String toString() {
            String values = switch (kind) {
                case ADD -> now.toString();
                case CHANGE -> before + " -> " + now;
                case DROP -> before.toString();
            };
            return holder + ": " + values;
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

    /** Returns how the lock file must change, by the names of what its lines are for; lines that go come last. */
    public List<Change> changes() {
        List<Change> changes = new ArrayList<>();
        now.holdings().forEach((holder, holding) -> {
            Holding before = before(holder);
            if (!before.equals(holding)) {
                changes.add(new Change(holder, before, holding));
            }
        });
        before.entries().keySet().stream()
                .filter(holder -> !now.holdings().containsKey(holder))
                .sorted()
                .forEach(holder -> changes.add(new Change(holder, before(holder), Holding.NONE)));
        return changes;
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
