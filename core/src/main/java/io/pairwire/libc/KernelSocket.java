package io.pairwire.libc;

import io.pairwire.netlink.Errno;
import io.pairwire.netlink.NetlinkException;
import io.pairwire.netlink.Protocol;
import io.pairwire.netlink.Socket;
import java.nio.ByteBuffer;

/**
 * A netlink socket of the running kernel.
 *
 * <p>It is connected to the kernel, so that no other process can send it anything. Its receive buffer is large, since an answer that
 * finds no room is lost.
 */
final class KernelSocket implements Socket {
    private static final int AF_NETLINK = 16;
    private static final int SOL_NETLINK = 270;
    private static final int NETLINK_ADD_MEMBERSHIP = 1;
    private static final int NETLINK_CAP_ACK = 10;
    private static final int NETLINK_EXT_ACK = 11;
    private static final int NETLINK_GET_STRICT_CHK = 12;

    private static final int RECEIVE_BUFFER_OCTETS = 4 << 20;

    /** The length of {@code struct sockaddr_nl}: family, padding, port, groups. */
    private static final int SOCKADDR_NL_OCTETS = 12;

    private static final int PORT_OFFSET = 4;

    private final OpenSocket socket;
    private final ByteBuffer scratch = OpenSocket.nativeBuffer(SOCKADDR_NL_OCTETS);
    private int portId;

    private KernelSocket(OpenSocket socket) {
        this.socket = socket;
    }

    static KernelSocket open(Protocol protocol) throws NetlinkException {
        KernelSocket socket = new KernelSocket(OpenSocket.of(AF_NETLINK, protocol.number()));
        try {
            socket.prepare(protocol);
        } catch (NetlinkException e) {
            socket.close();
            throw e;
        }
        return socket;
    }

    private void prepare(Protocol protocol) throws NetlinkException {
        socket.receiveBuffer(RECEIVE_BUFFER_OCTETS);
        socket.optional(SOL_NETLINK, NETLINK_CAP_ACK, 1);
        socket.optional(SOL_NETLINK, NETLINK_EXT_ACK, 1);
        if (protocol == Protocol.ROUTE) {
            // Without it the kernel overlooks nonsense in the questions of this protocol.
            socket.optional(SOL_NETLINK, NETLINK_GET_STRICT_CHK, 1);
        }
        scratch.clear();
        scratch.putShort((short) AF_NETLINK)
                .putShort((short) 0)
                .putInt(0)
                .putInt(0)
                .flip();
        Libc.connect(socket.fd(), scratch);
        ByteBuffer length = OpenSocket.nativeBuffer(4);
        length.putInt(SOCKADDR_NL_OCTETS).flip();
        Libc.getsockname(socket.fd(), scratch, length);
        portId = scratch.getInt(PORT_OFFSET);
    }

    @Override
    public int portId() {
        return portId;
    }

    @Override
    public void send(ByteBuffer datagram) throws NetlinkException {
        int sent = Libc.send(socket.fd(), datagram, 0);
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
            if (!socket.isReadableWithin(timeoutMillis)) {
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
                return Libc.recv(socket.fd(), into, OpenSocket.MSG_TRUNC | OpenSocket.MSG_DONTWAIT);
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

    @Override
    public void join(int group) throws NetlinkException {
        socket.option(SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, group);
    }

    @Override
    public void close() throws NetlinkException {
        socket.close();
    }
}
