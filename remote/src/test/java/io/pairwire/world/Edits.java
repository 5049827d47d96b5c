package io.pairwire.world;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Edits of a topology file such as people make, at random.
 *
 * <p>An edit knows little of the rules: the reader of topologies says whether the file is still sound.
 */
final class Edits {
    private static final List<String> SHARED_KEYS =
            List.of("l2spec", "seq", "lns_mode", "reorder_timeout", "mtu", "cookie");
    private static final List<String> SESSION_KEYS = List.of("session_id", "interface", "cookie", "mac");
    private static final List<String> SWAPPED_KEYS =
            List.of("tunnel_id", "udp_port", "session_id", "interface", "cookie", "mac", "address", "bridge");
    private static final List<String> TUNNEL_KEYS =
            List.of("host", "local", "netns", "tunnel_id", "udp_port", "udp_checksum", "udp6_checksum_tx");
    private static final int MOST_PSEUDOWIRES = 6;

    private final Random random;
    private final Ground ground;

    /** The last number that was used; each is used once, for IDs, names and addresses. */
    private int number = 100;

    Edits(Random random, Ground ground) {
        this.random = random;
        this.ground = ground;
    }

    /** Returns a file to begin with: a shared tunnel and some pseudowires, so that every host has one. */
    Draft begin() {
        Draft draft = new Draft();
        Entry shared = tunnel(0, 1);
        draft.tunnels.put("t0", shared);
        for (int i = 0; i < 2; i++) {
            Entry member = new Entry();
            member.pair.put("tunnel", "t0");
            draft.pseudowires.put(name(), member);
        }
        draft.pseudowires.put(name(), tunnel(1, 2));
        draft.pseudowires.put(name(), tunnel(2, 0));
        return draft;
    }

    /** Edits a file, and returns what was done; empty where that edit has nothing to work at. */
    Optional<String> edit(Draft draft) {
        return switch (random.nextInt(17)) {
            case 0, 1 -> sharedSetting(draft);
            case 2, 3 -> sessionSetting(draft);
            case 4 -> addresses(draft);
            case 5 -> bridge(draft);
            case 6 -> tunnelSetting(draft);
            case 7 -> encapsulation(draft);
            case 8 -> place(draft);
            case 9 -> host(draft);
            case 10 -> add(draft);
            case 11 -> remove(draft);
            case 12 -> swapValues(draft);
            case 13 -> swapNames(draft);
            case 14 -> handOver(draft);
            case 15 -> otherTunnel(draft);
            default -> random.nextBoolean() ? rename(draft) : shuffle(draft);
        };
    }

    private int next() {
        return ++number;
    }

    private String name() {
        return "w" + next();
    }

    private <T> T pick(Collection<T> some) {
        return List.copyOf(some).get(random.nextInt(some.size()));
    }

    private Optional<String> pickName(Map<String, Entry> entries) {
        return entries.isEmpty() ? Optional.empty() : Optional.of(pick(entries.keySet()));
    }

    private static Entry entry(Map<String, Entry> entries, String name) {
        return Optional.ofNullable(entries.get(name)).orElseThrow();
    }

    private static Map<String, Entry> tunnels(Draft draft) {
        Map<String, Entry> tunnels = new LinkedHashMap<>(draft.tunnels);
        draft.pseudowires.forEach((name, entry) -> {
            if (entry.hasTunnel()) {
                tunnels.put(name, entry);
            }
        });
        return tunnels;
    }

    /** Returns a tunnel between two hosts, everything else allocated. */
    private Entry tunnel(int a, int b) {
        Entry entry = new Entry();
        entry.ends.get(0).put("host", ground.hosts().get(a));
        entry.ends.get(1).put("host", ground.hosts().get(b));
        entry.ipv6 = random.nextInt(3) == 0;
        locate(entry);
        if (random.nextInt(3) == 0) {
            entry.pair.put("encap", "ip");
        }
        return entry;
    }

    /** Gives both ends an outer address of their host that suits the family and the network namespace. */
    private void locate(Entry entry) {
        for (Map<String, String> end : entry.ends) {
            List<String> addresses =
                    ground.addresses(String.valueOf(end.get("host")), entry.ipv6, end.containsKey("netns"));
            if (!addresses.contains(String.valueOf(end.get("local")).replace("'", ""))) {
                end.put("local", "'" + pick(addresses) + "'");
            }
        }
    }

