package io.pairwire.playbook;

import io.pairwire.inventory.Value;
import io.pairwire.yaml.Position;
import java.util.function.IntFunction;

/** A {@code when}: parsed when it was read, to be decided of each pseudowire. Nothing in it is ever run as code. */
public final class Condition {
    private final String text;
    private final Expression expression;
    private final IntFunction<Position> places;

    Condition(String text, Expression expression, IntFunction<Position> places) {
        this.text = text;
        this.expression = expression;
        this.places = places;
    }

    /** Signals that a condition asks of a value what cannot be asked of it. */
    static final class Unanswerable extends Exception {
        private static final long serialVersionUID = 1;

        private final transient Position at;

        Unanswerable(String message, Position at) {
            super(message, null, false, false);
            this.at = at;
        }

        Position at() {
            return at;
        }
    }

    boolean holds(Subject subject) throws Unanswerable {
        try {
            return Expression.truth(expression, subject);
        } catch (Expression.Fault e) {
            throw new Unanswerable(String.valueOf(e.getMessage()), places.apply(e.at()));
        }
    }

    /** Returns it as it was written. */
    @Override
    public String toString() {
        return text;
    }

    /** Returns the text by which values are compared: {@code true} for what is true, the digits of a number. */
    static String canonical(Value value) {
        return value instanceof Value.Truth truth
                ? String.valueOf(truth.holds())
                : value.text().orElse("");
    }
}
