package io.pairwire.playbook;

import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * Which tasks are run, by their tags, as Ansible has it: {@code always} and {@code never} on tasks, {@code all}, {@code tagged} and {@code untagged} on
 * the command line.
 *
 * @param only none for all
 */
public record TagChoice(Set<String> only, Set<String> skipped) {
    private static final String ALWAYS = "always";
    private static final String NEVER = "never";
    private static final String ALL = "all";
    private static final String TAGGED = "tagged";
    private static final String UNTAGGED = "untagged";

    public TagChoice {
        only = only.isEmpty() ? Set.of(ALL) : Set.copyOf(only);
        skipped = Set.copyOf(skipped);
    }

    /** Returns the tasks of a list that are run. */
    List<Task> of(List<Task> tasks) {
        return tasks.stream().filter(task -> takes(task.tags())).toList();
    }

    private boolean takes(Set<String> tags) {
        return isWanted(tags) && !isSkipped(tags);
    }

    private boolean isWanted(Set<String> tags) {
        if (tags.contains(ALWAYS) || !Collections.disjoint(tags, only)) {
            return true;
        }
        boolean never = tags.contains(NEVER);
        return (only.contains(ALL) && !never)
                || (only.contains(TAGGED) && !tags.isEmpty() && !never)
                || (only.contains(UNTAGGED) && tags.isEmpty());
    }

    private boolean isSkipped(Set<String> tags) {
        boolean all = skipped.contains(ALL) && (!tags.contains(ALWAYS) || skipped.contains(ALWAYS));
        return all
                || !Collections.disjoint(tags, skipped)
                || (skipped.contains(TAGGED) && !tags.isEmpty())
                || (skipped.contains(UNTAGGED) && tags.isEmpty());
    }
}
