package io.pairwire.playbook;

import java.util.ArrayList;
import java.util.List;

/** The words of playbooks, for tests of other rooms. */
public final class PlaybookWords {
    private PlaybookWords() {}

    /** Returns every keyword, of whatever level. */
    public static List<String> all() {
        List<String> all = new ArrayList<>(Keywords.OF_IMPORT);
        all.addAll(Keywords.OF_PLAY);
        all.addAll(Keywords.OF_TASK);
        Keywords.VERBS.forEach((verb, keys) -> {
            all.add(verb);
            all.addAll(keys);
        });
        for (Order order : Order.values()) {
            all.add(order.toString());
        }
        for (State state : State.values()) {
            all.add(state.toString());
        }
        return all;
    }
}
