package io.pairwire.agent;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The files that an agent keeps on its host, each a text that only root reads, in directories that only root enters.
 *
 * <p>What a method has returned from is on the disk. What it has thrown from is as it was, as far as any file shows it, except where
 * the machine or the process ended meanwhile, or a {@link #log} found no more room: then an addition may have come half through.
 */
interface Disk {
    /** Returns what a file says; empty where there is none. */
    Optional<String> read(Path file) throws IOException;

    /** Makes sure that there is room for a text in a file's place, by writing it beside; the file says what it said. */
    void reserve(Path file, String text) throws IOException;

    /** Puts a text in a file's place, whole: nobody ever reads half of it. What was reserved for the file is used up. */
    void replace(Path file, String text) throws IOException;

    /** Adds a text to a file's end, making the file if there is none. */
    void append(Path file, String text) throws IOException;

    /**
     * Adds whole lines to a file's end, making the file if there is none, as {@link #append} does; but others may do so at the same time, nothing that
     * stands there is ever touched, and where a line was cut off the next begins after it, on its own.
     */
    void log(Path file, String lines) throws IOException;

    /** Takes a file away, and what is reserved for it; where there is none, does nothing. */
    void delete(Path file) throws IOException;

    /** Gives back what is reserved for a file. */
    void release(Path file) throws IOException;
}
