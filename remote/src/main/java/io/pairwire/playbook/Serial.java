package io.pairwire.playbook;

import java.util.ArrayList;
import java.util.List;

/** {@code serial}: how many pseudowires each batch has; the last size repeats. Without sizes all are one batch. */
public record Serial(List<Size> sizes) {
    /** All at once. */
    public static final Serial ALL = new Serial(List.of());

    private static final int WHOLE = 100;

    public Serial {
        sizes = List.copyOf(sizes);
    }

    /**
     * A batch's size.
     *
     * @param number of pseudowires, or per cent of those of the play
     */
    public record Size(int number, boolean percent) {
        public Size {
            if (number < 1 || (percent && number > WHOLE)) {
                throw new IllegalArgumentException("a batch has at least one pseudowire, and at most all");
            }
        }

        /** Returns how many of so many; one at least, as Ansible has it. */
        int of(int all) {
            return percent ? Math.max(1, (int) ((long) number * all / WHOLE)) : number;
        }
    }

    /** Returns the batches of a list. */
    <T> List<List<T>> batches(List<T> all) {
        List<List<T>> batches = new ArrayList<>();
        int at = 0;
        while (at < all.size()) {
            int size = sizes.isEmpty()
                    ? all.size()
                    : sizes.get(Math.min(batches.size(), sizes.size() - 1)).of(all.size());
            int end = (int) Math.min(all.size(), (long) at + size);
            batches.add(List.copyOf(all.subList(at, end)));
            at = end;
        }
        return batches;
    }
}
