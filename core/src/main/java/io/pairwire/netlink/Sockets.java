package io.pairwire.netlink;

import java.nio.file.Path;

/** Opens sockets: the door to a kernel, or to what stands in for one. */
public interface Sockets {
    /** Returns a new socket, bound in the calling thread's network namespace, with extended and capped acks where the kernel has them. */
    Socket open(Protocol protocol) throws NetlinkException;

    /** Returns what opens sockets bound in another network namespace: that of a file such as {@code /run/netns/NAME}. */
    Sockets within(Path namespace);
}
