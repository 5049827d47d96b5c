package io.pairwire.playbook;

import io.pairwire.inventory.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A part of a condition.
 *
 * @see ConditionParser
 */
interface Expression {
    /** What people, and {@code -e}, write for true and false. */
    Map<String, Boolean> TRUTHS = Map.of(
            "true", true, "false", false, "yes", true, "no", false, "on", true, "off", false, "True", true, "False",
            false);

    /** Signals that something cannot be asked of a value; it may be parsed, and is found out later. */
    final class Fault extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final int at;

        Fault(int at, String message) {
            super(message, null, false, false);
            this.at = at;
        }

        /** Returns where in the condition's text. */
        int at() {
            return at;
        }
    }

    /** Returns where it begins in the condition's text. */
    int at();

    /** Returns what it is, as far as is known. */
    Word.Kind kind();

    Value value(Subject subject);

    static boolean truth(Expression of, Subject subject) {
        Value value = of.value(subject);
        if (value instanceof Value.Truth truth) {
            return truth.holds();
        }
        Boolean written = value.text().map(TRUTHS::get).orElse(null);
        if (written == null) {
            throw new Fault(of.at(), "this is " + value.kind() + ", and neither true nor false");
        }
        return written;
    }

    /** A value that is written, or a variable of the play's. */
    record Constant(int at, Word.Kind kind, Value constant) implements Expression {
        @Override
        public Value value(Subject subject) {
            return constant;
        }
    }

    /** Something of the pseudowire, of an end, or of the end's host. */
    record Asked(int at, Word.Kind kind, Function<Subject, Value> answer) implements Expression {
        @Override
        public Value value(Subject subject) {
            return answer.apply(subject);
        }
    }

    /** A list that is written. */
    record Written(int at, List<Expression> items) implements Expression {
        @Override
        public Word.Kind kind() {
            return Word.Kind.LIST;
        }

        @Override
        public Value value(Subject subject) {
            List<Value> values = new ArrayList<>();
            items.forEach(item -> values.add(item.value(subject)));
            return new Value.Many(values);
        }
    }

    /** {@code not}. */
    record Not(int at, Expression inner) implements Truth {
        @Override
        public boolean holds(Subject subject) {
            return !truth(inner, subject);
        }
    }

    /** {@code and}, or {@code or}. */
    record Joined(Expression left, boolean both, Expression right) implements Truth {
        @Override
        public int at() {
            return left.at();
        }

        @Override
        public boolean holds(Subject subject) {
            boolean first = truth(left, subject);
            return both ? first && truth(right, subject) : first || truth(right, subject);
        }
    }

    /** {@code ==} or {@code !=}. */
    record Equal(Expression left, boolean wanted, Expression right) implements Truth {
        @Override
        public int at() {
            return left.at();
        }

        @Override
        public boolean holds(Subject subject) {
            return same(left.value(subject), right.value(subject)) == wanted;
        }
    }

    /** {@code in}. */
    record In(Expression item, Expression list) implements Truth {
        @Override
        public int at() {
            return item.at();
        }

        @Override
        public boolean holds(Subject subject) {
            Value wanted = item.value(subject);
            if (list.value(subject) instanceof Value.Many many) {
                return many.items().stream().anyMatch(each -> same(each, wanted));
            }
            throw new Fault(list.at(), "this is " + list.value(subject).kind() + ", and no list");
        }
    }

    /** {@code <} and the like. */
    record Ordered(Expression left, String operator, Expression right) implements Truth {
        @Override
        public int at() {
            return left.at();
        }

        @Override
        public boolean holds(Subject subject) {
            int compared = number(left, subject).compareTo(number(right, subject));
            return switch (operator) {
                case "<" -> compared < 0;
                case "<=" -> compared <= 0;
                case ">" -> compared > 0;
                default -> compared >= 0;
            };
        }

        private static BigInteger number(Expression of, Subject subject) {
            Value value = of.value(subject);
            return value.text()
                    .filter(text -> text.matches("-?[0-9]{1,30}"))
                    .map(BigInteger::new)
                    .orElseThrow(() -> new Fault(of.at(), "this is " + value.kind() + ", and no whole number"));
        }
    }

    /** {@code is defined}. */
    record Defined(Expression inner) implements Truth {
        @Override
        public int at() {
            return inner.at();
        }

        @Override
        public boolean holds(Subject subject) {
            return !(inner.value(subject) instanceof Value.Nothing);
        }
    }

    /** What is true or false. */
    interface Truth extends Expression {
        boolean holds(Subject subject);

        @Override
        default Word.Kind kind() {
            return Word.Kind.TRUTH;
        }

        @Override
        default Value value(Subject subject) {
            return new Value.Truth(holds(subject));
        }
    }

    private static boolean same(Value one, Value other) {
        if (one instanceof Value.Many many && other instanceof Value.Many others) {
            return texts(many).equals(texts(others));
        }
        Optional<String> text = one.text().map(known -> Condition.canonical(one));
        return text.isPresent() && text.equals(other.text().map(known -> Condition.canonical(other)));
    }

    private static List<String> texts(Value.Many many) {
        return many.items().stream().map(Condition::canonical).toList();
    }
}
