package io.pairwire.libc;

import io.pairwire.netlink.NetlinkException;
import io.pairwire.netlink.Protocol;
import io.pairwire.netlink.Socket;
import io.pairwire.netlink.Sockets;
import java.nio.file.Path;

/** Opens sockets to the running kernel. */
public final class KernelSockets implements Sockets {
    @Override
    public Socket open(Protocol protocol) throws NetlinkException {
        return KernelSocket.open(protocol);
    }

    @Override
    public Sockets within(Path namespace) {
        return new NamespaceSockets(namespace);
    }
}
