package io.pairwire.model;

/**
 * A rule of {@code docs/rules.md} that pseudowires are held to however they are set up, by a topology or by hand: its identifier, and
 * what is wrong where it is broken. How to mend it is for the room to say that found it.
 */
public enum PseudowireRule {
    BAD_VALUE("PW005", "A value that its key cannot have."),
    COOKIE_FORM("PW010", "A cookie that is not 4 or 8 octets in hexadecimal digits."),
    TUNNEL_ID_TWICE("PW012", "A tunnel ID twice in one network namespace of a host."),
    SESSION_ID_TWICE(
            "PW013", "A session ID twice in one network namespace of a host, in whatever tunnels and encapsulations."),
    INTERFACE_TWICE("PW015", "An interface name twice in one network namespace of a host."),
    INTERFACE_NAME("PW016", "An interface name that the kernel does not take literally."),
    ID_ZERO("PW017", "An ID of 0, which marks control messages."),
    FAMILIES("PW025", "IPv4 at one end of a tunnel and IPv6 at the other."),
    OUTER_ADDRESS(
            "PW027",
            "An outer address that no end can have: unspecified, multicast, broadcast, loopback or IPv6 link-local."),
    SEQ_SUBLAYER("PW030", "Sequence numbers without the sublayer that carries them."),
    REORDER_WITHOUT_SEQ("PW032", "A `reorder_timeout` without sequence numbers has no effect."),
    UDP_ONLY("PW042", "A UDP port or checksum where the encapsulation is IP."),
    OTHER_FAMILY("PW043", "A checksum setting of the other address family has no effect.");

    private final String id;
    private final String meaning;

    PseudowireRule(String id, String meaning) {
        this.id = id;
        this.meaning = meaning;
    }

    /** Returns the stable name that users search for, such as {@code PW012}. */
    public String id() {
        return id;
    }

    /** Returns what is wrong when this rule is broken, in one line. */
    public String meaning() {
        return meaning;
    }
}
