package io.pairwire.l2tpv3tun;

/** What a command may do wrong that no topology can. An identifier, once released, keeps its meaning. */
enum UtilityRule {
    NO_PORT(
            "LT001",
            "error",
            "A tunnel over UDP without `udp_sport` or `udp_dport`, which the kernel would make up or leave out.",
            "Give both, or use `encap ip`."),
    OFFSET("LT002", "warning", "An `offset` or `peer_offset`, which the kernel has dropped.", "Leave it out.");

    private final String id;
    private final String severity;
    private final String meaning;
    private final String mend;

    UtilityRule(String id, String severity, String meaning, String mend) {
        this.id = id;
        this.severity = severity;
        this.meaning = meaning;
        this.mend = mend;
    }

    String id() {
        return id;
    }

    String severity() {
        return severity;
    }

    String meaning() {
        return meaning;
    }

    String mend() {
        return mend;
    }
}