    private void set(Map<String, String> settings, String key, String value) {
        if (value.isEmpty()) {
            settings.remove(key);
        } else {
            settings.put(key, value);
        }
    }

    private Optional<String> sharedSetting(Draft draft) {
        Optional<String> name = pickName(draft.pseudowires);
        if (name.isEmpty()) {
            return Optional.empty();
        }
        int level = random.nextInt(6);
        if (level == 0) {
            set(entry(draft.pseudowires, name.get()).pair, "profile", random.nextBoolean() ? "some" : "");
            return Optional.of("profile of " + name.get());
        }
        String key = pick(SHARED_KEYS);
        String value = random.nextInt(4) == 0 ? "" : sharedValue(key);
        Map<String, String> settings =
                level == 1 ? draft.defaults : level == 2 ? draft.profile : entry(draft.pseudowires, name.get()).pair;
        set(settings, key, value);
        return Optional.of(
                key + " of " + (level == 1 ? "defaults" : level == 2 ? "the profile" : name.get()) + ": " + value);
    }

    private String sharedValue(String key) {
        return switch (key) {
            case "l2spec" -> pick(List.of("default", "none"));
            case "seq" -> pick(List.of("none", "send", "both"));
            case "lns_mode" -> pick(List.of("on", "off"));
            case "reorder_timeout" -> pick(List.of("0", "100", "250"));
            case "cookie" -> pick(List.of("auto", "4", "none"));
            default -> pick(List.of("auto", "1300", "1290"));
        };
    }

    private Optional<String> sessionSetting(Draft draft) {
        Optional<String> name = pickName(draft.pseudowires);
        if (name.isEmpty()) {
            return Optional.empty();
        }
        String key = pick(SESSION_KEYS);
        int side = random.nextInt(2);
        set(entry(draft.pseudowires, name.get()).ends.get(side), key, random.nextInt(4) == 0 ? "" : endValue(key));
        return Optional.of(key + " of " + name.get() + " at " + "ab".charAt(side));
    }

    private String endValue(String key) {
        return switch (key) {
            case "session_id", "tunnel_id" -> Integer.toString(next());
            case "udp_port" -> Integer.toString(5000 + next() % 4000);
            case "interface" -> "i" + next();
            case "mac" -> "'" + String.format(Locale.ROOT, "02:00:5e:00:%02x:%02x", next() / 256, number % 256) + "'";
            case "cookie" ->
                random.nextInt(4) == 0
                        ? pick(List.of("none", "auto", "4"))
                        : "'" + String.format(Locale.ROOT, random.nextBoolean() ? "%016x" : "%08x", next()) + "'";
            default -> throw new IllegalArgumentException(key);
        };
    }

    /** Both ends' inner addresses, for one alone can seldom change. */
    private Optional<String> addresses(Draft draft) {
        Optional<String> name = pickName(draft.pseudowires);
        if (name.isEmpty()) {
            return Optional.empty();
        }
        int kind = random.nextInt(5);
        int net = next();
        for (int side = 0; side < 2; side++) {
            Map<String, String> end = entry(draft.pseudowires, name.get()).ends.get(side);
            String four = "10." + net / 250 + "." + net % 250 + "." + (side + 1);
            String six = "'fd00:7:" + Integer.toHexString(net) + "::" + (side + 1) + "/64'";
            set(
                    end,
                    "address",
                    switch (end.containsKey("bridge") ? 0 : kind) {
                        case 0 -> "";
                        case 1 -> four + "/30";
                        case 2 -> four + "/32";
                        case 3 -> six;
                        default -> "[" + four + "/30, " + six + "]";
                    });
        }
        return Optional.of("addresses of " + name.get());
    }

    private Optional<String> bridge(Draft draft) {
        Optional<String> name = pickName(draft.pseudowires);
        if (name.isEmpty()) {
            return Optional.empty();
        }
        int side = random.nextInt(2);
        Map<String, String> end = entry(draft.pseudowires, name.get()).ends.get(side);
        end.remove("address");
        set(end, "bridge", random.nextInt(3) == 0 ? "" : "br" + random.nextInt(Ground.BRIDGES));
        return Optional.of("bridge of " + name.get() + " at " + "ab".charAt(side));
    }

