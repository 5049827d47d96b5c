package io.pairwire.topology;

import io.pairwire.yaml.Rule;

/** What a lock file may do wrong, and allocation with it. An identifier, once released, keeps its meaning. */
enum LockRule implements Rule {
    VERSION(
            "LK001",
            "A lock file without `version: 1`, or of another version.",
            "Use the Pairwire that wrote it, or a newer one."),
    OTHER_TOPOLOGY(
            "LK002",
            "A lock file of another topology than the file it lies beside.",
            "Where you renamed the topology, rename it here too; where you copied the file, delete the copy."),
    UNKNOWN_KEY("LK003", "A key that a lock file does not have.", "Remove it."),
    HOLDER(
            "LK004",
            "An entry that is neither `tunnel NAME` nor `pseudowire NAME`.",
            "Correct the key, or remove the line and run `pairwire lock`."),
    VALUES(
            "LK005",
            "Values that are not `tunnel_id A B, udp_port A B, session_id A B`, or some of these.",
            "Correct the line, or remove it and run `pairwire lock`."),
    TAKEN(
            "LK006",
            "An allocated value that something else in the same network namespace of a host has too.",
            "Write `-` in its place and run `pairwire lock`, which allocates another."),
    EXHAUSTED(
            "LK007",
            "A host with more tunnels than there are UDP ports to allocate.",
            "Let pseudowires share a tunnel, use `encap: ip`, or write `udp_port`.");

    private final String id;
    private final String meaning;
    private final String mend;

    LockRule(String id, String meaning, String mend) {
        this.id = id;
        this.meaning = meaning;
        this.mend = mend;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String meaning() {
        return meaning;
    }

    @Override
    public String mend() {
        return mend;
    }
}
