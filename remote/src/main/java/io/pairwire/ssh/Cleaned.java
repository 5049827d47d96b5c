package io.pairwire.ssh;

import java.util.ArrayList;
import java.util.List;

/**
 * What was removed from a host's cache.
 *
 * @param directory the cache
 * @param removed what Pairwire had put there
 * @param others how many things lie there that it had not; they are left, and the directory with them
 */
public record Cleaned(String directory, List<Removed> removed, int others) {
    /** One thing: a jar, or a directory with all in it. */
    public record Removed(String name, long octets) {}

    public Cleaned {
        removed = List.copyOf(removed);
    }

    /** Returns the octets of all of it. */
    public long octets() {
        return removed.stream().mapToLong(Removed::octets).sum();
    }

    static Cleaned of(List<Errand.Note> notes) {
        String directory = "";
        List<Removed> removed = new ArrayList<>();
        int others = 0;
        for (Errand.Note note : notes) {
            switch (note.words().get(0)) {
                case "PLACE" -> directory = note.rest(1);
                case "REMOVED" ->
                    removed.add(new Removed(
                            note.rest(2), Long.parseLong(note.words().get(1))));
                case "LEFT" -> others = Integer.parseInt(note.words().get(1));
                default -> throw new IllegalStateException("a host that is cleaned notes " + note.words());
            }
        }
        return new Cleaned(directory, removed, others);
    }
}
