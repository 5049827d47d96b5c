package io.pairwire.probe;

import io.pairwire.netlink.NetlinkException;
import java.io.Closeable;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A socket over all interfaces of a network namespace, for frames of our EtherType: whole Ethernet frames out, whole ones in.
 *
 * <p>One thread may send while another receives; more than one of a kind may not. Every method throws a {@link NetlinkException} with the
 * error of the system call that failed.
 */
public interface ProbeSocket extends Closeable {
    /**
     * Sends what lies between the buffer's position and limit as one frame, and does not wait for room.
     *
     * @param index the kernel's number for the interface
     */
    void send(int index, ByteBuffer frame) throws NetlinkException;

    /**
     * Receives one frame's beginning into the buffer, from index 0, and makes position 0 and limit what there is of it. Frames that this
     * host sends itself are not seen.
     *
     * @param timeoutMillis how long to wait for one
     * @return nothing if none came
     */
    Optional<Arrival> receive(ByteBuffer into, int timeoutMillis) throws NetlinkException;

    @Override
    void close() throws NetlinkException;
}
