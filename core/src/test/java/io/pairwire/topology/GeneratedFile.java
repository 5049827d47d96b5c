package io.pairwire.topology;

import io.pairwire.model.Topology;
import io.pairwire.yaml.Problem;
import io.pairwire.yaml.SourceText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/**
 * A topology file that people edit, as its entries: few hosts, so that numbers are in each other's way, and some that are
 * written, so that allocation must go around them.
 */
final class GeneratedFile {
    private static final int HOSTS = 4;

    private final Random random;
    private final Map<String, String> tunnels = new LinkedHashMap<>();
    private final Map<String, String> pseudowires = new LinkedHashMap<>();
    private final Map<String, String> movedFromByTo = new LinkedHashMap<>();
    private int written = 1;

    GeneratedFile(Random random) {
        this.random = random;
        for (int i = 0; i < 2 + random.nextInt(3); i++) {
            tunnels.put("t" + i, "{" + body("tunnel_id", "udp_port") + "}");
        }
    }

    /** Adds a pseudowire in one of several forms, and returns its name. */
    String add(String name) {
        int form = random.nextInt(4);
        pseudowires.put(
                name,
                switch (form) {
                    case 0 -> "{tunnel: t" + random.nextInt(tunnels.size()) + numbers("session_id") + "}";
                    case 1 -> "{encap: ip, " + body("tunnel_id", "session_id") + "}";
                    default -> "{" + body("tunnel_id", "udp_port", "session_id") + "}";
                });
        return name;
    }

    private String body(String... quantities) {
        int a = random.nextInt(HOSTS);
        int b = (a + 1 + random.nextInt(HOSTS - 1)) % HOSTS;
        return "hosts: [h" + a + ", h" + b + "], local: [192.0.2." + (a + 1) + ", 192.0.2." + (b + 1) + "]"
                + (random.nextInt(3) == 0 ? ", netns: [inner, outer]" : "")
                + numbers(quantities);
    }

    /** Writes some of the numbers, sometimes at one end alone. */
    private String numbers(String... quantities) {
        StringBuilder text = new StringBuilder();
        StringBuilder ofB = new StringBuilder();
        for (String quantity : quantities) {
            int base = quantity.equals("udp_port") ? 3_000 : 0;
            if (random.nextInt(4) == 0) {
                text.append(", ").append(quantity).append(": [").append(base + written++);
                text.append(", ").append(base + written++).append(']');
            } else if (random.nextInt(4) == 0) {
                ofB.append(ofB.length() == 0 ? "" : ", ")
                        .append(quantity)
                        .append(": ")
                        .append(base + written++);
            }
        }
        return text + (ofB.length() == 0 ? "" : ", b: {" + ofB + "}");
    }

    /** Removes a pseudowire, and what says that others have become it. */
    void remove(String name) {
        pseudowires.remove(name);
        String to = name;
        while (to != null) {
            to = movedFromByTo.remove(to);
        }
    }

    void rename(String from, String to) {
        pseudowires.put(to, pseudowires.remove(from));
        movedFromByTo.put(to, from);
    }

    List<String> names() {
        return List.copyOf(pseudowires.keySet());
    }

    void shuffle() {
        List<Map.Entry<String, String>> entries = new ArrayList<>(pseudowires.entrySet());
        Collections.shuffle(entries, random);
        pseudowires.clear();
        entries.forEach(entry -> pseudowires.put(entry.getKey(), entry.getValue()));
    }

    String text() {
        StringBuilder text = new StringBuilder("topology: metro\ndefaults: {cookie: none}\npseudowires:\n");
        pseudowires.forEach((name, value) -> text.append("  " + name + ": " + value + "\n"));
        text.append("tunnels:\n");
        tunnels.forEach((name, value) -> text.append("  " + name + ": " + value + "\n"));
        if (!movedFromByTo.isEmpty()) {
            text.append("moved:\n");
            movedFromByTo.forEach((to, from) -> text.append("  - {from: " + from + ", to: " + to + "}\n"));
        }
        return text.toString();
    }

    /** Reads a topology and a lock file that must be sound, but for warnings. */
    static TopologyReading read(String text, String lock) {
        TopologyReading reading = TopologyReader.read(
                SourceText.of("metro.yml", text.getBytes(StandardCharsets.UTF_8)),
                lock.isEmpty()
                        ? Optional.empty()
                        : Optional.of(SourceText.of("metro.yml.lock.yml", lock.getBytes(StandardCharsets.UTF_8))),
                Hosts.unknown());
        if (reading.problems().stream().anyMatch(Problem::isError)) {
            throw new AssertionError(reading.problems());
        }
        return reading;
    }

    String locked(String lock) {
        return read(text(), lock).allocation().orElseThrow().text();
    }

    /** Returns every number of each pseudowire and its tunnel, by the pseudowire's name. */
    static Map<String, String> numbersOf(Topology topology) {
        Map<String, String> numbers = new TreeMap<>();
        topology.pseudowires()
                .forEach(pseudowire -> numbers.put(
                        pseudowire.name().text(),
                        pseudowire.tunnel().a() + " " + pseudowire.tunnel().b() + " "
                                + pseudowire.a().sessionId() + " "
                                + pseudowire.b().sessionId()));
        return numbers;
    }
}