    private Optional<String> tunnelSetting(Draft draft) {
        Optional<String> name = pickName(tunnels(draft));
        if (name.isEmpty()) {
            return Optional.empty();
        }
        Entry entry = entry(tunnels(draft), name.get());
        int side = random.nextInt(2);
        Map<String, String> end = entry.ends.get(side);
        boolean udp = entry.isUdp(draft.defaults);
        String key = !udp ? "tunnel_id" : pick(List.of("tunnel_id", "udp_port", "checksum"));
        if (key.equals("checksum")) {
            key = entry.ipv6 ? "udp6_checksum_tx" : "udp_checksum";
            set(end, key, pick(List.of("on", "off", "")));
        } else {
            set(end, key, random.nextInt(4) == 0 ? "" : endValue(key));
        }
        return Optional.of(key + " of " + name.get() + " at " + "ab".charAt(side));
    }

    /** The other encapsulation or the other address family, under the same IDs. */
    private Optional<String> encapsulation(Draft draft) {
        if (random.nextInt(6) == 0) {
            set(draft.defaults, "encap", pick(List.of("ip", "udp", "")));
            return Optional.of("encap of defaults");
        }
        Optional<String> name = pickName(tunnels(draft));
        if (name.isEmpty()) {
            return Optional.empty();
        }
        Entry entry = entry(tunnels(draft), name.get());
        entry.ends.forEach(end -> end.keySet().removeAll(List.of("udp_checksum", "udp6_checksum_tx")));
        if (random.nextInt(3) == 0) {
            entry.ipv6 = !entry.ipv6;
            locate(entry);
            return Optional.of("address family of " + name.get());
        }
        boolean wasUdp = entry.isUdp(draft.defaults);
        entry.pair.put("encap", wasUdp ? "ip" : "udp");
        entry.ends.forEach(end -> end.remove("udp_port"));
        return Optional.of("encap of " + name.get());
    }

    /** Another outer address, or another network namespace. */
    private Optional<String> place(Draft draft) {
        Optional<String> name = pickName(tunnels(draft));
        if (name.isEmpty()) {
            return Optional.empty();
        }
        Entry entry = entry(tunnels(draft), name.get());
        int side = random.nextInt(2);
        Map<String, String> end = entry.ends.get(side);
        if (random.nextBoolean()) {
            set(end, "netns", end.containsKey("netns") ? "" : Ground.NETNS);
        }
        end.remove("local");
        locate(entry);
        return Optional.of("place of " + name.get() + " at " + "ab".charAt(side));
    }

    private Optional<String> host(Draft draft) {
        Optional<String> name = pickName(tunnels(draft));
        if (name.isEmpty()) {
            return Optional.empty();
        }
        Entry entry = entry(tunnels(draft), name.get());
        int side = random.nextInt(2);
        entry.ends.get(side).put("host", pick(ground.hosts()));
        locate(entry);
        return Optional.of("host of " + name.get() + " at " + "ab".charAt(side));
    }

    private Optional<String> add(Draft draft) {
        if (draft.pseudowires.size() >= MOST_PSEUDOWIRES) {
            return remove(draft);
        }
        String name = name();
        int a = random.nextInt(ground.hosts().size());
        int b = (a + 1 + random.nextInt(ground.hosts().size() - 1))
                % ground.hosts().size();
        if (random.nextInt(3) > 0) {
            draft.pseudowires.put(name, tunnel(a, b));
            return Optional.of("add " + name);
        }
        if (draft.tunnels.size() < 2) {
            draft.tunnels.put("t" + next(), tunnel(a, b));
        }
        Entry member = new Entry();
        member.pair.put("tunnel", pick(draft.tunnels.keySet()));
        draft.pseudowires.put(name, member);
        return Optional.of("add " + name + " to tunnel " + member.pair.get("tunnel"));
    }

