package io.pairwire.l2tpv3tun;

import io.pairwire.l2tp.L2tp;
import io.pairwire.link.Links;
import io.pairwire.netlink.NetlinkException;
import io.pairwire.netlink.Request;
import java.util.List;

/** The kernel of the host that the utility runs on, reached for only when a command needs it. */
public interface LocalKernel {
    /**
     * Returns the kernel's L2TP, having loaded it where it was not there yet.
     *
     * @throws UtilityException where the kernel has none, with what to do
     */
    L2tp l2tp() throws NetlinkException, UtilityException;

    Links links() throws NetlinkException;

    /** Carries out one order of L2TP. */
    void execute(Request order) throws NetlinkException;

    /** Loads modules by name where they are not there yet. What cannot be loaded is for the kernel to tell when it is needed. */
    void load(List<String> modules) throws NetlinkException;
}
