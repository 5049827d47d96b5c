package io.pairwire.topology;

import static io.pairwire.topology.Level.DEFAULTS;
import static io.pairwire.topology.Level.MEMBER;
import static io.pairwire.topology.Level.MEMBER_END;
import static io.pairwire.topology.Level.PROFILE;
import static io.pairwire.topology.Level.PSEUDOWIRE;
import static io.pairwire.topology.Level.PSEUDOWIRE_END;
import static io.pairwire.topology.Level.TUNNEL;
import static io.pairwire.topology.Level.TUNNEL_END;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The settings of a topology file, with the levels each may stand at. */
enum Key {
    A(TUNNEL, PSEUDOWIRE, MEMBER),
    B(TUNNEL, PSEUDOWIRE, MEMBER),
    HOSTS(TUNNEL, PSEUDOWIRE, MEMBER),
    PROFILE_KEY("profile", TUNNEL, PSEUDOWIRE, MEMBER),
    TUNNEL_KEY("tunnel", MEMBER),

    ENCAP(DEFAULTS, PROFILE, TUNNEL, PSEUDOWIRE),
    UDP_CHECKSUM(DEFAULTS, PROFILE, TUNNEL, TUNNEL_END, PSEUDOWIRE, PSEUDOWIRE_END),
    UDP6_CHECKSUM_TX(DEFAULTS, PROFILE, TUNNEL, TUNNEL_END, PSEUDOWIRE, PSEUDOWIRE_END),
    UDP6_CHECKSUM_RX(DEFAULTS, PROFILE, TUNNEL, TUNNEL_END, PSEUDOWIRE, PSEUDOWIRE_END),
    NETNS(DEFAULTS, PROFILE, TUNNEL, TUNNEL_END, PSEUDOWIRE, PSEUDOWIRE_END),
    UNDERLAY_MTU(DEFAULTS, PROFILE, TUNNEL, PSEUDOWIRE, MEMBER),

    L2SPEC(DEFAULTS, PROFILE, PSEUDOWIRE, MEMBER),
    SEQ(DEFAULTS, PROFILE, PSEUDOWIRE, MEMBER),
    LNS_MODE(DEFAULTS, PROFILE, PSEUDOWIRE, MEMBER),
    REORDER_TIMEOUT(DEFAULTS, PROFILE, PSEUDOWIRE, MEMBER),
    MTU(DEFAULTS, PROFILE, PSEUDOWIRE, MEMBER),
    PROTECT(DEFAULTS, PROFILE, PSEUDOWIRE, MEMBER),
    TAGS(DEFAULTS, PROFILE, PSEUDOWIRE, MEMBER),
    COOKIE(DEFAULTS, PROFILE, PSEUDOWIRE, MEMBER, PSEUDOWIRE_END, MEMBER_END),
    COOKIE_GENERATION(DEFAULTS, PROFILE, PSEUDOWIRE, MEMBER),

    HOST(TUNNEL_END, PSEUDOWIRE_END, MEMBER_END),
    LOCAL(TUNNEL, TUNNEL_END, PSEUDOWIRE, PSEUDOWIRE_END),
    TUNNEL_ID(TUNNEL, TUNNEL_END, PSEUDOWIRE, PSEUDOWIRE_END),
    UDP_PORT(TUNNEL, TUNNEL_END, PSEUDOWIRE, PSEUDOWIRE_END),
    SESSION_ID(PSEUDOWIRE, PSEUDOWIRE_END, MEMBER, MEMBER_END),
    INTERFACE(PSEUDOWIRE, PSEUDOWIRE_END, MEMBER, MEMBER_END),
    ADDRESS(PSEUDOWIRE, PSEUDOWIRE_END, MEMBER, MEMBER_END),
    MAC(PSEUDOWIRE, PSEUDOWIRE_END, MEMBER, MEMBER_END),
    BRIDGE(DEFAULTS, PROFILE, PSEUDOWIRE, PSEUDOWIRE_END, MEMBER, MEMBER_END);

    /** Keys that people know from {@code ip l2tp}, or expect, and what to write instead. */
    static final Map<String, String> FOREIGN = Map.ofEntries(
            Map.entry("remote", "it is the other end's 'local', and never written"),
            Map.entry("peer", "it is derived from the other end, and never written"),
            Map.entry("peer_tunnel_id", "it is the other end's 'tunnel_id', and never written"),
            Map.entry("peer_session_id", "it is the other end's 'session_id', and never written"),
            Map.entry("peer_cookie", "it is the other end's 'cookie', and never written"),
            Map.entry("udp_dport", "it is the other end's 'udp_port', and never written"),
            Map.entry("udp_sport", "write 'udp_port': the port that this end is bound to"),
            Map.entry("name", "write 'interface' for the interface's name"),
            Map.entry("ifname", "write 'interface'"),
            Map.entry("dev", "write 'interface'"),
            Map.entry("ip", "write 'local' for the outer address, 'address' for the inner one"),
            Map.entry("addresses", "write 'address': one or a list"),
            Map.entry("master", "write 'bridge': the bridge that the interface is a port of"),
            Map.entry("lladdr", "write 'mac'"),
            Map.entry("namespace", "write 'netns'"),
            Map.entry("udp_csum", "write 'udp_checksum'"),
            Map.entry("udp6_csum_tx", "write 'udp6_checksum_tx'"),
            Map.entry("udp6_csum_rx", "write 'udp6_checksum_rx'"),
            Map.entry("l2spec_type", "write 'l2spec'"),
            Map.entry("sequence", "write 'seq'"));

    private static final Map<String, Key> BY_TEXT =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Key::text, key -> key));

    private final String text;

    @SuppressWarnings("ImmutableEnumChecker") // Set.of and its kind are immutable, whatever their static type says
    private final Set<Level> levels;

    Key(Level... levels) {
        this.text = name().toLowerCase(Locale.ROOT);
        this.levels = Set.of(levels);
    }

    Key(String text, Level... levels) {
        this.text = text;
        this.levels = Set.of(levels);
    }

    /** Returns the key that a file writes. */
    String text() {
        return text;
    }

    static Optional<Key> of(String text) {
        return Optional.ofNullable(BY_TEXT.get(text));
    }

    boolean isLegalAt(Level level) {
        return levels.contains(level);
    }

    /** Returns the keys of a level as a file writes them. */
    static List<String> textsAt(Level level) {
        return Arrays.stream(values())
                .filter(key -> key.isLegalAt(level))
                .map(Key::text)
                .toList();
    }

    /** Returns where this key may stand, for a hint. */
    String places() {
        return Arrays.stream(Level.values())
                .filter(this::isLegalAt)
                .map(Level::phrase)
                .distinct()
                .collect(Collectors.joining(", "));
    }
}
