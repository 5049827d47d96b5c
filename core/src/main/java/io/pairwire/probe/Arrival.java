package io.pairwire.probe;

/**
 * A frame that came in.
 *
 * @param index the kernel's number for the interface that it came in at
 * @param length how many octets all of it had, which may be more than were kept
 */
public record Arrival(int index, int length) {}
