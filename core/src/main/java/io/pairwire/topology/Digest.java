package io.pairwire.topology;

/**
 * A digest of names that is the same in every run and on every machine: FNV-1a of 64 bits, its result mixed by the finalizer
 * of SplitMix64, for FNV's last octets hardly reach its high bits. It scatters, and guards against nothing.
 */
final class Digest {
    private static final long OFFSET_BASIS = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private Digest() {}

    /** Returns the state that has taken nothing in. */
    static long start() {
        return OFFSET_BASIS;
    }

    /** Returns the state after a text of ASCII characters, and a zero octet that ends it. */
    static long with(long state, String text) {
        long hash = state;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * PRIME;
        }
        return hash * PRIME;
    }

    /** Returns a number from 0 to below a bound, evenly spread. */
    static int below(int bound, long state) {
        long mixed = state;
        mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        mixed ^= mixed >>> 31;
        return (int) ((mixed >>> 33) % bound);
    }
}
