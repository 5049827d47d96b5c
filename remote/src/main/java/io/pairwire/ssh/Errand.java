package io.pairwire.ssh;

import java.util.List;

/**
 * Something to be done on a host that takes no agent, and no Java.
 *
 * @param task what
 * @param check whether to say only what would be done
 * @param asLogin whether to do it as whoever logs in, with what that one may
 */
record Errand(Bootstrap.Task task, boolean check, boolean asLogin) {
    /**
     * What a host noted in the course of it.
     *
     * @param words the first line, word by word
     * @param why may span lines
     * @param next what to do about it; may be empty
     */
    record Note(List<String> words, String why, String next) {
        Note {
            words = List.copyOf(words);
        }

        /** Returns all but the first of its words as one. */
        String rest(int from) {
            return String.join(" ", words.subList(Math.min(from, words.size()), words.size()));
        }
    }
}
