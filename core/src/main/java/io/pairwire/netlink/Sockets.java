package io.pairwire.netlink;

/** Opens sockets: the door to a kernel, or to what stands in for one. */
public interface Sockets {
    /** Returns a new socket, bound in the calling thread's network namespace, with extended and capped acks where the kernel has them. */
    Socket open(Protocol protocol) throws NetlinkException;
}
