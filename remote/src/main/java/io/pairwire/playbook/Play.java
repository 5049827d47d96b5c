package io.pairwire.playbook;

import io.pairwire.yaml.SourceText;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A play: tasks over some of a topology's pseudowires.
 *
 * @param source the file that it stands in, for what is found to be wrong later
 * @param topology the topology file, with the place where it is named
 * @param overHosts whether the pattern is one of hosts, both ends of whose pseudowires are meant; otherwise of pseudowires and tags
 * @param maxFailPercentage how many per cent of a batch may not fail, if that is said
 * @param become whether to become root by sudo where the inventory does not say so, if the play says so
 */
public record Play(
        SourceText source,
        Optional<String> givenName,
        Placed<Path> topology,
        boolean overHosts,
        Placed<String> pattern,
        Serial serial,
        OptionalInt maxFailPercentage,
        boolean anyErrorsFatal,
        Order order,
        Optional<Boolean> become,
        List<Task> tasks) {
    public Play {
        tasks = List.copyOf(tasks);
    }

    /** Returns what it is called: by its name, or by what it is over. */
    public String name() {
        return givenName.orElseGet(pattern::value);
    }

    /** Returns this with other tasks. */
    Play with(List<Task> others) {
        return new Play(
                source,
                givenName,
                topology,
                overHosts,
                pattern,
                serial,
                maxFailPercentage,
                anyErrorsFatal,
                order,
                become,
                others);
    }
}
