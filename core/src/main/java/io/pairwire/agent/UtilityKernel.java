package io.pairwire.agent;

import io.pairwire.l2tp.L2tp;
import io.pairwire.l2tpv3tun.LocalKernel;
import io.pairwire.l2tpv3tun.UtilityException;
import io.pairwire.link.Links;
import io.pairwire.netlink.NetlinkException;
import io.pairwire.netlink.Request;
import io.pairwire.netlink.Sockets;
import java.io.Closeable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** This host's kernel, as the local utility asks for it. */
final class UtilityKernel implements LocalKernel, Closeable {
    private final Sockets sockets;
    private final Modules modules;
    private @Nullable Kernel kernel;

    UtilityKernel(Sockets sockets, Modules modules) {
        this.sockets = sockets;
        this.modules = modules;
    }

    @Override
    public L2tp l2tp() throws NetlinkException, UtilityException {
        try {
            return kernel().requireL2tp();
        } catch (RefusedException e) {
            throw UtilityException.unfit(
                    String.valueOf(e.getMessage()), e.reply().advice());
        }
    }

    @Override
    public Links links() throws NetlinkException {
        return kernel().links();
    }

    @Override
    public void execute(Request order) throws NetlinkException {
        kernel().generic().execute(order);
    }

    @Override
    public void load(List<String> names) {
        modules.load(names);
    }

    private Kernel kernel() throws NetlinkException {
        Kernel opened = kernel;
        if (opened == null) {
            opened = Kernel.open(sockets, modules);
            kernel = opened;
        }
        return opened;
    }

    @Override
    public void close() throws NetlinkException {
        Kernel opened = kernel;
        kernel = null;
        if (opened != null) {
            opened.close();
        }
    }
}
