package io.pairwire.transaction;

import io.pairwire.exchange.EndProbe;
import io.pairwire.model.HostName;

/**
 * What passed over a pseudowire in one direction.
 *
 * @param small whether short frames did
 * @param full whether long ones did
 */
record Direction(HostName from, EndProbe sender, HostName to, EndProbe receiver, boolean small, boolean full) {
    /**
     * Judges a direction: a frame passed if the far end heard it, and also if it came back, or the far end's did, for echoes pass both
     * ways. So an end that was late, or heard nothing before its time was up, does no harm.
     */
    static Direction of(HostName from, EndProbe sender, HostName to, EndProbe receiver) {
        return new Direction(
                from,
                sender,
                to,
                receiver,
                receiver.heardSmall() || sender.echoedSmall() || receiver.echoedSmall(),
                receiver.heardFull() || sender.echoedFull() || receiver.echoedFull());
    }

    @Override
    public String toString() {
        return from + " -> " + to;
    }
}
