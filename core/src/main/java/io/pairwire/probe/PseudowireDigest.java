package io.pairwire.probe;

import io.pairwire.model.PseudowireName;
import io.pairwire.model.TopologyName;
import java.nio.charset.StandardCharsets;

/** Eight octets that stand for a topology's pseudowire in a frame: FNV-1a of 64 bits over {@code topology/pseudowire}. */
final class PseudowireDigest {
    private static final long OFFSET_BASIS = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private PseudowireDigest() {}

    /** Returns the same at both ends. It guards against frames that went astray, not against malice, which would need the nonce. */
    static long of(TopologyName topology, PseudowireName pseudowire) {
        long hash = OFFSET_BASIS;
        for (byte octet : (topology + "/" + pseudowire).getBytes(StandardCharsets.US_ASCII)) {
            hash = (hash ^ (octet & 0xff)) * PRIME;
        }
        return hash;
    }
}
