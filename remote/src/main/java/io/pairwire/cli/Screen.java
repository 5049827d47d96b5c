package io.pairwire.cli;

import java.util.List;

/** The lines at the end of a terminal that change where they stand. */
interface Screen extends AutoCloseable {
    /** Returns how many lines there is room for. */
    int rows();

    /** Returns how many characters a line holds. */
    int columns();

    /** Shows lines in place of those that were shown before. */
    void show(List<String> lines);

    /** Takes away what is shown. */
    @Override
    void close();
}
