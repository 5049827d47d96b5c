package io.pairwire.playbook;

import io.pairwire.model.Pseudowire;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** {@code order}: in which order a play takes its pseudowires. */
public enum Order {
    /** That of the topology file. */
    INVENTORY,
    REVERSE_INVENTORY,
    /** By name. */
    SORTED,
    REVERSE_SORTED,
    SHUFFLE;

    List<Pseudowire> of(List<Pseudowire> inFileOrder, RandomGenerator random) {
        List<Pseudowire> ordered = new ArrayList<>(inFileOrder);
        Comparator<Pseudowire> byName = Comparator.comparing(Pseudowire::name);
        switch (this) {
            case INVENTORY -> {}
            case REVERSE_INVENTORY -> Collections.reverse(ordered);
            case SORTED -> ordered.sort(byName);
            case REVERSE_SORTED -> ordered.sort(byName.reversed());
            case SHUFFLE -> {
                for (int i = ordered.size() - 1; i > 0; i--) {
                    Collections.swap(ordered, i, random.nextInt(i + 1));
                }
            }
        }
        return ordered;
    }

    /** Returns the word that files have. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
