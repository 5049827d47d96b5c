package io.pairwire.netlink;

/** What a batch does after a request that was not done. */
public enum OnRefusal {
    /** Sends the rest all the same: the requests stand each for itself. */
    CONTINUE,
    /** Sends none after it. Slower: each request waits for the answer to the one before. */
    STOP
}
