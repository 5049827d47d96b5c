package io.pairwire.ssh;

/** Where Java runtimes for hosts without Java come from. Thread-safe. */
public interface Runtimes {
    /**
     * Returns a runtime for a machine: a compressed tar archive whose {@code bin/java} is Java 17 or later. May take its time.
     *
     * @param machine what {@code uname -m} says there
     */
    Parcel forMachine(String machine) throws NotToBeHadException;

    /** Signals that there is none to be had; the message says why. */
    final class NotToBeHadException extends Exception {
        private static final long serialVersionUID = 1;

        private final String next;

        public NotToBeHadException(String why, String next) {
            super(why);
            this.next = next;
        }

        /** Returns what to do about it. */
        String next() {
            return next;
        }
    }
}
