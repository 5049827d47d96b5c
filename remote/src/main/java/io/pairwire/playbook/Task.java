package io.pairwire.playbook;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * A task of a play.
 *
 * @param when conditions that must all hold of a pseudowire
 * @param tags its own, its play's and those of the imports that led to it
 * @param check whether it changes nothing, whatever the command says
 * @param throttle how many pseudowires it takes at once, where that is limited
 */
public record Task(
        Optional<String> givenName,
        Deed deed,
        List<Condition> when,
        Set<String> tags,
        boolean check,
        OptionalInt throttle) {
    public Task {
        when = List.copyOf(when);
        tags = Collections.unmodifiableSet(new TreeSet<>(tags));
    }

    /** Returns what it is called: by its name, or by what it does. */
    public String name() {
        return givenName.orElseGet(deed::words);
    }
}
