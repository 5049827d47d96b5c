package io.pairwire.cli;

import io.pairwire.model.HostName;
import io.pairwire.model.PseudowireName;
import io.pairwire.model.Side;
import io.pairwire.reconcile.Verb;
import io.pairwire.transaction.Fate;
import io.pairwire.transaction.PairChange;
import io.pairwire.transaction.PairPlan;
import io.pairwire.transaction.Phase;
import io.pairwire.transaction.Progress;
import io.pairwire.transaction.Watch;
import java.io.IOError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A line for each pseudowire that changes: how far either end is, since when, and for how long a host to which the way is lost still waits. Where all is over in
 * a moment nothing is shown; and when it is over, what was shown goes again, for the command's own words say what came of it.
 */
final class LiveLines implements Watch, AutoCloseable {
    private static final long QUIET = Duration.ofMillis(400).toNanos();
    private static final long BETWEEN = Duration.ofMillis(100).toNanos();
    private static final double NANOS_PER_SECOND = 1e9;

    /** A terminal that does not know its size. */
    private static final int USUAL_COLUMNS = 80;

    private static final int USUAL_ROWS = 24;

    /** What stands in front of a pseudowire's name. */
    private static final int SYMBOL = 4;

    private static final String GAP = "  ";

    /** How long to wait for lines to go; the words that come after them are worth more. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Supplier<Optional<Screen>> opening;
    private final Executor pen;
    private final Map<PseudowireName, PairChange> changes = new LinkedHashMap<>();
    private final long patience;
    private final LongSupplier nanos;
    private final long begun;
    private final Map<HostName, Long> lostSince = new HashMap<>();
    private final Map<PseudowireName, Long> endedAt = new HashMap<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicBoolean drawing = new AtomicBoolean();
    private long shown;
    private Optional<Screen> screen = Optional.empty();
    private boolean unusable;

    /**
     * Lines about the changes of a plan.
     *
     * @param opening finds the screen once there is something to show
     * @param pen draws, one thing after the other: whoever looks on does not wait for a terminal, which may take nothing for long
     * @param confirmTimeout after how long without a word hosts go back by themselves
     * @param nanos a monotonic clock
     */
    LiveLines(
            Supplier<Optional<Screen>> opening,
            Executor pen,
            PairPlan plan,
            Duration confirmTimeout,
            LongSupplier nanos) {
        this.opening = opening;
        this.pen = pen;
        this.patience = confirmTimeout.toNanos();
        this.nanos = nanos;
        // One whose end goes from a host that it leaves is there twice.
        plan.changes()
                .forEach(change -> changes.merge(
                        change.pseudowire(), change, (one, other) -> one.verb() == Verb.REMOVE ? other : one));
        begun = nanos.getAsLong();
        shown = begun + QUIET - BETWEEN;
    }

    /** What has not been drawn when there is more to show is left out. */
    @Override
    public void look(Supplier<List<Progress>> now) {
        long time = nanos.getAsLong();
        if (ended.get() || time - shown < BETWEEN || !drawing.compareAndSet(false, true)) {
            return;
        }
        shown = time;
        List<Progress> progress = now.get();
        pen.execute(() -> draw(progress, time));
    }

    private void draw(List<Progress> progress, long time) {
        try {
            if (ended.get()) {
                return;
            }
            if (screen.isEmpty() && !unusable) {
                screen = opening.get();
                unusable = screen.isEmpty();
            }
            screen.ifPresent(open -> open.show(lines(progress, time, open)));
        } catch (IOError | RuntimeException e) {
            // The terminal has gone, or is none: hosts are changed all the same.
            screen = Optional.empty();
            unusable = true;
        } finally {
            drawing.set(false);
        }
    }

    @Override
    public void close() {
        end();
    }

    /** Takes the lines away, and shows none any more. */
    void end() {
        if (ended.getAndSet(true)) {
            return;
        }
        try {
            CompletableFuture.runAsync(this::clear, pen).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // They stay where they are, if the terminal is still there.
            return;
        }
    }

    private void clear() {
        screen.ifPresent(Screen::close);
        screen = Optional.empty();
    }

    private List<String> lines(List<Progress> progress, long time, Screen open) {
        int columns = open.columns() > 0 ? open.columns() : USUAL_COLUMNS;
        int rows = open.rows() > 0 ? open.rows() : USUAL_ROWS;
        List<Line> lines = new ArrayList<>();
        for (Progress each : progress) {
            each.lost().forEach(host -> lostSince.putIfAbsent(host, time));
            for (PseudowireName name : each.pseudowires()) {
                PairChange change = changes.get(name);
                if (change != null) {
                    if (each.fate().isPresent()) {
                        endedAt.putIfAbsent(name, time);
                    }
                    lines.add(new Line(change, each));
                }
            }
        }
        return drawn(lines, time, columns, rows - 1);
    }

    /** One pseudowire, and how far it is. */
    private record Line(PairChange change, Progress progress) {
        boolean isMoving() {
            return progress.fate().isEmpty();
        }
    }

    /** Those that move come first; where there is no room for all, the rest is counted. */
    private List<String> drawn(List<Line> lines, long time, int columns, int rows) {
        if (lines.size() <= rows) {
            return table(lines, time, columns);
        }
        List<Line> first = new ArrayList<>(lines.stream().filter(Line::isMoving).toList());
        first.addAll(lines.stream().filter(line -> !line.isMoving()).toList());
        int room = Math.max(0, rows - 1);
        List<String> drawn = new ArrayList<>(table(first.subList(0, room), time, columns));
        drawn.add(cut(
                "    and " + (first.size() - room) + " more: " + counted(first.subList(room, first.size())), columns));
        return drawn;
    }

