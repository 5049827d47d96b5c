package io.pairwire.agent;

import java.io.Closeable;
import java.nio.file.Path;

/** Locks that one process at a time holds, and that are free when their holder is dead. */
interface Locks {
    /** A lock that is held until it is closed. */
    interface Held extends Closeable {}

    /**
     * Takes a lock.
     *
     * @param holder who takes it, for whoever is refused meanwhile; one line
     * @throws RefusedException where another holds it, with that one's words
     */
    Held take(Path file, String holder) throws RefusedException;
}
