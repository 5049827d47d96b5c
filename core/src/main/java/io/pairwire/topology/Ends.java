package io.pairwire.topology;

import io.pairwire.model.Side;

/**
 * A number for each end, 32 unsigned bits.
 *
 * @param a 0 where end a has none
 * @param b 0 where end b has none
 */
record Ends(int a, int b) {
    static final Ends NONE = new Ends(0, 0);

    int of(Side side) {
        return side == Side.A ? a : b;
    }

    Ends with(Side side, int number) {
        return side == Side.A ? new Ends(number, b) : new Ends(a, number);
    }

    boolean isEmpty() {
        return a == 0 && b == 0;
    }

    /** Returns both, {@code -} for none. */
    @Override
    public String toString() {
        return text(a) + " " + text(b);
    }

    private static String text(int number) {
        return number == 0 ? "-" : Integer.toUnsignedString(number);
    }
}
