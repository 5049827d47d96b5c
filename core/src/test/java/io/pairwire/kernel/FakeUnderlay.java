package io.pairwire.kernel;

import io.pairwire.netlink.Errno;
import io.pairwire.netlink.NetlinkException;
import io.pairwire.probe.FakeWire;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The network between fake kernels, as far as pseudowires are concerned: a frame comes out at the session that its tunnel's and session's
 * IDs, addresses, ports, cookie and sublayer lead to, or nowhere.
 */
public final class FakeUnderlay implements FakeWire.Rule {
    private static final int ETHERNET_OCTETS = 14;

    private final Supplier<Map<String, FakeKernel>> hosts;
    private final Set<String> cut = new HashSet<>();
    private int mostOctets = Integer.MAX_VALUE;

    /** The network between hosts, by their names. */
    public FakeUnderlay(Supplier<Map<String, FakeKernel>> hosts) {
        this.hosts = hosts;
    }

    /** Loses all that one host sends to another. */
    public synchronized void cut(String from, String to) {
        cut.add(from + " " + to);
    }

    /** Loses frames that are longer than so many octets. */
    public synchronized void loseOver(int octets) {
        mostOctets = octets;
    }

    /** Loses nothing any more. */
    public synchronized void mend() {
        cut.clear();
        mostOctets = Integer.MAX_VALUE;
    }

    @Override
    public synchronized Optional<FakeWire.Outlet> outlet(String place, int index, int length) throws NetlinkException {
        FakeKernel kernel = kernel(place);
        FakeLink link = kernel.links.get(index);
        if (link == null) {
            throw NetlinkException.ofCall("sendto", Errno.ENXIO);
        }
        if (!link.up()) {
            throw NetlinkException.ofCall("sendto", Errno.ENETDOWN);
        }
        if (length > link.mtu() + ETHERNET_OCTETS) {
            throw NetlinkException.ofCall("sendto", Errno.EMSGSIZE);
        }
        for (FakeSession session : kernel.sessions()) {
            FakeTunnel tunnel = kernel.tunnels.get(session.tunnelId());
            if (session.interfaceName().equals(link.name()) && tunnel != null && length <= mostOctets) {
                return outlet(place, tunnel, session);
            }
        }
        return Optional.empty();
    }

    private FakeKernel kernel(String place) {
        int slash = place.indexOf('/');
        FakeKernel host = hosts.get().get(slash < 0 ? place : place.substring(0, slash));
        if (host == null) {
            throw new IllegalArgumentException("no host at " + place);
        }
        return slash < 0 ? host : host.namespace(place.substring(slash + 1));
    }

    private Optional<FakeWire.Outlet> outlet(String from, FakeTunnel tunnel, FakeSession session) {
        for (Map.Entry<String, FakeKernel> host : hosts.get().entrySet()) {
            Optional<FakeWire.Outlet> own = outlet(from, tunnel, session, host.getKey(), host.getValue());
            if (own.isPresent()) {
                return own;
            }
            for (Map.Entry<String, FakeKernel> inside :
                    host.getValue().namespaces().entrySet()) {
                Optional<FakeWire.Outlet> there =
                        outlet(from, tunnel, session, host.getKey() + "/" + inside.getKey(), inside.getValue());
                if (there.isPresent()) {
                    return there;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<FakeWire.Outlet> outlet(
            String from, FakeTunnel tunnel, FakeSession session, String to, FakeKernel kernel) {
        if (cut.contains(from + " " + to)) {
            return Optional.empty();
        }
        for (FakeSession far : kernel.sessions()) {
            FakeTunnel farTunnel = kernel.tunnels.get(far.tunnelId());
            Optional<FakeLink> link = kernel.linkByName(far.interfaceName());
            if (farTunnel != null
                    && reaches(tunnel, farTunnel)
                    && far.id() == session.peerId()
                    && far.peerCookie().equals(session.cookie())
                    && far.l2spec() == session.l2spec()
                    && link.filter(FakeLink::up).isPresent()) {
                return link.map(there -> new FakeWire.Outlet(to, there.index()));
            }
        }
        return Optional.empty();
    }

    private static boolean reaches(FakeTunnel tunnel, FakeTunnel far) {
        return tunnel.encapsulation() == far.encapsulation()
                && tunnel.remote().equals(far.local())
                && tunnel.destinationPort() == far.sourcePort()
                && far.remote().equals(tunnel.local())
                && far.destinationPort() == tunnel.sourcePort();
    }
}
