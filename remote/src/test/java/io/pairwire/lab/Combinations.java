package io.pairwire.lab;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Chooses combinations such that any two values of two dimensions, if they go together at all, come together in some of them. */
final class Combinations {
    /** How many are looked at for each that is chosen. */
    private static final int CANDIDATES = 16;

    /** How many are looked at to learn which values go together; the rarest pair is in more than one of a hundred. */
    private static final int SAMPLES = 4_000;

    private static final int IN_A_SHARED_TUNNEL = 3;

    private final Random random;
    private final Set<Set<Map.Entry<String, Object>>> missing = new HashSet<>();
    private final Set<Combination> chosen = new HashSet<>();

    private Combinations(long seed) {
        this.random = new Random(seed);
        for (int i = 0; i < SAMPLES; i++) {
            missing.addAll(pairs(Combination.any(random)));
        }
    }

    /** Returns tunnels with one pseudowire or three each, no combination twice, so many or a few more in all. */
    static List<List<Combination>> tunnels(int atLeast, long seed) {
        Combinations combinations = new Combinations(seed);
        List<List<Combination>> tunnels = new ArrayList<>();
        while (combinations.chosen.size() < atLeast || !combinations.missing.isEmpty()) {
            tunnels.add(combinations.tunnel());
        }
        return tunnels;
    }

    private List<Combination> tunnel() {
        List<Combination> tunnel = new ArrayList<>(List.of(best(null)));
        choose(tunnel.get(0));
        while (tunnel.get(0).shared() && tunnel.size() < IN_A_SHARED_TUNNEL) {
            Combination next = best(tunnel.get(0));
            choose(next);
            tunnel.add(next);
        }
        return tunnel;
    }

    /** Returns, of some at random, the one that brings the most of what is missing together. */
    private Combination best(@Nullable Combination first) {
        Combination best = null;
        int most = -1;
        for (int i = 0; i < CANDIDATES || best == null; i++) {
            Combination candidate = first == null ? Combination.any(random) : first.besides(random);
            Set<Set<Map.Entry<String, Object>>> news = pairs(candidate);
            news.retainAll(missing);
            if (!chosen.contains(candidate) && news.size() > most) {
                best = candidate;
                most = news.size();
            }
        }
        return best;
    }

    private void choose(Combination combination) {
        chosen.add(combination);
        missing.removeAll(pairs(combination));
    }

    private static Set<Set<Map.Entry<String, Object>>> pairs(Combination combination) {
        List<Map.Entry<String, Object>> values =
                List.copyOf(combination.values().entrySet());
        Set<Set<Map.Entry<String, Object>>> pairs = new HashSet<>();
        for (int i = 0; i < values.size(); i++) {
            for (int j = 0; j < i; j++) {
                pairs.add(Set.of(
                        Map.entry(values.get(i).getKey(), values.get(i).getValue()),
                        Map.entry(values.get(j).getKey(), values.get(j).getValue())));
            }
        }
        return pairs;
    }
}