    private static String counted(List<Line> lines) {
        Map<Phase, Integer> moving = new EnumMap<>(Phase.class);
        Map<Fate.Kind, Integer> ended = new EnumMap<>(Fate.Kind.class);
        for (Line line : lines) {
            line.progress()
                    .fate()
                    .ifPresentOrElse(
                            kind -> ended.merge(kind, 1, Integer::sum),
                            () -> moving.merge(line.progress().phase(), 1, Integer::sum));
        }
        List<String> words = new ArrayList<>();
        moving.forEach((phase, count) -> words.add(count + " " + doing(phase)));
        ended.forEach((kind, count) -> words.add(count + " " + word(kind)));
        return String.join(", ", words);
    }

    /** All lines in columns of one width; where they are too wide, hosts' names go first, then one end. */
    private List<String> table(List<Line> lines, long time, int columns) {
        for (Detail detail : Detail.values()) {
            List<List<String>> cells =
                    lines.stream().map(line -> cells(line, time, detail)).toList();
            List<Integer> widths = widths(cells);
            int width = widths.stream().mapToInt(cell -> cell + GAP.length()).sum();
            if (width <= columns || detail == Detail.LEAST) {
                return cells.stream()
                        .map(line -> cut(joined(line, widths), columns))
                        .toList();
            }
        }
        throw new IllegalStateException("the least detail is always drawn");
    }

    private enum Detail {
        HOSTS,
        ENDS,
        LEAST
    }

    private List<String> cells(Line line, long time, Detail detail) {
        PairChange change = line.change();
        List<String> cells = new ArrayList<>();
        String symbol = change.verb().symbol();
        cells.add(" ".repeat(SYMBOL - 1 - symbol.length()) + symbol + " " + change.pseudowire());
        if (detail == Detail.LEAST || line.progress().fate().isPresent()) {
            cells.add(line.progress()
                    .fate()
                    .map(LiveLines::word)
                    .orElse(doing(line.progress().phase())));
        } else {
            for (Side side : Side.values()) {
                cells.add(end(line, side, detail));
            }
        }
        long till = endedAt.getOrDefault(change.pseudowire(), time);
        cells.add(String.format(Locale.ROOT, "%.1f s", (till - begun) / NANOS_PER_SECOND) + left(line, time));
        return cells;
    }

    private static String end(Line line, Side side, Detail detail) {
        Optional<HostName> host = line.change().end(side).map(end -> end.host());
        if (host.isEmpty()) {
            return side + ": -";
        }
        Progress progress = line.progress();
        String name = detail == Detail.HOSTS ? host.get().text() : side.toString();
        boolean idle = line.change()
                .end(side)
                .filter(end -> end.difference().verb() == Verb.NOTHING)
                .isPresent();
        String word;
        if (progress.lost().contains(host.get())) {
            word = "lost";
        } else if (idle) {
            word = "unchanged";
        } else {
            word = progress.awaited().contains(host.get()) ? doing(progress.phase()) : done(progress.phase());
        }
        return name + " " + word;
    }

    /** For how long a host to which the way is lost still waits for us. */
    private String left(Line line, long time) {
        Optional<Long> since = line.isMoving()
                ? line.progress().lost().stream()
                        .map(lostSince::get)
                        .filter(Objects::nonNull)
                        .min(Long::compare)
                : Optional.empty();
        return since.map(from ->
                        ", goes back in " + Math.max(0, TimeUnit.NANOSECONDS.toSeconds(from + patience - time)) + " s")
                .orElse("");
    }

    private static String doing(Phase phase) {
        return switch (phase) {
            case PREPARING -> "preparing";
            case TESTING -> "testing";
            case APPLYING -> "applying";
            case VERIFYING -> "verifying";
            case WAITING -> "verified";
            case CONFIRMING -> "confirming";
            case TAKING_BACK -> "going back";
            case ENDED -> "ended";
        };
    }

    private static String done(Phase phase) {
        return switch (phase) {
            case PREPARING -> "prepared";
            case TESTING -> "tested";
            case APPLYING -> "applied";
            case VERIFYING, WAITING -> "verified";
            case CONFIRMING -> "confirmed";
            case TAKING_BACK -> "went back";
            case ENDED -> "ended";
        };
    }

    private static String word(Fate.Kind kind) {
        return switch (kind) {
            case KEPT -> "done";
            case TAKEN_BACK -> "taken back";
            case LEFT -> "not wholly taken back";
            case SPLIT -> "SPLIT";
        };
    }

    private static List<Integer> widths(List<List<String>> lines) {
        List<Integer> widths = new ArrayList<>();
        for (List<String> cells : lines) {
            for (int i = 0; i < cells.size(); i++) {
                int width = cells.get(i).length();
                if (i == widths.size()) {
                    widths.add(width);
                } else {
                    widths.set(i, Math.max(widths.get(i), width));
                }
            }
        }
        return widths;
    }

    private static String joined(List<String> cells, List<Integer> widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            line.append(i == 0 ? "" : GAP).append(cells.get(i));
            if (i < cells.size() - 1) {
                line.append(" ".repeat(widths.get(i) - cells.get(i).length()));
            }
        }
        return line.toString();
    }

    /** A line that reaches the edge would begin another. */
    private static String cut(String line, int columns) {
        return line.length() < columns ? line : line.substring(0, Math.max(0, columns - 1));
    }
}
