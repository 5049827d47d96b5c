package io.pairwire.world;

import io.pairwire.model.Topology;
import io.pairwire.reconcile.Verb;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A person who works at the hosts by hand, at random, and only at what the topology has made. */
final class Hand {
    private static final Pattern MARK = Pattern.compile("pairwire:walk/([^#]+)#.*");

    private final Random random;
    private final Ground ground;

    /** Ends at which something was changed that a plan must see and can mend in place. */
    final Set<End.Key> changed = new HashSet<>();

    /** Ends at which something was changed that may matter. */
    final Set<End.Key> disturbed = new HashSet<>();

    /** Ends that are there and must be made anew. */
    final Set<End.Key> spoiled = new HashSet<>();

    /** Ends that are no longer there. */
    final Set<End.Key> deleted = new HashSet<>();

    Hand(Random random, Ground ground) {
        this.random = random;
        this.ground = ground;
    }

    /** One end as it is carried: where, and the kernel's objects. */
    private record Carried(String host, boolean inside, String pseudowire, Fact session, Fact link) {
        End.Key key() {
            return new End.Key(pseudowire, host);
        }

        String name() {
            return link.get("name");
        }
    }

    /** Returns what must happen to every end of two topologies, with what was done since the first was brought up. */
    Map<End.Key, Verb> verbs(Topology before, Topology after) {
        return End.verbs(before, deleted, spoiled, after);
    }

    /** Works at some end of what is carried, and returns what was done; empty where there is nothing to work at. */
    Optional<String> work(Map<String, List<Fact>> dump) {
        List<Carried> all = carried(dump);
        List<Carried> untouched = all.stream()
                .filter(end ->
                        !changed.contains(end.key()) && !disturbed.contains(end.key()) && !spoiled.contains(end.key()))
                .toList();
        if (untouched.isEmpty()) {
            return Optional.empty();
        }
        Carried end = untouched.get(random.nextInt(untouched.size()));
        List<String> commands = commands(end, all, dump);
        if (commands.isEmpty()) {
            return Optional.empty();
        }
        ground.ip(end.host(), end.inside(), commands);
        return Optional.of("on " + Ground.place(end.host(), end.inside()) + " by hand: " + String.join("; ", commands));
    }

    private List<String> commands(Carried end, List<Carried> all, Map<String, List<Fact>> dump) {
        String set = "link set dev " + end.name() + " ";
        switch (random.nextInt(11)) {
            case 0 -> {
                changed.add(end.key());
                return List.of(set + "mtu " + (1000 + random.nextInt(200)));
            }
            case 1 -> {
                changed.add(end.key());
                return List.of(set + "down");
            }
            case 2 -> {
                changed.add(end.key());
                String address = "10.200." + random.nextInt(250) + "." + (1 + random.nextInt(250));
                return List.of("address add " + address + "/24 dev " + end.name());
            }
            case 3 -> {
                Optional<String> address = address(end, dump);
                address.ifPresent(text -> changed.add(end.key()));
                return address.map(text -> List.of("address del " + text + " dev " + end.name()))
                        .orElse(List.of());
            }
            case 4 -> {
                boolean bridged = !end.link().get("master").equals("0");
                if (bridged) {
                    changed.add(end.key());
                }
                return bridged ? List.of(set + "nomaster") : List.of();
            }
            case 5 -> {
                // Whether it matters depends on whether the topology has one, or an IPv6 address, which goes with it.
                disturbed.add(end.key());
                return List.of(set + "down", set + "address 02:00:5e:10:00:0" + random.nextInt(8), set + "up");
            }
            case 6 -> {
                spoiled.add(end.key());
                return List.of(set + "alias \"\"");
            }
            case 7 -> {
                spoiled.add(end.key());
                return List.of(set + "down", set + "name hand" + (1 + random.nextInt(1000)));
            }
            case 8 -> {
                spoiled.add(end.key());
                Fact session = end.session();
                String ids = "tunnel_id " + session.get("tunnel") + " session_id " + session.get("id");
                ground.ip(end.host(), end.inside(), List.of("l2tp del session " + ids));
                return List.of("l2tp add session name " + end.name() + " " + ids + " peer_session_id "
                        + session.get("peer") + " cookie 0123456789abcdef peer_cookie 76543210");
            }
            case 9 -> {
                deleted.add(end.key());
                return List.of("l2tp del session tunnel_id " + end.session().get("tunnel") + " session_id "
                        + end.session().get("id"));
            }
            default -> {
                String tunnel = end.session().get("tunnel");
                if (!spoiled.isEmpty()) {
                    // One that has lost its name or mark may be in the tunnel too.
                    return List.of();
                }
                for (Carried other : all) {
                    if (other.host().equals(end.host())
                            && other.inside() == end.inside()
                            && other.session().get("tunnel").equals(tunnel)) {
                        deleted.add(other.key());
                    }
                }
                return List.of("l2tp del tunnel tunnel_id " + tunnel);
            }
        }
    }

    private static Optional<String> address(Carried end, Map<String, List<Fact>> dump) {
        return facts(dump, end.host(), end.inside()).stream()
                .filter(fact -> fact.is("address")
                        && fact.get("index").equals(end.link().get("index"))
                        && !fact.get("local").startsWith("fe80:"))
                .map(fact -> fact.get("peer").equals("-")
                        ? fact.get("local") + "/" + fact.get("prefix")
                        : fact.get("local") + " peer " + fact.get("peer") + "/" + fact.get("prefix"))
                .findFirst();
    }

    private List<Carried> carried(Map<String, List<Fact>> dump) {
        List<Carried> all = new ArrayList<>();
        for (String host : ground.hosts()) {
            for (boolean inside : new boolean[] {false, true}) {
                List<Fact> facts = facts(dump, host, inside);
                Map<String, Fact> sessions = new HashMap<>();
                facts.stream()
                        .filter(fact -> fact.is("session"))
                        .forEach(session -> sessions.put(session.get("ifname"), session));
                for (Fact fact : facts) {
                    Matcher mark = MARK.matcher(fact.is("link") ? fact.get("alias") : "");
                    Fact session = fact.is("link") ? sessions.get(fact.get("name")) : null;
                    if (mark.matches() && session != null) {
                        all.add(new Carried(host, inside, mark.group(1), session, fact));
                    }
                }
            }
        }
        return all;
    }

    private static List<Fact> facts(Map<String, List<Fact>> dump, String host, boolean inside) {
        return dump.getOrDefault(Ground.place(host, inside), List.of());
    }
}
