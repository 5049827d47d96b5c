package io.pairwire.probe;

import io.pairwire.model.MacAddress;
import io.pairwire.model.PseudowireName;
import io.pairwire.model.Side;

/**
 * One end of a pseudowire, as it is probed.
 *
 * @param side which of the two ends this is
 * @param index the kernel's number for its interface
 * @param mtu the interface's
 * @param mac the interface's, which frames come from: a bridge that it is a port of learns nothing new
 */
public record Target(PseudowireName pseudowire, Side side, int index, int mtu, MacAddress mac) {}
