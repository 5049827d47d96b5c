package io.pairwire.lab;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** What a host's kernel carries, told by {@code rawdump.c}, which shares nothing with what it checks. */
record RawDump(List<Item> items) {
    private static final Path PROGRAM =
            Path.of(System.getProperty("pairwire.lab.module", "")).resolve("target/lab/rawdump");

    /** One object: its kind, and its fields as they are printed. */
    record Item(String kind, Map<String, String> fields) {
        String get(String field) {
            return Objects.requireNonNull(fields.get(field), () -> "no field " + field + " in " + this);
        }

        /** Returns some of its fields, in the order asked for. */
        String only(String... names) {
            return Arrays.stream(names).map(name -> name + "=" + get(name)).collect(Collectors.joining(" "));
        }
    }

    static RawDump of(String host) {
        return read(LabHosts.exec(host, PROGRAM.toString()));
    }

    /** Returns what a network namespace of a host carries. */
    static RawDump of(String host, String netns) {
        return read(LabHosts.exec(host, "ip", "netns", "exec", netns, PROGRAM.toString()));
    }

    private static RawDump read(LabHosts.Result result) {
        return new RawDump(result.orThrow().lines().map(RawDump::item).toList());
    }

    List<Item> all(String kind) {
        return items.stream().filter(item -> item.kind().equals(kind)).toList();
    }

    /** Returns the one object of a kind whose field has a value. */
    Item one(String kind, String field, Object value) {
        List<Item> found = all(kind).stream()
                .filter(item -> item.get(field).equals(value.toString()))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " of " + kind + " " + field + "=" + value + " in " + this);
        }
        return found.get(0);
    }

    /** Returns tunnels, sessions and their interfaces, without counters: what must not change by itself. */
    List<Item> l2tp() {
        List<String> names =
                all("session").stream().map(item -> item.get("ifname")).toList();
        return items.stream()
                .filter(item -> item.kind().equals("tunnel")
                        || item.kind().equals("session")
                        || (item.kind().equals("link") && names.contains(item.get("name"))))
                .map(item -> {
                    Map<String, String> still = new LinkedHashMap<>(item.fields());
                    still.remove("tx");
                    still.remove("rx");
                    return new Item(item.kind(), still);
                })
                .toList();
    }

    private static Item item(String line) {
        String[] words = line.split(" ", -1);
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 1; i < words.length; i++) {
            int equals = words[i].indexOf('=');
            fields.put(words[i].substring(0, equals), words[i].substring(equals + 1));
        }
        return new Item(words[0], fields);
    }
}
