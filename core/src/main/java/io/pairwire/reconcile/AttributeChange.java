package io.pairwire.reconcile;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One attribute of a pseudowire's end, before and after, in words fit to print: of a cookie only its length.
 *
 * @param name as {@code ip l2tp} spells it
 * @param from absent where there was none
 * @param to absent where there will be none
 * @param forcesReplacement whether the kernel can change it only by making the session anew
 */
public record AttributeChange(String name, Optional<String> from, Optional<String> to, boolean forcesReplacement) {
    /** What stands after the length of a cookie that is made when the session is. */
    public static final String MADE = ", made at apply";

    private static final List<String> NAMES = List.of(
            "netns",
            "tunnel_id",
            "peer_tunnel_id",
            "encap",
            "local",
            "remote",
            "udp_sport",
            "udp_dport",
            "udp_checksum",
            "session_id",
            "peer_session_id",
            "cookie",
            "peer_cookie",
            "l2spec_type",
            "seq",
            "lns_mode",
            "reorder_timeout",
            "interface",
            "mtu",
            "bridge",
            "mac",
            "address",
            "state",
            "alias");

    private static final Map<String, Integer> PLACES = places();

    /** Orders names as people look for them; one that is not known comes last. */
    public static final Comparator<String> BY_NAME =
            Comparator.comparingInt(name -> PLACES.getOrDefault(name, NAMES.size()));

    /** Returns whether the value differs; an unchanged one may stand beside a changed one to be read with it. */
    public boolean differs() {
        return forcesReplacement || !from.equals(to);
    }

    private static Map<String, Integer> places() {
        Map<String, Integer> places = new HashMap<>();
        NAMES.forEach(name -> places.put(name, places.size()));
        return places;
    }
}
