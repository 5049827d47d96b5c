package io.pairwire.libc;

import io.pairwire.netlink.Errno;
import io.pairwire.netlink.NetlinkException;
import io.pairwire.netlink.Protocol;
import io.pairwire.netlink.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A netlink socket of the running kernel.
 *
 * <p>It is connected to the kernel, so that no other process can send it anything. Its receive buffer is large, since an answer that
 * finds no room is lost.
 */
final class KernelSocket implements Socket {
    private static final int AF_NETLINK = 16;
    private static final int SOCK_RAW = 3;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int SOL_SOCKET = 1;
    private static final int SO_RCVBUF = 8;
    private static final int SO_RCVBUFFORCE = 33;
    private static final int SOL_NETLINK = 270;
    private static final int NETLINK_ADD_MEMBERSHIP = 1;
    private static final int NETLINK_CAP_ACK = 10;
    private static final int NETLINK_EXT_ACK = 11;
    private static final int NETLINK_GET_STRICT_CHK = 12;
    private static final int MSG_TRUNC = 0x20;
    private static final int MSG_DONTWAIT = 0x40;
    private static final short POLLIN = 1;

    private static final int RECEIVE_BUFFER_OCTETS = 4 << 20;

    /** The length of {@code struct sockaddr_nl}: family, padding, port, groups. */
    private static final int SOCKADDR_NL_OCTETS = 12;

    private static final int PORT_OFFSET = 4;

    private final int fd;
    private final ByteBuffer scratch = nativeBuffer(SOCKADDR_NL_OCTETS);
    private final ByteBuffer number = nativeBuffer(4);
    private final ByteBuffer pollDescriptor = nativeBuffer(8);
    private int portId;
    private boolean open = true;

    private KernelSocket(int fd) {
        this.fd = fd;
    }

    static KernelSocket open(Protocol protocol) throws NetlinkException {
        KernelSocket socket = new KernelSocket(Libc.socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, protocol.number()));
        try {
            socket.prepare(protocol);
        } catch (NetlinkException e) {
            socket.close();
            throw e;
        }
        return socket;
    }

    private void prepare(Protocol protocol) throws NetlinkException {
        // SO_RCVBUF stops at net.core.rmem_max, which root of the initial user namespace may pass.
        if (!optional(SOL_SOCKET, SO_RCVBUFFORCE, RECEIVE_BUFFER_OCTETS)) {
            optional(SOL_SOCKET, SO_RCVBUF, RECEIVE_BUFFER_OCTETS);
        }
        optional(SOL_NETLINK, NETLINK_CAP_ACK, 1);
        optional(SOL_NETLINK, NETLINK_EXT_ACK, 1);
        if (protocol == Protocol.ROUTE) {
            // Without it the kernel overlooks nonsense in the questions of this protocol.
            optional(SOL_NETLINK, NETLINK_GET_STRICT_CHK, 1);
        }
        scratch.clear();
        scratch.putShort((short) AF_NETLINK)
                .putShort((short) 0)
                .putInt(0)
                .putInt(0)
                .flip();
        Libc.connect(fd, scratch);
        Libc.getsockname(fd, scratch, intOf(SOCKADDR_NL_OCTETS));
        portId = scratch.getInt(PORT_OFFSET);
    }

    @Override
    public int portId() {
        return portId;
    }

    @Override
    public void send(ByteBuffer datagram) throws NetlinkException {
        int sent = Libc.send(fd, datagram, 0);
        if (sent != datagram.remaining()) {
            throw NetlinkException.ofCall("send", Errno.EMSGSIZE);
        }
        datagram.position(datagram.limit());
    }

    @Override
    public int receive(ByteBuffer into, int timeoutMillis) throws NetlinkException {
        into.clear();
        // The kernel answers before send returns, so that there is seldom anything to wait for.
        int length = receiveNow(into);
        while (length == TIMED_OUT && timeoutMillis > 0) {
            if (!isReadableWithin(timeoutMillis)) {
                into.limit(0);
                return TIMED_OUT;
            }
            length = receiveNow(into);
        }
        into.limit(Math.max(0, Math.min(length, into.capacity())));
        return length;
    }

    private int receiveNow(ByteBuffer into) throws NetlinkException {
        while (true) {
            try {
                return Libc.recv(fd, into, MSG_TRUNC | MSG_DONTWAIT);
            } catch (NetlinkException e) {
                if (e.errno() == Errno.EAGAIN) {
                    return TIMED_OUT;
                }
                if (e.errno() != Errno.EINTR) {
                    throw e;
                }
            }
        }
    }

    private boolean isReadableWithin(int timeoutMillis) throws NetlinkException {
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

    @Override
    public void join(int group) throws NetlinkException {
        Libc.setsockopt(fd, SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, intOf(group));
    }

    @Override
    public void close() throws NetlinkException {
        if (open) {
            open = false;
            Libc.close(fd);
        }
    }

    /** Sets an option that a kernel may lack or refuse; returns whether it is set. */
    private boolean optional(int level, int option, int value) throws NetlinkException {
        try {
            Libc.setsockopt(fd, level, option, intOf(value));
            return true;
        } catch (NetlinkException e) {
            if (e.errno() == Errno.ENOPROTOOPT || e.errno() == Errno.EPERM || e.errno() == Errno.EINVAL) {
                return false;
            }
            throw e;
        }
    }

    private ByteBuffer intOf(int value) {
        number.clear();
        number.putInt(value).flip();
        return number;
    }

    private static ByteBuffer nativeBuffer(int octets) {
        return ByteBuffer.allocateDirect(octets).order(ByteOrder.nativeOrder());
    }
}
