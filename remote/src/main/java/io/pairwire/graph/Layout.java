package io.pairwire.graph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Where hosts stand: each group of hosts that are joined on a ring of its own, a hub that is joined to all of them in its middle; groups
 * one beside the other, the largest first.
 */
final class Layout {
    static final double HOST_HEIGHT = 36;
    static final double HOST_FONT = 15;

    private static final double WIDEST_HOST = 240;
    private static final double NARROWEST_HOST = 64;
    private static final double PADDING = 28;
    /** Between a host and a label, and between labels. */
    private static final double GAP = 26;
    /** Up to so many hosts the ring is as wide as labels want it; a larger one has room for labels that are so wide. */
    private static final int SMALL_RING = 14;

    private static final double WIDEST_ON_LARGE_RING = 90;
    /** A ring is lower than wide: what is written on it is. */
    private static final double FLATNESS = 0.75;
    /** A row of groups ends when it is wider. */
    private static final double WIDEST_ROW = 1200;

    private static final double MARGIN = 48;

    private final Map<String, Box> hosts = new LinkedHashMap<>();
    private double width;
    private double height;

    private Layout() {}

    /** A group of hosts, its middle at the origin. */
    private record Group(Map<String, Box> hosts, double width, double height) {}

    /**
     * Lays out a picture.
     *
     * @param labelWidth the width of the widest label
     * @param across how much room the lines between two hosts take, of those that take most
     */
    static Layout of(Picture picture, List<Strand> strands, double labelWidth, double across) {
        List<Group> groups = new ArrayList<>();
        for (List<String> joined : joined(picture, strands)) {
            groups.add(group(joined, strands, labelWidth, across));
        }
        groups.sort(Comparator.comparingInt((Group group) -> group.hosts.size()).reversed());
        Layout layout = new Layout();
        layout.inRows(groups);
        return layout;
    }

    Box host(String name) {
        return Optional.ofNullable(hosts.get(name)).orElseThrow();
    }

    Map<String, Box> hosts() {
        return hosts;
    }

    double width() {
        return width;
    }

    double height() {
        return height;
    }

    private static List<List<String>> joined(Picture picture, List<Strand> strands) {
        Map<String, Set<String>> neighbours = new TreeMap<>();
        picture.hosts().forEach(host -> neighbours.put(host, new TreeSet<>()));
        strands.forEach(strand -> {
            neighbours
                    .getOrDefault(strand.hosts().get(0), Set.of())
                    .add(strand.hosts().get(1));
            neighbours
                    .getOrDefault(strand.hosts().get(1), Set.of())
                    .add(strand.hosts().get(0));
        });
        List<List<String>> groups = new ArrayList<>();
        Set<String> seen = new TreeSet<>();
        for (String host : neighbours.keySet()) {
            Set<String> group = new LinkedHashSet<>();
            List<String> waiting = new ArrayList<>(List.of(host));
            while (!waiting.isEmpty()) {
                String next = waiting.remove(waiting.size() - 1);
                if (seen.add(next)) {
                    group.add(next);
                    waiting.addAll(neighbours.getOrDefault(next, Set.of()));
                }
            }
            if (!group.isEmpty()) {
                groups.add(group.stream().sorted().toList());
            }
        }
        return groups;
    }

