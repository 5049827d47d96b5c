package io.pairwire.lab;

import io.pairwire.netlink.Message;
import io.pairwire.netlink.NetlinkException;
import io.pairwire.netlink.Protocol;
import io.pairwire.netlink.Socket;
import io.pairwire.netlink.Sockets;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/** Sockets that count the orders which go over them: the requests that want an acknowledgement. */
record CountedSockets(Sockets sockets, AtomicLong orders) implements Sockets {
    /** Where {@code struct nlmsghdr} has its flags. */
    private static final int FLAGS = 6;

    @Override
    public Socket open(Protocol protocol) throws NetlinkException {
        Socket socket = sockets.open(protocol);
        return new Socket() {
            @Override
            public int portId() {
                return socket.portId();
            }

            @Override
            public void send(ByteBuffer datagram) throws NetlinkException {
                count(datagram.duplicate().order(ByteOrder.nativeOrder()));
                socket.send(datagram);
            }

            @Override
            public int receive(ByteBuffer into, int timeoutMillis) throws NetlinkException {
                return socket.receive(into, timeoutMillis);
            }

            @Override
            public void join(int group) throws NetlinkException {
                socket.join(group);
            }

            @Override
            public void close() throws NetlinkException {
                socket.close();
            }
        };
    }

    private void count(ByteBuffer datagram) {
        for (int at = datagram.position(); at < datagram.limit(); at += Math.max(16, datagram.getInt(at) + 3 & ~3)) {
            if ((datagram.getShort(at + FLAGS) & Message.NLM_F_ACK) != 0) {
                orders.incrementAndGet();
            }
        }
    }

    @Override
    public Sockets within(Path namespace) {
        return new CountedSockets(sockets.within(namespace), orders);
    }
}
