package io.pairwire.reconcile;

import io.pairwire.model.PseudowireName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What was decided over both ends of a host's pseudowires, which the host alone cannot know.
 *
 * @param held pseudowires that must stay as they are, for their other end cannot be changed now
 * @param remade pseudowires whose session must be made anew although it may be as it should be, each with the reason
 */
public record Orders(Set<PseudowireName> held, Map<PseudowireName, Reason> remade) {
    /** Nothing that the host could not decide by itself. */
    public static final Orders NONE = new Orders(Set.of(), Map.of());

    public Orders {
        held = Set.copyOf(held);
        remade = Map.copyOf(remade);
    }

    /** Returns orders to leave pseudowires as they are, and nothing else. */
    public static Orders holding(Set<PseudowireName> held) {
        return new Orders(held, Map.of());
    }

    /** Returns these, and more pseudowires to leave as they are; those are not made anew either. */
    Orders alsoHolding(Set<PseudowireName> more) {
        Set<PseudowireName> all = new HashSet<>(held);
        all.addAll(more);
        Map<PseudowireName, Reason> rest = new HashMap<>(remade);
        rest.keySet().removeAll(all);
        return new Orders(all, rest);
    }
}
