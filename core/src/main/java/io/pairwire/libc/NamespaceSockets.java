package io.pairwire.libc;

import io.pairwire.netlink.NetlinkException;
import io.pairwire.netlink.Protocol;
import io.pairwire.netlink.Socket;
import io.pairwire.netlink.Sockets;
import java.nio.file.Path;

/** Opens sockets to the running kernel in a network namespace of its own. */
final class NamespaceSockets implements Sockets {
    private final NetworkNamespace namespace;

    NamespaceSockets(Path namespace) {
        this.namespace = new NetworkNamespace(namespace);
    }

    @Override
    public Socket open(Protocol protocol) throws NetlinkException {
        return namespace.open(() -> KernelSocket.open(protocol));
    }

    @Override
    public Sockets within(Path other) {
        return new NamespaceSockets(other);
    }
}
