package io.pairwire.yaml;

/** How much of YAML a file may use. */
public enum YamlDialect {
    /** Topologies and playbooks: no anchors, aliases, merge keys, or tags but those of secrets; a key stands once. */
    STRICT(16),
    /** Inventories: what Ansible takes; of a key that stands twice the last counts. */
    ANSIBLE(64);

    private final int deepest;

    YamlDialect(int deepest) {
        this.deepest = deepest;
    }

    /** Returns how many mappings and lists may stand in one another. */
    int deepest() {
        return deepest;
    }
}
