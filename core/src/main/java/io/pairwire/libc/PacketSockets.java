package io.pairwire.libc;

import io.pairwire.netlink.NetlinkException;
import io.pairwire.probe.ProbeSocket;
import io.pairwire.probe.ProbeSockets;
import java.nio.file.Path;
import java.util.Optional;

/** Opens packet sockets of the running kernel. */
public final class PacketSockets implements ProbeSockets {
    private final Optional<NetworkNamespace> namespace;

    /** Opens them where the calling thread is. */
    public PacketSockets() {
        this(Optional.empty());
    }

    private PacketSockets(Optional<NetworkNamespace> namespace) {
        this.namespace = namespace;
    }

    @Override
    public ProbeSocket open() throws NetlinkException {
        return namespace.isPresent() ? namespace.get().open(PacketSocket::open) : PacketSocket.open();
    }

    @Override
    public ProbeSockets within(Path other) {
        return new PacketSockets(Optional.of(new NetworkNamespace(other)));
    }
}
