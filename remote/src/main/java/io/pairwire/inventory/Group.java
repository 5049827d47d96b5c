package io.pairwire.inventory;

import io.pairwire.model.HostName;
import io.pairwire.yaml.Position;
import io.pairwire.yaml.YamlEntry;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** A group as it grows while the file is read: it may be written in several places. */
final class Group {
    static final String ALL = "all";
    static final String UNGROUPED = "ungrouped";

    private final String name;
    private final Position at;
    private final Map<String, YamlEntry> variables = new LinkedHashMap<>();
    private final Map<String, Position> children = new LinkedHashMap<>();
    private final Set<HostName> hosts = new LinkedHashSet<>();
    private int depth;

    Group(String name, Position at) {
        this.name = name;
        this.at = at;
    }

    String name() {
        return name;
    }

    /** Returns where it was first named. */
    Position at() {
        return at;
    }

    Map<String, YamlEntry> variables() {
        return variables;
    }

    /** Returns the groups in it, with where they were put in it. */
    Map<String, Position> children() {
        return children;
    }

    /** Returns the hosts in it, without those of its child groups. */
    Set<HostName> hosts() {
        return hosts;
    }

    /** Returns the length of the longest way from {@code all}. */
    int depth() {
        return depth;
    }

    void deepen(int least) {
        depth = Math.max(depth, least);
    }
}
