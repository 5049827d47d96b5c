package io.pairwire.inventory;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The value of a variable, of the type that Ansible gives it.
 *
 * <p>Keys of a {@link Keyed} are text, as they are in JSON; a value's text is what Ansible would hand to a program.
 */
public sealed interface Value {
    /** Returns the text of a single value; empty for a list, a mapping, nothing, and what is encrypted. */
    default Optional<String> text() {
        return Optional.empty();
    }

    /** Returns what it is, with an article. */
    String kind();

    /** Text. */
    record Text(String written) implements Value {
        @Override
        public Optional<String> text() {
            return Optional.of(written);
        }

        @Override
        public String kind() {
            return "text";
        }
    }

    /** Text that {@code !unsafe} keeps from being a template. */
    record Unsafe(String written) implements Value {
        @Override
        public Optional<String> text() {
            return Optional.of(written);
        }

        @Override
        public String kind() {
            return "text";
        }
    }

    /** A whole number. */
    record Whole(BigInteger number) implements Value {
        @Override
        public Optional<String> text() {
            return Optional.of(number.toString());
        }

        @Override
        public String kind() {
            return "a number";
        }
    }

    /** A number that is not whole, or written as if. */
    record Real(double number) implements Value {
        @Override
        public Optional<String> text() {
            return Optional.of(Json.number(number));
        }

        @Override
        public String kind() {
            return "a number";
        }
    }

    /** True or false. */
    record Truth(boolean holds) implements Value {
        @Override
        public Optional<String> text() {
            return Optional.of(holds ? "True" : "False");
        }

        @Override
        public String kind() {
            return holds ? "true" : "false";
        }
    }

    /** {@code null}, {@code None} or nothing at all. */
    record Nothing() implements Value {
        @Override
        public String kind() {
            return "nothing";
        }
    }

    /** A list. */
    record Many(List<Value> items) implements Value {
        public Many {
            items = List.copyOf(items);
        }

        @Override
        public String kind() {
            return "a list";
        }
    }

    /** A mapping, in the order of its file. */
    record Keyed(Map<String, Value> entries) implements Value {
        public Keyed {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        @Override
        public String kind() {
            return "a mapping";
        }

        /** Returns both together: of what both have, another's. */
        Keyed with(Keyed other) {
            Map<String, Value> both = new LinkedHashMap<>(entries);
            both.putAll(other.entries);
            return new Keyed(both);
        }
    }

    /**
     * What Ansible Vault has encrypted.
     *
     * @param envelope the encrypted text, with its first line {@code $ANSIBLE_VAULT;...}
     */
    record Vaulted(String envelope) implements Value {
        @Override
        public String kind() {
            return "encrypted";
        }
    }

    /** Returns a list of texts. */
    static Value texts(List<String> texts) {
        List<Value> items = new ArrayList<>();
        texts.forEach(text -> items.add(new Text(text)));
        return new Many(items);
    }
}
