package io.pairwire.libc;

import io.pairwire.netlink.Errno;
import io.pairwire.netlink.NetlinkException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A raw socket's file descriptor, with what sockets of all families have: options, a receive buffer, a wait, an end. */
final class OpenSocket {
    /** Tells the length of what arrived, though there was not room for all of it. */
    static final int MSG_TRUNC = 0x20;

    static final int MSG_DONTWAIT = 0x40;

    private static final int SOCK_RAW = 3;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int SOL_SOCKET = 1;
    private static final int SO_RCVBUF = 8;
    private static final int SO_RCVBUFFORCE = 33;
    private static final short POLLIN = 1;

    private final int fd;
    private final ByteBuffer number = nativeBuffer(4);
    private final ByteBuffer pollDescriptor = nativeBuffer(8);
    private boolean open = true;

    private OpenSocket(int fd) {
        this.fd = fd;
    }

    static OpenSocket of(int family, int protocol) throws NetlinkException {
        return new OpenSocket(Libc.socket(family, SOCK_RAW | SOCK_CLOEXEC, protocol));
    }

    int fd() {
        return fd;
    }

    /** Asks for a receive buffer of so many octets, or as many as there may be. */
    void receiveBuffer(int octets) throws NetlinkException {
        // SO_RCVBUF stops at net.core.rmem_max, which root of the initial user namespace may pass.
        if (!optional(SOL_SOCKET, SO_RCVBUFFORCE, octets)) {
            optional(SOL_SOCKET, SO_RCVBUF, octets);
        }
    }

    void option(int level, int option, int value) throws NetlinkException {
        number.clear();
        number.putInt(value).flip();
        Libc.setsockopt(fd, level, option, number);
    }

    /** Sets an option that a kernel may lack or refuse; returns whether it is set. */
    boolean optional(int level, int option, int value) throws NetlinkException {
        try {
            option(level, option, value);
            return true;
        } catch (NetlinkException e) {
            if (e.errno() == Errno.ENOPROTOOPT || e.errno() == Errno.EPERM || e.errno() == Errno.EINVAL) {
                return false;
            }
            throw e;
        }
    }

    /** Waits until there is something to receive; a signal may end that before. */
    boolean isReadableWithin(int timeoutMillis) throws NetlinkException {
        pollDescriptor.clear();
        pollDescriptor.putInt(fd).putShort(POLLIN).putShort((short) 0).flip();
        try {
            return Libc.poll(pollDescriptor, timeoutMillis) > 0;
        } catch (NetlinkException e) {
            if (e.errno() == Errno.EINTR) {
                return true;
            }
            throw e;
        }
    }

    /** Ends the socket, the first time that it is told to. */
    void close() throws NetlinkException {
        if (open) {
            open = false;
            Libc.close(fd);
        }
    }

    static ByteBuffer nativeBuffer(int octets) {
        return ByteBuffer.allocateDirect(octets).order(ByteOrder.nativeOrder());
    }
}
