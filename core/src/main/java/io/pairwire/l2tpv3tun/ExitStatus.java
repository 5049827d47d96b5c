package io.pairwire.l2tpv3tun;

/** How a run of the utility ended, as scripts see it; the numbers are those of {@code pairwire} itself. The gravest is the last. */
enum ExitStatus {
    DONE(0),
    /** The words are not the grammar's. */
    USAGE(5),
    /** The grammar's words, with values that make no sense: the kernel was not asked. */
    INVALID_INPUT(3),
    /** This host has no L2TP, or not for us. */
    UNFIT(4),
    /** The kernel refuses, or what it carries stands in the way: nothing was changed. */
    REFUSED(8),
    /** The kernel began to delete, and what was deleted stayed beyond all patience. */
    UNFINISHED(9),
    INTERNAL_ERROR(1);

    private final int number;

    ExitStatus(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    /** Returns the graver of this and another. */
    ExitStatus or(ExitStatus other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
