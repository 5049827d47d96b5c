package io.pairwire.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Unfolds Ansible's host ranges: {@code web[1:3]}, {@code web[01:10]}, {@code db-[a:c]}, {@code web[1:9:2]}, {@code web[:3]}, several in one name. */
final class HostRange {
    /** As many hosts as any inventory should have, and few enough to hold. */
    static final int MOST_HOSTS = 65_536;

    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final Pattern RANGE =
            Pattern.compile("\\[(?:([0-9]{0,9}):([0-9]{1,9})|([a-zA-Z]):([a-zA-Z]))(?::([0-9]{1,9}))?\\]");

    private HostRange() {}

    /** Returns the names that a key stands for, itself where it has no range; empty where it has one that cannot be. */
    static Optional<List<String>> unfold(String key) {
        List<String> names = List.of(key);
        while (names.get(0).indexOf('[') >= 0) {
            List<String> unfolded = new ArrayList<>();
            for (String name : names) {
                Matcher range = RANGE.matcher(name);
                if (!range.find() || range.start() != name.indexOf('[')) {
                    return Optional.empty();
                }
                Optional<List<String>> values = values(range);
                if (values.isEmpty() || unfolded.size() + values.get().size() > MOST_HOSTS) {
                    return Optional.empty();
                }
                for (String value : values.get()) {
                    unfolded.add(name.substring(0, range.start()) + value + name.substring(range.end()));
                }
            }
            names = unfolded;
        }
        return Optional.of(names);
    }

    private static Optional<List<String>> values(Matcher range) {
        int step = range.group(5) == null ? 1 : Integer.parseInt(range.group(5));
        boolean numbers = range.group(1) != null;
        String first = !numbers ? range.group(3) : range.group(1).isEmpty() ? "0" : range.group(1);
        String last = numbers ? range.group(2) : range.group(4);
        int from = numbers ? Integer.parseInt(first) : LETTERS.indexOf(first);
        int to = numbers ? Integer.parseInt(last) : LETTERS.indexOf(last);
        boolean padded = numbers && first.length() > 1 && first.charAt(0) == '0';
        boolean possible = step > 0
                && from <= to
                && (to - from) / step < MOST_HOSTS
                && (!padded || first.length() == last.length());
        if (!possible) {
            return Optional.empty();
        }
        List<String> values = new ArrayList<>();
        for (long value = from; value <= to; value += step) {
            values.add(
                    numbers
                            ? padded ? String.format("%0" + first.length() + "d", value) : Long.toString(value)
                            : LETTERS.substring((int) value, (int) value + 1));
        }
        return Optional.of(values);
    }
}
