package io.pairwire.playbook;

import io.pairwire.yaml.Position;
import io.pairwire.yaml.Problems;
import io.pairwire.yaml.Suggestion;
import io.pairwire.yaml.YamlEntry;
import io.pairwire.yaml.YamlMapping;
import io.pairwire.yaml.YamlScalar;
import io.pairwire.yaml.YamlValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;

/** A mapping of a playbook, whose values are taken for what their keys say; what they cannot be is reported. */
final class Form {
    private static final Set<String> YES = Set.of("true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON");
    private static final Set<String> NO = Set.of("false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF");
    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,8}");
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,62}");

    private final YamlMapping mapping;
    private final Problems problems;

    Form(YamlMapping mapping, Problems problems) {
        this.mapping = mapping;
        this.problems = problems;
    }

    Position at() {
        return mapping.at();
    }

    boolean has(String key) {
        return mapping.entry(key).isPresent();
    }

    /** Returns the value of a key, unless a problem of it was reported already. */
    Optional<YamlValue> value(String key) {
        return mapping.entry(key).map(YamlEntry::value).filter(value -> !value.isRefused());
    }

    /** Reports keys that are not among these. */
    void allow(
            Collection<String> keys,
            String where,
            Function<String, Optional<AnsibleOnly>> foreign,
            Function<String, String> elsewhere) {
        for (YamlEntry entry : mapping.entries()) {
            String key = entry.name();
            if (keys.contains(key)) {
                continue;
            }
            Optional<AnsibleOnly> ansible = foreign.apply(key);
            String place = elsewhere.apply(key);
            if (ansible.isPresent()) {
                problems.add(
                        PlaybookRule.ANSIBLE_ONLY,
                        entry.key().at(),
                        Problems.quote(key) + " is Ansible's: " + ansible.get().reason(),
                        ansible.get().wayOut());
            } else if (!place.isEmpty()) {
                problems.add(
                        PlaybookRule.MISPLACED,
                        entry.key().at(),
                        Problems.quote(key) + " cannot stand in " + where,
                        place);
            } else {
                problems.add(
                        PlaybookRule.UNKNOWN_KEY,
                        entry.key().at(),
                        "unknown key " + Problems.quote(key) + " in " + where,
                        Suggestion.hint(
                                key, keys, keys.isEmpty() ? "it has none" : "keys are " + String.join(", ", keys)));
            }
        }
    }

    Optional<YamlScalar> scalar(String key, String wanted) {
        Optional<YamlValue> value = value(key);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        Optional<YamlScalar> scalar = value.get().scalar().filter(one -> !one.isNull());
        if (scalar.isEmpty()) {
            wrongKind(key, value.get(), wanted);
        }
        return scalar;
    }

    private void wrongKind(String key, YamlValue value, String wanted) {
        problems.add(PlaybookRule.WRONG_KIND, value.at(), "'" + key + "' is " + value.kind(), "write " + wanted);
    }

    Optional<String> text(String key) {
        Optional<YamlScalar> scalar = scalar(key, "'" + key + ": ' and a text behind it");
        if (scalar.isPresent() && scalar.get().text().isBlank()) {
            bad(key, scalar.get(), "write a text");
            return Optional.empty();
        }
        return scalar.map(YamlScalar::text);
    }

    Optional<Boolean> truth(String key) {
        Optional<YamlScalar> scalar = scalar(key, "'" + key + ": true' or 'false'");
        if (scalar.isEmpty()) {
            return Optional.empty();
        }
        Optional<Boolean> truth = truth(scalar.get());
        if (truth.isEmpty()) {
            bad(key, scalar.get(), "write true or false");
        }
        return truth;
    }

    static Optional<Boolean> truth(YamlScalar scalar) {
        return YES.contains(scalar.text())
                ? Optional.of(true)
                : NO.contains(scalar.text()) ? Optional.of(false) : Optional.empty();
    }

    OptionalInt number(String key, int least, int most, String unit) {
        Optional<YamlScalar> scalar = scalar(key, "'" + key + ": ' and a number of " + unit);
        if (scalar.isEmpty()) {
            return OptionalInt.empty();
        }
        OptionalInt number = number(scalar.get().text());
        if (number.isEmpty() || number.getAsInt() < least || number.getAsInt() > most) {
            bad(key, scalar.get(), "write " + least + " to " + most + " " + unit);
            return OptionalInt.empty();
        }
        return number;
    }

    static OptionalInt number(String text) {
        return NUMBER.matcher(text).matches() ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
    }

    <T> Optional<T> word(String key, List<T> words) {
        List<String> known = words.stream().map(Object::toString).toList();
        Optional<YamlScalar> scalar = scalar(key, "one of " + String.join(", ", known));
        if (scalar.isEmpty()) {
            return Optional.empty();
        }
        int found = known.indexOf(scalar.get().text());
        if (found < 0) {
            bad(
                    key,
                    scalar.get(),
                    Suggestion.hint(scalar.get().text(), known, "write one of " + String.join(", ", known)));
            return Optional.empty();
        }
        return Optional.of(words.get(found));
    }

    void bad(String key, YamlScalar scalar, String hint) {
        problems.add(
                PlaybookRule.BAD_VALUE, scalar.at(), "'" + key + "' cannot be " + Problems.quote(scalar.text()), hint);
    }

    /** Returns one or more, as a text with commas or as a list. */
    List<YamlScalar> oneOrMore(String key) {
        Optional<YamlValue> value = value(key);
        List<YamlScalar> found = new ArrayList<>();
        if (value.isEmpty()) {
            return found;
        }
        List<YamlValue> items =
                value.get().list().isPresent() ? value.get().list().get().items() : List.of(value.get());
        if (items.isEmpty()) {
            wrongKind(key, value.get(), "one or more");
        }
        for (YamlValue item : items) {
            Optional<YamlScalar> scalar = item.scalar().filter(one -> !one.isNull());
            scalar.ifPresent(found::add);
            if (scalar.isEmpty() && !item.isRefused()) {
                wrongKind(key, item, "a text, or a list of texts");
            }
        }
        return found;
    }

    Set<String> tags() {
        Set<String> tags = new TreeSet<>();
        for (YamlScalar scalar : oneOrMore("tags")) {
            for (String tag : scalar.text().split(",", -1)) {
                if (TAG.matcher(tag.strip()).matches()) {
                    tags.add(tag.strip());
                } else {
                    bad("tags", scalar, "use letters, digits, '_', '.' and '-'");
                }
            }
        }
        return tags;
    }

    void missing(String what, String hint) {
        problems.add(PlaybookRule.MISSING, at(), what, hint);
    }

    void problem(PlaybookRule rule, Position where, String message, String hint) {
        problems.add(rule, where, message, hint);
    }

    Optional<YamlEntry> entry(String key) {
        return mapping.entry(key);
    }

    Collection<YamlEntry> entries() {
        return mapping.entries();
    }
}
