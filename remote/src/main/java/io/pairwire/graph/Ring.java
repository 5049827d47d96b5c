package io.pairwire.graph;

import java.util.ArrayList;
import java.util.List;

/** Puts hosts in an order around a circle in which those that pseudowires join are near each other. */
final class Ring {
    /** With more the order in which they are met has to do: looking for a better one would take too long. */
    private static final int MOST_TO_ORDER = 80;

    private static final int MOST_ROUNDS = 30;

    private Ring() {}

    /**
     * Returns the order.
     *
     * @param joined for each two hosts that are joined, their numbers among so many
     */
    static List<Integer> order(int hosts, List<int[]> joined) {
        List<Integer> order = met(hosts, joined);
        if (hosts > MOST_TO_ORDER) {
            return order;
        }
        boolean better = true;
        for (int round = 0; better && round < MOST_ROUNDS; round++) {
            better = swapped(order, joined);
        }
        return order;
    }

    private static List<Integer> met(int hosts, List<int[]> joined) {
        List<Integer> order = new ArrayList<>();
        boolean[] seen = new boolean[hosts];
        for (int host = 0; host < hosts; host++) {
            meet(host, joined, seen, order);
        }
        return order;
    }

    private static void meet(int first, List<int[]> joined, boolean[] seen, List<Integer> order) {
        List<Integer> waiting = new ArrayList<>(List.of(first));
        while (!waiting.isEmpty()) {
            int host = waiting.remove(waiting.size() - 1);
            if (seen[host]) {
                continue;
            }
            seen[host] = true;
            order.add(host);
            for (int i = joined.size() - 1; i >= 0; i--) {
                int[] two = joined.get(i);
                if (two[0] == host || two[1] == host) {
                    waiting.add(two[0] == host ? two[1] : two[0]);
                }
            }
        }
    }

    /** Exchanges two wherever that brings joined ones nearer; returns whether it ever did. */
    private static boolean swapped(List<Integer> order, List<int[]> joined) {
        int[] place = new int[order.size()];
        for (int i = 0; i < place.length; i++) {
            place[order.get(i)] = i;
        }
        boolean any = false;
        long now = length(place, joined);
        for (int i = 0; i < place.length; i++) {
            for (int j = i + 1; j < place.length; j++) {
                exchange(place, i, j);
                long then = length(place, joined);
                if (then < now) {
                    now = then;
                    any = true;
                } else {
                    exchange(place, i, j);
                }
            }
        }
        for (int host = 0; host < place.length; host++) {
            order.set(place[host], host);
        }
        return any;
    }

    private static void exchange(int[] place, int one, int other) {
        int kept = place[one];
        place[one] = place[other];
        place[other] = kept;
    }

    private static long length(int[] place, List<int[]> joined) {
        long sum = 0;
        for (int[] two : joined) {
            int apart = Math.abs(place[two[0]] - place[two[1]]);
            int steps = Math.min(apart, place.length - apart);
            sum += (long) steps * steps;
        }
        return sum;
    }
}