    private static Group group(List<String> names, List<Strand> strands, double labelWidth, double across) {
        List<int[]> pairs = pairs(names, strands);
        Optional<Integer> hub = hub(names.size(), pairs);
        double host = names.stream().mapToDouble(Layout::hostWidth).max().orElse(0);
        List<Integer> ring = new ArrayList<>(Ring.order(names.size(), pairs));
        hub.ifPresent(number -> ring.remove((Object) number));
        Map<String, Box> hosts = new LinkedHashMap<>();
        double label = ring.size() <= SMALL_RING ? labelWidth : Math.min(labelWidth, WIDEST_ON_LARGE_RING);
        double apart = host + label + 2 * GAP;
        double radius = apart / 2 / StrictMath.sin(Math.PI / Math.max(2, ring.size()));
        double needed = hub.isPresent() ? Math.max(radius, apart) : radius;
        double down = Math.max(needed * FLATNESS, across + HOST_HEIGHT);
        hub.ifPresent(number -> hosts.put(names.get(number), box(names.get(number), new Point(0, 0))));
        double first = first(ring.size());
        for (int i = 0; i < ring.size(); i++) {
            double angle = first + 2 * Math.PI * i / ring.size();
            String name = names.get(ring.get(i));
            hosts.put(name, box(name, new Point(StrictMath.cos(angle) * needed, StrictMath.sin(angle) * down)));
        }
        return framed(hosts, ring.size() % 2 == 0 ? Math.max(0, across - HOST_HEIGHT) / 2 : 0);
    }

    /** Two stand side by side, an even number with a flat side on top, others with a point. */
    private static double first(int hosts) {
        if (hosts == 2) {
            return Math.PI;
        }
        return hosts % 2 == 0 ? -Math.PI / 2 - Math.PI / hosts : -Math.PI / 2;
    }

    /** With room above and below for lines between hosts that stand side by side there. */
    private static Group framed(Map<String, Box> hosts, double room) {
        double left = hosts.values().stream().mapToDouble(Box::left).min().orElse(0);
        double right = hosts.values().stream().mapToDouble(Box::right).max().orElse(0);
        double top = hosts.values().stream().mapToDouble(Box::top).min().orElse(0);
        double bottom = hosts.values().stream().mapToDouble(Box::bottom).max().orElse(0);
        Map<String, Box> placed = new LinkedHashMap<>();
        hosts.forEach((name, box) ->
                placed.put(name, new Box(box.middle().plus(-left, room - top), box.width(), box.height())));
        return new Group(placed, right - left, bottom - top + 2 * room);
    }

    private static List<int[]> pairs(List<String> names, List<Strand> strands) {
        Set<List<String>> seen = new LinkedHashSet<>();
        strands.forEach(strand -> seen.add(strand.hosts()));
        return seen.stream()
                .filter(two -> names.contains(two.get(0)))
                .map(two -> new int[] {names.indexOf(two.get(0)), names.indexOf(two.get(1))})
                .toList();
    }

    /** Returns the host that is joined to all others, where hardly any of these are joined to each other. */
    private static Optional<Integer> hub(int hosts, List<int[]> pairs) {
        int[] degrees = new int[hosts];
        pairs.forEach(two -> {
            degrees[two[0]]++;
            degrees[two[1]]++;
        });
        if (hosts < 4 || pairs.size() > 2 * (hosts - 1)) {
            return Optional.empty();
        }
        for (int host = 0; host < hosts; host++) {
            if (degrees[host] == hosts - 1) {
                return Optional.of(host);
            }
        }
        return Optional.empty();
    }

    private static Box box(String name, Point middle) {
        return new Box(middle, hostWidth(name), HOST_HEIGHT);
    }

    private static double hostWidth(String name) {
        return Math.max(NARROWEST_HOST, Math.min(WIDEST_HOST, Metrics.width(name, HOST_FONT) + PADDING));
    }

    /** Returns a host's name as it fits into its box. */
    static String shown(String name) {
        return Metrics.fitting(name, HOST_FONT, WIDEST_HOST - PADDING);
    }

    private void inRows(List<Group> groups) {
        double left = 0;
        double top = 0;
        double low = 0;
        for (Group group : groups) {
            if (left > 0 && left + group.width > WIDEST_ROW) {
                left = 0;
                top = low + MARGIN;
            }
            double x = left;
            double y = top;
            group.hosts.forEach((name, box) ->
                    hosts.put(name, new Box(box.middle().plus(x, y), box.width(), box.height())));
            left += group.width + MARGIN;
            low = Math.max(low, top + group.height);
            width = Math.max(width, left - MARGIN);
        }
        height = low;
    }
}
