package io.pairwire.transaction;

import java.util.List;
import java.util.function.Supplier;

/** Who looks on while pseudowires change. */
public interface Watch {
    /** Nobody. */
    Watch NONE = now -> {};

    /**
     * Something may have moved, or a little time has passed. Called by the thread that decides, and often: it must not take long.
     *
     * @param now tells how far every transaction is, for who wants to know it this time
     */
    void look(Supplier<List<Progress>> now);
}
