package io.pairwire.reconcile;

/** What became of an action. */
public sealed interface Outcome {
    /** Done, as the kernel acknowledged it. */
    record Applied(Action action) implements Outcome {}

    /** The kernel refused it. */
    record Refused(Action action, String errno, String message) implements Outcome {}

    /** Nobody tried, for an action that it needs was refused. */
    record NotTried(Action action) implements Outcome {}

    /** Returns the action. */
    Action action();
}
