package io.pairwire.world;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** One object that a kernel carries, as {@code rawdump.c} tells it: its kind, and its fields as they are printed. */
public record Fact(String kind, Map<String, String> fields) {
    /** Reads a line such as {@code tunnel id=42 peer=45}. */
    public static Fact of(String line) {
        String[] words = line.split(" ", -1);
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 1; i < words.length; i++) {
            int equals = words[i].indexOf('=');
            fields.put(words[i].substring(0, equals), words[i].substring(equals + 1));
        }
        return new Fact(words[0], fields);
    }

    /** Returns whether it is of a kind. */
    public boolean is(String what) {
        return kind.equals(what);
    }

    /** Returns the value of a field. */
    public String get(String field) {
        return Objects.requireNonNull(fields.get(field), () -> "no field " + field + " in " + this);
    }

    /** Returns some of its values, in the order asked for. */
    public String values(String... names) {
        return Arrays.stream(names).map(this::get).collect(Collectors.joining(" "));
    }

    /**
     * Returns it without what changes by itself: counters, flags such as that of an address which is still being tried, and whether
     * sequence numbers are sent, which follows what comes.
     */
    Fact still() {
        Map<String, String> still = new LinkedHashMap<>(fields);
        still.keySet().removeAll(Set.of("tx", "rx", "send_seq", "flags"));
        return new Fact(kind, still);
    }

    @Override
    public String toString() {
        return kind + " "
                + fields.entrySet().stream()
                        .map(field -> field.getKey() + "=" + field.getValue())
                        .collect(Collectors.joining(" "));
    }
}
