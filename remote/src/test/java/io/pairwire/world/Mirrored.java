package io.pairwire.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.pairwire.model.Pseudowire;
import io.pairwire.model.Side;
import io.pairwire.model.Topology;
import io.pairwire.model.TunnelEnd;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the kernels carry of the topology, found by the marks on interfaces, and whether the two ends of each pseudowire fit. */
final class Mirrored {
    private static final Pattern MARK = Pattern.compile("pairwire:walk/([^#]+)#.*");

    private final Map<End.Key, Carried> ends = new HashMap<>();
    private final Map<String, List<Fact>> dump;

    /** One end's objects at its place. */
    record Carried(String place, Fact tunnel, Fact session, Fact link, List<Fact> addresses) {
        /** Returns the local addresses, or those of the far end, in alphabetical order. */
        private String addresses(String which) {
            TreeSet<String> texts = new TreeSet<>();
            addresses.stream()
                    .filter(address -> !address.get("peer").equals("-"))
                    .forEach(address -> texts.add(address.get(which)));
            return texts.toString();
        }
    }

    Mirrored(Map<String, List<Fact>> dump) {
        this.dump = dump;
        dump.forEach(this::find);
    }

    private void find(String place, List<Fact> facts) {
        Map<String, Fact> tunnels = new HashMap<>();
        Map<String, Fact> sessions = new HashMap<>();
        Map<String, List<Fact>> addresses = new HashMap<>();
        for (Fact fact : facts) {
            switch (fact.kind()) {
                case "tunnel" -> tunnels.put(fact.get("id"), fact);
                case "session" -> sessions.put(fact.get("ifname"), fact);
                case "address" ->
                    addresses
                            .computeIfAbsent(fact.get("index"), index -> new ArrayList<>())
                            .add(fact);
                default -> {}
            }
        }
        for (Fact link : facts) {
            Matcher mark = MARK.matcher(link.is("link") ? link.get("alias") : "");
            Fact session = link.is("link") ? sessions.get(link.get("name")) : null;
            // One that was renamed by hand has no session of its name.
            if (mark.matches() && session != null) {
                End.Key key = new End.Key(mark.group(1), place.split("/", 2)[0]);
                Carried carried = new Carried(
                        place,
                        there(tunnels.get(session.get("tunnel")), "the tunnel of " + session),
                        session,
                        link,
                        addresses.getOrDefault(link.get("index"), List.of()));
                assertThat(ends.put(key, carried))
                        .as("another interface marked for " + key)
                        .isNull();
            }
        }
    }

    /** Returns an end that must be there. */
    Carried one(End.Key key) {
        return there(ends.get(key), "what " + key.host() + " carries of " + key.pseudowire());
    }

    private static <T> T there(@Nullable T found, String what) {
        if (found == null) {
            throw new AssertionError(what + " is not there");
        }
        return found;
    }

    /** Holds that the kernels carry a topology, all of it and nothing else but what is foreign, each end as the other needs it. */
    void holdsFor(Topology topology) {
        List<String> tunnels = new ArrayList<>();
        for (Pseudowire pseudowire : topology.pseudowires()) {
            Carried a = end(pseudowire, Side.A);
            Carried b = end(pseudowire, Side.B);
            fits(a, b);
            fits(b, a);
            tunnels.add(a.place() + " " + a.tunnel().get("id"));
            tunnels.add(b.place() + " " + b.tunnel().get("id"));
        }
        assertThat(ours("tunnel"))
                .as("tunnels")
                .isEqualTo(tunnels.stream().distinct().count());
        assertThat(ours("session"))
                .as("sessions")
                .isEqualTo(2L * topology.pseudowires().size());
        assertThat(ends).hasSize(2 * topology.pseudowires().size());
    }

    private long ours(String kind) {
        return dump.values().stream()
                .flatMap(List::stream)
                .filter(fact -> fact.is(kind) && !Walk.isForeign(fact))
                .count();
    }

    /** Returns an end, which must have what the file gives it. */
    private Carried end(Pseudowire pseudowire, Side side) {
        TunnelEnd tunnel = pseudowire.tunnel().end(side);
        Carried carried =
                one(new End.Key(pseudowire.name().text(), tunnel.host().text()));
        assertThat(carried.place())
                .isEqualTo(Ground.place(tunnel.host().text(), tunnel.netns().isPresent()));
        assertThat(carried.tunnel().values("id", "local", "sport"))
                .isEqualTo(tunnel.tunnelId() + " " + tunnel.local() + " "
                        + tunnel.udpPort().map(Object::toString).orElse("0"));
        assertThat(carried.session().values("id", "ifname"))
                .isEqualTo(pseudowire.end(side).sessionId() + " "
                        + pseudowire.end(side).interfaceName());
        assertThat(carried.link().values("mtu", "up")).isEqualTo(pseudowire.mtu() + " 1");
        return carried;
    }

    private static void fits(Carried near, Carried far) {
        assertThat(near.tunnel().values("id", "peer", "local", "remote", "sport", "dport", "encap", "version"))
                .isEqualTo(far.tunnel().values("peer", "id", "remote", "local", "dport", "sport", "encap", "version"));
        assertThat(near.session().values("id", "peer", "cookie", "peer_cookie", "recv_seq", "lns", "timeout", "pwtype"))
                .isEqualTo(far.session()
                        .values("peer", "id", "peer_cookie", "cookie", "recv_seq", "lns", "timeout", "pwtype"));
        assertThat(near.link().get("mtu")).isEqualTo(far.link().get("mtu"));
        // An end takes packets without a checksum where the other sends them.
        assertThat(far.tunnel().get("zero6rx")).isEqualTo(near.tunnel().get("zero6tx"));
        assertThat(near.addresses("peer")).isEqualTo(far.addresses("local"));
    }
}
