package io.pairwire.agent;

import io.pairwire.netlink.Errno;
import io.pairwire.netlink.NetlinkException;
import io.pairwire.netlink.Protocol;
import io.pairwire.netlink.Socket;
import io.pairwire.netlink.Sockets;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** A kernel whose caller can be killed: from then on nothing that it sends gets through, as with a process that is no more. */
public final class MortalKernel implements Sockets {
    private final Sockets kernel;
    private volatile boolean killed;

    public MortalKernel(Sockets kernel) {
        this.kernel = kernel;
    }

    /** Kills whoever speaks over these sockets. */
    public void kill() {
        killed = true;
    }

    @Override
    public Sockets within(Path namespace) {
        Sockets there = kernel.within(namespace);
        return new Sockets() {
            @Override
            public Socket open(Protocol protocol) throws NetlinkException {
                return mortal(there.open(protocol));
            }

            @Override
            public Sockets within(Path other) {
                return MortalKernel.this.within(other);
            }
        };
    }

    @Override
    public Socket open(Protocol protocol) throws NetlinkException {
        return mortal(kernel.open(protocol));
    }

    private Socket mortal(Socket socket) {
        return new Socket() {
            @Override
            public int portId() {
                return socket.portId();
            }

            @Override
            public void send(ByteBuffer datagram) throws NetlinkException {
                if (killed) {
                    throw NetlinkException.ofCall("send", Errno.EBADF);
                }
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
}
