package io.pairwire.world;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A tunnel or pseudowire of a {@link Draft}: its settings as they are written, for the pair and for each end. */
final class Entry {
    final Map<String, String> pair;
    final List<Map<String, String>> ends;

    /** Whether its outer addresses are IPv6; of no meaning for a pseudowire in a shared tunnel. */
    boolean ipv6;

    Entry() {
        this(Map.of(), List.of(Map.of(), Map.of()), false);
    }

    private Entry(Map<String, String> pair, List<Map<String, String>> ends, boolean ipv6) {
        this.pair = new LinkedHashMap<>(pair);
        this.ends = List.of(new LinkedHashMap<>(ends.get(0)), new LinkedHashMap<>(ends.get(1)));
        this.ipv6 = ipv6;
    }

    Entry copy() {
        return new Entry(pair, ends, ipv6);
    }

    /** Returns whether the tunnel is its own. */
    boolean hasTunnel() {
        return !pair.containsKey("tunnel");
    }

    boolean isUdp(Map<String, String> defaults) {
        return pair.getOrDefault("encap", defaults.getOrDefault("encap", "udp")).equals("udp");
    }

    @Override
    public String toString() {
        Map<String, String> all = new LinkedHashMap<>(pair);
        all.put("a", Draft.mapping(ends.get(0)));
        all.put("b", Draft.mapping(ends.get(1)));
        return Draft.mapping(all);
    }
}
