package io.pairwire.topology;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A lock file as it is written: one line a holder.
 *
 * <p>Lines are in the order of their holders' digests, and between them stand 256 lines that are always there. So two
 * people's additions are nearly never neighbours, even in a short file, and git merges them by itself.
 */
final class LockText {
    static final String VERSION = "version";
    static final String TOPOLOGY = "topology";
    static final String ALLOCATED = "allocated";
    /** The one form of lock file that there is so far. */
    static final String THIS_VERSION = "1";

    private static final int SHELVES = 256;
    private static final String HEAD = """
            # What the topology file leaves out, allocated once. Written by 'pairwire lock' and 'pairwire apply'; commit it.
            # Values are of end a, then of end b; '-' where the topology file has it, or needs none.
            # Where git reports a conflict here, keep both sides' lines: their order does not matter.
            """;

    private LockText() {}

    /** A holder with its place. */
    private record Shelved(int shelf, Holder holder) {
        static Shelved of(Holder holder) {
            return new Shelved(
                    Digest.below(
                            SHELVES,
                            Digest.with(
                                    Digest.with(Digest.start(), holder.kind().toString()), holder.name())),
                    holder);
        }
    }

    static String of(Lock lock) {
        List<Shelved> sorted = new ArrayList<>(lock.holdings().size());
        lock.holdings().keySet().forEach(holder -> sorted.add(Shelved.of(holder)));
        sorted.sort(Comparator.comparingInt(Shelved::shelf).thenComparing(Shelved::holder));
        StringBuilder text = new StringBuilder(HEAD);
        text.append(VERSION + ": " + THIS_VERSION + "\n");
        text.append(TOPOLOGY + ": ").append(lock.topology()).append('\n');
        text.append(ALLOCATED + ":\n");
        int next = 0;
        for (int shelf = 0; shelf < SHELVES; shelf++) {
            text.append(String.format("# %02x\n", shelf));
            for (; next < sorted.size() && sorted.get(next).shelf == shelf; next++) {
                Holder holder = sorted.get(next).holder;
                text.append("  ")
                        .append(holder)
                        .append(": ")
                        .append(lock.holdings().get(holder))
                        .append('\n');
            }
        }
        return text.toString();
    }
}