    /** A pseudowire leaves a shared tunnel for one of its own, or the other way round. */
    private Optional<String> otherTunnel(Draft draft) {
        Optional<String> name = pickName(draft.pseudowires);
        if (name.isEmpty() || draft.tunnels.isEmpty()) {
            return Optional.empty();
        }
        Entry entry = entry(draft.pseudowires, name.get());
        if (entry.hasTunnel()) {
            entry.pair.remove("encap");
            entry.ends.forEach(end -> end.keySet().removeAll(TUNNEL_KEYS));
            entry.pair.put("tunnel", pick(draft.tunnels.keySet()));
        } else {
            Entry shared = entry(draft.tunnels, String.valueOf(entry.pair.remove("tunnel")));
            entry.ipv6 = shared.ipv6;
            for (int side = 0; side < 2; side++) {
                String host = String.valueOf(shared.ends.get(side).get("host"));
                entry.ends.get(side).put("host", host);
            }
            locate(entry);
        }
        return Optional.of(name.get() + " into another tunnel");
    }

    private Optional<String> remove(Draft draft) {
        Optional<String> name = pickName(draft.pseudowires);
        name.ifPresent(draft.pseudowires::remove);
        return name.map(gone -> "remove " + gone);
    }

    /** Two ends, of one pseudowire or of two, have each other's ID, port, name, cookie or address. */
    private Optional<String> swapValues(Draft draft) {
        String key = pick(SWAPPED_KEYS);
        List<Map<String, String>> ends = new ArrayList<>();
        for (Map<String, Entry> entries : List.of(draft.tunnels, draft.pseudowires)) {
            entries.values()
                    .forEach(entry -> entry.ends.stream()
                            .filter(end -> end.containsKey(key))
                            .forEach(ends::add));
        }
        if (ends.size() < 2) {
            return Optional.empty();
        }
        Collections.shuffle(ends, random);
        String one = String.valueOf(ends.get(0).get(key));
        String other = String.valueOf(ends.get(1).get(key));
        ends.get(0).put(key, other);
        ends.get(1).put(key, one);
        return Optional.of("swap " + key + " " + one + " and " + other);
    }

    /** Two pseudowires have each other's name: all that was allocated to one is now the other's. */
    private Optional<String> swapNames(Draft draft) {
        if (draft.pseudowires.size() < 2) {
            return Optional.empty();
        }
        String one = pick(draft.pseudowires.keySet());
        String other = pick(draft.pseudowires.keySet());
        Entry ofOne = entry(draft.pseudowires, one);
        draft.pseudowires.put(one, entry(draft.pseudowires, other));
        draft.pseudowires.put(other, ofOne);
        return Optional.of("swap the names " + one + " and " + other);
    }

    /** One pseudowire goes, and another gets an ID or a name that it had. */
    private Optional<String> handOver(Draft draft) {
        if (draft.pseudowires.size() < 2) {
            return Optional.empty();
        }
        String going = pick(draft.pseudowires.keySet());
        Entry gone = entry(draft.pseudowires, going);
        draft.pseudowires.remove(going);
        String heir = pick(draft.pseudowires.keySet());
        List<String> given = new ArrayList<>();
        for (int side = 0; side < 2; side++) {
            Map<String, String> from = gone.ends.get(side);
            Map<String, String> to = entry(draft.pseudowires, heir).ends.get(side);
            for (String key : List.of("session_id", "interface", "address", "mac")) {
                if (from.containsKey(key) && !to.containsKey("bridge")) {
                    to.put(key, String.valueOf(from.get(key)));
                    given.add(key);
                }
            }
        }
        return Optional.of("remove " + going + ", whose " + given + " " + heir + " gets");
    }

    private Optional<String> rename(Draft draft) {
        Optional<String> from = pickName(draft.pseudowires);
        if (from.isEmpty()) {
            return Optional.empty();
        }
        String to = name();
        Map<String, Entry> all = new LinkedHashMap<>(draft.pseudowires);
        draft.pseudowires.clear();
        all.forEach((name, entry) -> draft.pseudowires.put(name.equals(from.get()) ? to : name, entry));
        draft.moved.put(to, from.get());
        if (random.nextBoolean()) {
            // Its interfaces keep the name that they have from it.
            entry(draft.pseudowires, to).ends.forEach(end -> end.putIfAbsent("interface", from.get()));
        }
        return Optional.of("rename " + from.get() + " to " + to);
    }

    private Optional<String> shuffle(Draft draft) {
        List<Map.Entry<String, Entry>> entries = new ArrayList<>(draft.pseudowires.entrySet());
        Collections.shuffle(entries, random);
        draft.pseudowires.clear();
        entries.forEach(entry -> draft.pseudowires.put(entry.getKey(), entry.getValue()));
        return Optional.of("another order");
    }
}
