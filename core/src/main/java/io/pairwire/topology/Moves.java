package io.pairwire.topology;

import io.pairwire.yaml.Position;
import io.pairwire.yaml.Problems;
import io.pairwire.yaml.Suggestion;
import io.pairwire.yaml.YamlEntry;
import io.pairwire.yaml.YamlList;
import io.pairwire.yaml.YamlScalar;
import io.pairwire.yaml.YamlValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The section {@code moved}: which tunnels and pseudowires had another name before, so that what was allocated to them stays
 * theirs. An entry counts for each kind that has its new name; entries may follow one another.
 */
final class Moves {
    private static final String FROM = "from";
    private static final String TO = "to";

    private final Values values;
    private final Problems problems;
    private final List<Move> moves = new ArrayList<>();
    private final Map<String, Move> byFrom = new HashMap<>();
    private final Map<String, Move> byTo = new HashMap<>();

    private record Move(String from, Position fromAt, String to, Position toAt) {}

    Moves(Optional<YamlEntry> section, Values values, Problems problems) {
        this.values = values;
        this.problems = problems;
        section.map(YamlEntry::value)
                .filter(value -> !value.isNull() && !value.isRefused())
                .ifPresent(this::readAll);
    }

    private void readAll(YamlValue value) {
        if (value.list().isEmpty()) {
            problems.add(
                    TopologyRule.WRONG_KIND,
                    value.at(),
                    "'" + Sections.MOVED + "' must be a list, not " + value.kind(),
                    "write '- {from: OLD, to: NEW}' lines below it");
        }
        value.list().map(YamlList::items).orElse(List.of()).forEach(this::read);
    }

    private void read(YamlValue item) {
        if (item.isRefused()) {
            return;
        }
        if (item.mapping().isEmpty()) {
            problems.add(
                    TopologyRule.WRONG_KIND,
                    item.at(),
                    "an entry of '" + Sections.MOVED + "' must be a mapping, not " + item.kind(),
                    "write {from: OLD, to: NEW}");
            return;
        }
        Collection<YamlEntry> entries = item.mapping().get().entries();
        for (YamlEntry entry : entries) {
            if (!entry.name().equals(FROM) && !entry.name().equals(TO)) {
                problems.add(
                        TopologyRule.UNKNOWN_KEY,
                        entry.key().at(),
                        "unknown key " + Problems.quote(entry.name()) + " in '" + Sections.MOVED + "'",
                        Suggestion.hint(entry.name(), List.of(FROM, TO), "keys are from, to"));
            }
        }
        Optional<YamlScalar> from = name(item, FROM);
        Optional<YamlScalar> to = name(item, TO);
        if (from.isPresent() && to.isPresent()) {
            add(new Move(
                    from.get().text(),
                    from.get().at(),
                    to.get().text(),
                    to.get().at()));
        }
    }

    private Optional<YamlScalar> name(YamlValue item, String key) {
        Optional<YamlValue> value =
                item.mapping().flatMap(mapping -> mapping.entry(key)).map(YamlEntry::value);
        if (value.isEmpty()) {
            problems.add(
                    TopologyRule.MISSING,
                    item.at(),
                    "an entry of '" + Sections.MOVED + "' has no '" + key + "'",
                    "write {from: OLD, to: NEW}");
            return Optional.empty();
        }
        if (value.get().isRefused()) {
            return Optional.empty();
        }
        Optional<YamlScalar> scalar = value.get().scalar().filter(given -> !given.isNull());
        if (scalar.isEmpty()) {
            problems.add(
                    TopologyRule.WRONG_KIND,
                    value.get().at(),
                    "'" + key + "' must be a single value, not " + value.get().kind(),
                    "write the name of a pseudowire or a tunnel");
            return Optional.empty();
        }
        return scalar.filter(
                given -> values.name("pseudowire or tunnel", given).value().isPresent());
    }

    private void add(Move move) {
        Move sameFrom = byFrom.putIfAbsent(move.from, move);
        Move sameTo = byTo.putIfAbsent(move.to, move);
        if (sameFrom != null) {
            contradicts(
                    move.fromAt,
                    Problems.quote(move.from) + " has moved twice",
                    "it does at " + sameFrom.fromAt + " too; keep one of them");
        } else if (sameTo != null) {
            contradicts(
                    move.toAt,
                    "two have moved to " + Problems.quote(move.to),
                    "another does at " + sameTo.toAt + "; keep one of them");
        } else {
            moves.add(move);
        }
    }

    private void contradicts(Position at, String message, String hint) {
        problems.add(TopologyRule.MOVED_CONTRADICTS, at, message, hint);
    }

    /** Checks that what has moved is no longer where it was, and is where it went. */
    void check(Predicate<Holder> exists) {
        for (Move move : moves) {
            Optional<String> last = last(move);
            if (last.isEmpty()) {
                contradicts(
                        move.fromAt,
                        Problems.quote(move.from) + " moves in a circle",
                        "keep the entries that lead to the name it has now");
                continue;
            }
            boolean known = false;
            for (Holder.Kind kind : Holder.Kind.values()) {
                if (exists.test(new Holder(kind, last.get()))) {
                    known = true;
                    check(kind, move, exists);
                }
            }
            if (!known) {
                problems.add(
                        TopologyRule.MOVED_TO_UNKNOWN,
                        move.toAt,
                        "there is no pseudowire or tunnel " + Problems.quote(last.get())
                                + (last.get().equals(move.to) ? "" : ", where this has moved in the end"),
                        "correct the name; or remove the entry, if what it names is gone");
            }
        }
    }

    private void check(Holder.Kind kind, Move move, Predicate<Holder> exists) {
        if (exists.test(new Holder(kind, move.from))) {
            problems.add(
                    TopologyRule.MOVED_FROM_EXISTS,
                    move.fromAt,
                    "there still is a " + kind + " " + Problems.quote(move.from) + ", which is said to have moved",
                    "remove this entry, or give that " + kind + " another name");
        }
    }

    /** Returns the name at which a move ends by way of others; empty where it ends nowhere. */
    private Optional<String> last(Move first) {
        Set<String> passed = new HashSet<>(Set.of(first.from));
        Move move = first;
        while (passed.add(move.to)) {
            Move next = byFrom.get(move.to);
            if (next == null) {
                return Optional.of(move.to);
            }
            move = next;
        }
        return Optional.empty();
    }

    /** Returns what a holder was before, the latest first. */
    List<Holder> before(Holder holder) {
        if (byTo.isEmpty()) {
            return List.of();
        }
        List<Holder> before = new ArrayList<>();
        Set<String> passed = new HashSet<>(Set.of(holder.name()));
        Move move = byTo.get(holder.name());
        while (move != null && passed.add(move.from)) {
            before.add(new Holder(holder.kind(), move.from));
            move = byTo.get(move.from);
        }
        return before;
    }
}
