package io.pairwire.playbook;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a version is held against: an operator and numbers, such as {@code >= 6.1}. */
public record Comparison(String operator, List<Integer> numbers) {
    private static final Pattern FORM = Pattern.compile("(==|!=|>=|<=|>|<)\\s*([0-9]{1,6}(?:\\.[0-9]{1,6}){0,3})");
    private static final Pattern LEADING = Pattern.compile("([0-9]{1,6})(?:\\.([0-9]{1,6}))?(?:\\.([0-9]{1,6}))?.*");

    public Comparison {
        numbers = List.copyOf(numbers);
    }

    /** Returns what a text says, several joined by commas; empty where it is none. */
    static Optional<List<Comparison>> parse(String text) {
        List<Comparison> found = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            Matcher form = FORM.matcher(part.strip());
            if (!form.matches()) {
                return Optional.empty();
            }
            List<Integer> numbers = new ArrayList<>();
            for (String number : form.group(2).split("\\.", -1)) {
                numbers.add(Integer.valueOf(number));
            }
            found.add(new Comparison(form.group(1), numbers));
        }
        return Optional.of(found);
    }

    /** Returns whether a version, by the numbers that it begins with, is so. Only as many are looked at as are given. */
    boolean holds(String version) {
        Matcher leading = LEADING.matcher(version.strip());
        if (!leading.matches()) {
            return false;
        }
        int compared = 0;
        for (int i = 0; i < numbers.size() && compared == 0; i++) {
            String group = i < leading.groupCount() ? leading.group(i + 1) : null;
            compared = Integer.compare(group == null ? 0 : Integer.parseInt(group), numbers.get(i));
        }
        return switch (operator) {
            case "==" -> compared == 0;
            case "!=" -> compared != 0;
            case ">=" -> compared >= 0;
            case "<=" -> compared <= 0;
            case ">" -> compared > 0;
            default -> compared < 0;
        };
    }

    /** Returns it as files have it. */
    @Override
    public String toString() {
        return operator + " "
                + String.join(".", numbers.stream().map(String::valueOf).toList());
    }
}
