package io.pairwire.agent;

import io.pairwire.exchange.Reply;
import io.pairwire.l2tp.L2tp;
import io.pairwire.link.Links;
import io.pairwire.netlink.Connection;
import io.pairwire.netlink.Errno;
import io.pairwire.netlink.NetlinkException;
import io.pairwire.netlink.Protocol;
import io.pairwire.netlink.Sockets;
import java.io.Closeable;
import java.util.List;
import java.util.Optional;

/** The two conversations with this host's kernel: about L2TP, and about links. */
final class Kernel implements Closeable {
    private static final String FAMILY_MODULE = "l2tp_netlink";

    private final Connection generic;
    private final Connection route;
    private final Links links;
    private final Modules modules;
    private Optional<L2tp> found = Optional.empty();

    private Kernel(Connection generic, Connection route, Modules modules) {
        this.generic = generic;
        this.route = route;
        this.links = new Links(route);
        this.modules = modules;
    }

    static Kernel open(Sockets sockets, Modules modules) throws NetlinkException {
        Connection generic = Connection.over(sockets.open(Protocol.GENERIC));
        try {
            return new Kernel(generic, Connection.over(sockets.open(Protocol.ROUTE)), modules);
        } catch (NetlinkException e) {
            generic.close();
            throw e;
        }
    }

    Connection generic() {
        return generic;
    }

    Connection route() {
        return route;
    }

    /** Returns how many requests that change something were sent so far. */
    long writes() {
        return generic.writesSent() + route.writesSent();
    }

    Links links() {
        return links;
    }

    Modules modules() {
        return modules;
    }

    /** Returns the kernel's L2TP, where it has it by now: what was not there may have been loaded since by others. */
    Optional<L2tp> l2tp() throws NetlinkException {
        if (found.isEmpty()) {
            found = L2tp.open(generic);
        }
        return found;
    }

    /** Makes sure that the kernel has L2TP or could have it, loading nothing that the kernel does not load by itself. */
    void requireLoadable() throws NetlinkException, RefusedException {
        if (l2tp().isEmpty() && !modules.canLoad(FAMILY_MODULE)) {
            throw noL2tp();
        }
    }

    /** Returns the kernel's L2TP, loading it where it is not there yet. */
    L2tp requireL2tp() throws NetlinkException, RefusedException {
        if (l2tp().isEmpty()) {
            modules.load(List.of(FAMILY_MODULE));
        }
        return l2tp().orElseThrow(this::noL2tp);
    }

    private RefusedException noL2tp() {
        String release = System.getProperty("os.version", "");
        String complaint = modules.complaint();
        String advice;
        if (complaint.contains("not found")) {
            advice =
                    "this kernel has no L2TP modules installed: on Debian install linux-image-amd64 and boot it (a cloud image's"
                            + " kernel may lack them), on Ubuntu linux-modules-extra-" + release
                            + ", on RHEL and Fedora kernel-modules-extra";
        } else if (complaint.contains("not permitted")) {
            advice = "the agent must run as root, in the host itself and not in a container, to load kernel modules";
        } else {
            advice = "run 'modprobe " + FAMILY_MODULE
                    + "' on the host and mend what it says; look for 'install' and 'blacklist'"
                    + " lines in /etc/modprobe.d";
        }
        return new RefusedException(
                Reply.Refused.Why.UNFIT,
                "the kernel (" + release + ") has no L2TP: module " + FAMILY_MODULE + " cannot be loaded"
                        + (complaint.isEmpty() ? "" : " (" + complaint + ")"),
                advice);
    }

    /** Returns what a failure to ask the kernel means to the person who asked us. */
    static RefusedException unfit(NetlinkException e) {
        String advice = e.errno() == Errno.EPERM
                ? "log in as root: even to look at L2TP the kernel demands CAP_NET_ADMIN"
                : e.advice().orElse("");
        return new RefusedException(Reply.Refused.Why.UNFIT, String.valueOf(e.getMessage()), advice);
    }

    @Override
    public void close() throws NetlinkException {
        try (route) {
            generic.close();
        }
    }
}
