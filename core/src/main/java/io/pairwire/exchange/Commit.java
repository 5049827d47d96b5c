package io.pairwire.exchange;

/**
 * The commit that the files of a run were of.
 *
 * @param id in hexadecimal digits
 * @param dirty whether one of the files is not as the commit has it
 */
public record Commit(String id, boolean dirty) {
    public Commit {
        if (!id.matches("[0-9a-f]{40}|[0-9a-f]{64}")) {
            throw new IllegalArgumentException("a commit is 40 or 64 hexadecimal digits");
        }
    }
}
