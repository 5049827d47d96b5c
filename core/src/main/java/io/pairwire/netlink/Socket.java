package io.pairwire.netlink;

import java.io.Closeable;
import java.nio.ByteBuffer;

/**
 * A netlink socket that faces the kernel and nobody else: datagrams out, datagrams in.
 *
 * <p>Not safe for use by several threads at once. Every method throws a {@link NetlinkException} with the error of the system
 * call that failed.
 */
public interface Socket extends Closeable {
    /** What {@link #receive} returns when the time is up. */
    int TIMED_OUT = -1;

    /** Returns the address the kernel gave this socket, which its replies carry ({@code nlmsg_pid}). */
    int portId();

    /** Sends what lies between the buffer's position and limit as one datagram, and moves the position to the limit. */
    void send(ByteBuffer datagram) throws NetlinkException;

    /**
     * Receives one datagram into the buffer, from index 0, and makes position 0 and limit the octets received.
     *
     * @param timeoutMillis how long to wait for one; 0 takes only what is there
     * @return the datagram's whole length, which is more than the buffer's capacity when its rest was cut off and is lost
     *     ({@code MSG_TRUNC}); {@link #TIMED_OUT} if none came
     * @throws NetlinkException with {@link Errno#ENOBUFS} once after the kernel dropped messages for want of room
     */
    int receive(ByteBuffer into, int timeoutMillis) throws NetlinkException;

    /** Joins a multicast group, whose messages then arrive too; generic netlink's bear the number of the order that caused them. */
    void join(int group) throws NetlinkException;

    @Override
    void close() throws NetlinkException;
}
