package io.pairwire.transaction;

import java.time.Duration;

/** Who says, with everything applied and verified and nothing confirmed, whether it is to stay. */
public interface LastWord {
    /** Asks whether to keep what was applied; no answer within that time is no. Blocks. */
    boolean keeps(Duration within) throws InterruptedException;
}
