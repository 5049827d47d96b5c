package io.pairwire.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A picture with everything at its place: hosts, lines, and what stands on the lines. */
final class Drawing {
    static final double FONT = 12;
    static final double LINE = 15;

    private static final double BETWEEN_LINES = 8;
    /** Steep lines need more room between them, for what stands on them is wider than high; but no more than this. */
    private static final double MOST_BETWEEN = 56;

    private static final double PART_OF_LABEL = 0.6;

    /** How much wider than its text a label is. */
    private static final double AROUND = 4;

    /** Where a label may stand on its line, the best first. */
    private static final List<Double> PARTS = List.of(0.5, 0.42, 0.58, 0.34, 0.66, 0.27, 0.73, 0.22, 0.78);

    /** How bad it is that another line runs through a label, at each of so many points of that line. */
    private static final double CROSSED = 10;

    private static final int POINTS = 20;

    /** A label where it stands. */
    record Label(Strand strand, List<String> lines, Box box) {}

    private final List<Strand> strands;
    private final Map<List<String>, List<Strand>> pairs = new LinkedHashMap<>();
    private final Layout layout;
    private final Map<Strand, Curve> curves = new LinkedHashMap<>();
    private final List<Label> labels = new ArrayList<>();

    Drawing(Picture picture) {
        strands = picture.strands();
        strands.forEach(strand ->
                pairs.computeIfAbsent(strand.hosts(), two -> new ArrayList<>()).add(strand));
        double widest = strands.stream()
                .mapToDouble(strand -> width(strand.label(strand.hosts())))
                .max()
                .orElse(0);
        double across = pairs.values().stream()
                .mapToDouble(between -> between.stream()
                        .mapToDouble(strand -> height(strand.label(strand.hosts())) + BETWEEN_LINES)
                        .sum())
                .max()
                .orElse(0);
        layout = Layout.of(picture, strands, widest, across);
        pairs.forEach(this::bend);
        strands.forEach(this::label);
    }

    List<Strand> strands() {
        return strands;
    }

    /** Returns the lines between each two hosts. */
    Map<List<String>, List<Strand>> pairs() {
        return pairs;
    }

    Layout layout() {
        return layout;
    }

    List<Label> labels() {
        return labels;
    }

    Curve curve(Strand strand) {
        return Optional.ofNullable(curves.get(strand)).orElseThrow();
    }

    /** Returns 1 where a line that bends to the right of who goes along it bends downwards, and -1 where upwards. */
    double downwards(List<String> two) {
        return layout.host(two.get(0)).middle().x()
                        <= layout.host(two.get(1)).middle().x()
                ? 1
                : -1;
    }

    /** Lines between the same two hosts go side by side, downwards in their order. */
    private void bend(List<String> two, List<Strand> between) {
        Point from = layout.host(two.get(0)).middle();
        Point to = layout.host(two.get(1)).middle();
        List<Double> rooms =
                between.stream().map(strand -> room(strand, from, to)).toList();
        double at = -rooms.stream().mapToDouble(Double::doubleValue).sum() / 2;
        for (int i = 0; i < between.size(); i++) {
            double room = rooms.get(i);
            curves.put(between.get(i), Curve.beside(from, to, downwards(two) * (at + room / 2)));
            at += room;
        }
    }

    private static double room(Strand strand, Point from, Point to) {
        double x = Math.abs(to.x() - from.x());
        double y = Math.abs(to.y() - from.y());
        double length = Math.max(1, Math.sqrt(x * x + y * y));
        List<String> lines = strand.label(strand.hosts());
        double flat = height(lines) + BETWEEN_LINES;
        double wanted = y / length * width(lines) * PART_OF_LABEL + x / length * flat;
        return Math.max(flat, Math.min(MOST_BETWEEN, wanted));
    }

    private void label(Strand strand) {
        List<String> two = strand.hosts();
        List<String> lines = strand.label(downwards(two) > 0 ? two : List.of(two.get(1), two.get(0)));
        labels.add(new Label(strand, lines, place(strand, lines)));
    }

    /** Returns the first place on the line where a label covers nothing; or where it covers least. */
    private Box place(Strand strand, List<String> lines) {
        Curve curve = curve(strand);
        Box best = new Box(curve.at(PARTS.get(0)), width(lines) + AROUND, height(lines));
        double least = Double.MAX_VALUE;
        for (double part : PARTS) {
            Box box = new Box(curve.at(part), width(lines) + AROUND, height(lines));
            double covered =
                    labels.stream().mapToDouble(label -> label.box.overlap(box)).sum()
                            + layout.hosts().values().stream()
                                    .mapToDouble(host -> 2 * host.overlap(box))
                                    .sum()
                            + crossed(strand, box);
            if (covered < least) {
                least = covered;
                best = box;
            }
        }
        return best;
    }

    private double crossed(Strand strand, Box box) {
        double points = 0;
        for (Map.Entry<Strand, Curve> other : curves.entrySet()) {
            if (!other.getKey().equals(strand)) {
                for (int point = 1; point < POINTS; point++) {
                    points += box.holds(other.getValue().at((double) point / POINTS)) ? CROSSED : 0;
                }
            }
        }
        return points;
    }

    private static double width(List<String> lines) {
        return lines.stream()
                .mapToDouble(line -> Metrics.width(line, FONT))
                .max()
                .orElse(0);
    }

    private static double height(List<String> lines) {
        return lines.size() * LINE;
    }
}
