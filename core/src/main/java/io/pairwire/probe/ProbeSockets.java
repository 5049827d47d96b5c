package io.pairwire.probe;

import io.pairwire.netlink.NetlinkException;
import java.nio.file.Path;

/** Opens sockets for probes: the door to a kernel's interfaces, or to what stands in for them. */
public interface ProbeSockets {
    /** Returns a new socket in the calling thread's network namespace. Needs {@code CAP_NET_RAW}. */
    ProbeSocket open() throws NetlinkException;

    /** Returns what opens sockets in another network namespace: that of a file such as {@code /run/netns/NAME}. */
    ProbeSockets within(Path namespace);
}
