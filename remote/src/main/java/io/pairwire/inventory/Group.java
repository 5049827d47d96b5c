package io.pairwire.inventory;

import io.pairwire.model.HostName;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** A group as it grows while sources are read: it may be written in several places. */
final class Group {
    static final String ALL = "all";
    static final String UNGROUPED = "ungrouped";

    /** Ansible's order: what comes later wins. */
    static final Comparator<Group> PRECEDENCE = Comparator.comparingInt((Group group) -> group.depth)
            .thenComparingInt(group -> group.priority)
            .thenComparing(group -> group.name);

    private final String name;
    private final Map<String, Given> variables = new LinkedHashMap<>();
    private final Set<Group> children = new LinkedHashSet<>();
    private final Set<Group> parents = new LinkedHashSet<>();
    private final Set<HostName> hosts = new LinkedHashSet<>();
    private int depth;
    private int priority = 1;

    Group(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    Map<String, Given> variables() {
        return variables;
    }

    Set<Group> children() {
        return children;
    }

    Set<Group> parents() {
        return parents;
    }

    /** Returns the hosts in it, without those of its child groups. */
    Set<HostName> hosts() {
        return hosts;
    }

    /** Returns {@code ansible_group_priority}, 1 where nobody says. */
    int priority() {
        return priority;
    }

    void priority(int number) {
        priority = number;
    }

    /** Puts a group into this one; returns whether that can be, for none may be in itself. */
    boolean take(Group child) {
        if (child == this || child.descendants().contains(this)) {
            return false;
        }
        if (children.add(child)) {
            child.parents.add(this);
            child.deepen(depth + 1);
        }
        return true;
    }

    private void deepen(int least) {
        if (depth < least) {
            depth = least;
            children.forEach(child -> child.deepen(least + 1));
        }
    }

    /** Returns this group and all below it, those above first. */
    Set<Group> descendants() {
        Set<Group> all = new LinkedHashSet<>(Set.of(this));
        Deque<Group> open = new ArrayDeque<>(Set.of(this));
        while (!open.isEmpty()) {
            for (Group child : open.remove().children) {
                if (all.add(child)) {
                    open.add(child);
                }
            }
        }
        return all;
    }

    /** Returns this group and all above it. */
    Set<Group> ancestors() {
        Set<Group> all = new LinkedHashSet<>(Set.of(this));
        Deque<Group> open = new ArrayDeque<>(Set.of(this));
        while (!open.isEmpty()) {
            for (Group parent : open.remove().parents) {
                if (all.add(parent)) {
                    open.add(parent);
                }
            }
        }
        return all;
    }

    /** Returns the hosts in it and in all groups below. */
    Set<HostName> allHosts() {
        Set<HostName> all = new LinkedHashSet<>();
        descendants().forEach(group -> all.addAll(group.hosts));
        return all;
    }
}
