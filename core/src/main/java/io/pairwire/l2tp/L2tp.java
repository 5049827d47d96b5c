package io.pairwire.l2tp;

import io.pairwire.model.InterfaceName;
import io.pairwire.model.SessionId;
import io.pairwire.model.SessionSpec;
import io.pairwire.model.TunnelId;
import io.pairwire.model.TunnelSpec;
import io.pairwire.netlink.Connection;
import io.pairwire.netlink.Errno;
import io.pairwire.netlink.GenericFamily;
import io.pairwire.netlink.GenericNetlink;
import io.pairwire.netlink.NetlinkException;
import io.pairwire.netlink.Payload;
import io.pairwire.netlink.Request;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The kernel's L2TP over one generic netlink connection.
 *
 * <p>Questions are answered at once. Orders are values for {@link Connection#executeAll}: a tunnel's before its sessions'. Even questions
 * need {@code CAP_NET_ADMIN}.
 */
public final class L2tp {
    /** The family's name, and that of its multicast group. */
    public static final String FAMILY = "l2tp";

    private final Connection connection;
    private final GenericFamily family;
    private final Orders orders;

    private L2tp(Connection connection, GenericFamily family) {
        this.connection = connection;
        this.family = family;
        this.orders = new Orders(family);
    }

    /** Returns the kernel's L2TP, which this may load; or nothing if the kernel has none, or may not load it ({@code l2tp_netlink}). */
    public static Optional<L2tp> open(Connection connection) throws NetlinkException {
        Optional<GenericFamily> family = GenericNetlink.family(connection, FAMILY);
        return family.isPresent() ? Optional.of(new L2tp(connection, family.get())) : Optional.empty();
    }

    /** Returns every tunnel of the network namespace, of whatever version and maker. */
    public List<TunnelState> tunnels() throws NetlinkException {
        return connection.dump(dumpOf("l2tp TUNNEL_GET", Attribute.L2TP_CMD_TUNNEL_GET), TunnelDecoder.INSTANCE);
    }

    /**
     * Returns every session of the network namespace that the kernel tells of. Since Linux 6.11 a UDP tunnel can hold several sessions
     * of one ID, of which it tells one.
     */
    public List<SessionState> sessions() throws NetlinkException {
        return connection.dump(dumpOf("l2tp SESSION_GET", Attribute.L2TP_CMD_SESSION_GET), SessionDecoder.INSTANCE);
    }

    /** Returns one tunnel, or nothing if there is none of that ID. */
    public Optional<TunnelState> tunnel(TunnelId tunnelId) throws NetlinkException {
        Payload payload = Payload.generic(Attribute.L2TP_CMD_TUNNEL_GET, family.version())
                .s32(Attribute.L2TP_ATTR_CONN_ID, tunnelId.bits());
        Request question = Request.get("l2tp TUNNEL_GET", "tunnel " + tunnelId, family.id(), payload, L2tpMeanings.GET);
        try {
            return connection.get(question, TunnelDecoder.INSTANCE);
        } catch (NetlinkException e) {
            return emptyIfGone(e);
        }
    }

    /**
     * Returns one session, or nothing if that tunnel has none of that ID. The kernel's answer is checked: since Linux 6.11 it finds
     * sessions of other tunnels too.
     */
    public Optional<SessionState> session(TunnelId tunnelId, SessionId sessionId) throws NetlinkException {
        Payload payload = Payload.generic(Attribute.L2TP_CMD_SESSION_GET, family.version())
                .s32(Attribute.L2TP_ATTR_CONN_ID, tunnelId.bits())
                .s32(Attribute.L2TP_ATTR_SESSION_ID, sessionId.bits());
        String subject = Orders.nameOf(tunnelId, sessionId);
        Request question = Request.get("l2tp SESSION_GET", subject, family.id(), payload, L2tpMeanings.GET);
        try {
            Optional<SessionState> found = connection.get(question, SessionDecoder.INSTANCE);
            return found.isPresent() && found.get().rawTunnelId() == tunnelId.bits() ? found : Optional.empty();
        } catch (NetlinkException e) {
            return emptyIfGone(e);
        }
    }

    /** Returns the order that makes an unmanaged tunnel: static, alive until it is deleted. */
    public Request createTunnel(TunnelSpec tunnel) {
        return orders.createTunnel(tunnel);
    }

    /**
     * Returns the order that makes an Ethernet session and its interface, which comes down and with an MTU of the kernel's choice.
     *
     * <p>Success does not mean that the ID was free: since Linux 6.11 a UDP tunnel takes one ID many times. Look first.
     */
    public Request createSession(SessionSpec session, InterfaceName interfaceName) {
        return orders.createSession(session, Optional.of(interfaceName));
    }

    /** Returns the same order, by which the kernel names the interface: {@code l2tpeth0}, or the next number that is free. */
    public Request createSession(SessionSpec session) {
        return orders.createSession(session, Optional.empty());
    }

    /**
     * Returns the order that changes what can be changed of a session: sequence numbers, LNS mode and reorder timeout.
     *
     * <p>Success does not mean that it changed: read it again.
     */
    public Request modifySession(SessionSpec session) {
        return orders.modifySession(session);
    }

    /** Returns the order that deletes a tunnel and its sessions, which goes on after the ack: see {@link Patience}. */
    public Request deleteTunnel(TunnelId tunnelId) {
        return orders.deleteTunnel(tunnelId);
    }

    /**
     * Returns the order that deletes a session and its interface, which goes on after the ack: see {@link Patience}.
     *
     * <p>Look first: since Linux 6.11 the kernel finds the session by its ID alone, and deletes it in whatever tunnel it is.
     */
    public Request deleteSession(TunnelId tunnelId, SessionId sessionId) {
        return orders.deleteSession(tunnelId, sessionId);
    }

    /** Joins the family's multicast group, which tells of every change by whomever, in every network namespace. */
    public void joinEvents() throws NetlinkException {
        Integer group = family.groups().get(FAMILY);
        if (group == null) {
            throw NetlinkException.malformed("a family " + FAMILY + " without a multicast group");
        }
        connection.join(group);
    }

    /**
     * Returns the events that come next, or nothing when none came in that time.
     *
     * @throws NetlinkException with {@link Errno#ENOBUFS} once after some were lost for want of room
     */
    public List<L2tpEvent> nextEvents(Duration patience) throws NetlinkException {
        return connection.notifications(new EventDecoder(family), patience);
    }

    private Request dumpOf(String verb, int command) {
        return Request.dump(verb, "", family.id(), Payload.generic(command, family.version()), L2tpMeanings.GET);
    }

    private static <T> Optional<T> emptyIfGone(NetlinkException e) throws NetlinkException {
        if (e.errno() == Errno.ENODEV) {
            return Optional.empty();
        }
        throw e;
    }
}
