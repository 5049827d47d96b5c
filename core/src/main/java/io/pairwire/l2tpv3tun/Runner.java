package io.pairwire.l2tpv3tun;

import io.pairwire.l2tp.L2tp;
import io.pairwire.l2tp.L2tpEvent;
import io.pairwire.l2tp.Patience;
import io.pairwire.l2tp.SessionState;
import io.pairwire.l2tp.TunnelState;
import io.pairwire.link.LinkState;
import io.pairwire.model.Encapsulation;
import io.pairwire.model.InterfaceName;
import io.pairwire.model.IpAddress;
import io.pairwire.model.PseudowireRule;
import io.pairwire.model.SessionId;
import io.pairwire.model.SessionSpec;
import io.pairwire.model.TunnelId;
import io.pairwire.netlink.Errno;
import io.pairwire.netlink.NetlinkException;
import io.pairwire.netlink.Request;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * Carries commands out on this host's kernel.
 *
 * <p>It looks before it acts, for new kernels let a session be made twice, and delete one in another tunnel than they were told. What it
 * deletes is gone when it returns.
 */
final class Runner implements Command.Visitor {
    /** How long one look at the events lasts; a signal ends the process in the midst of it. */
    private static final Duration LOOK = Duration.ofSeconds(60);

    private final LocalKernel kernel;
    private final View view;
    private final Streams streams;
    private final Patience patience;
    private final BooleanSupplier watching;

    /**
     * A runner on a kernel.
     *
     * @param patience how long what is deleted may take to go
     * @param watching whether to look on for events
     */
    Runner(LocalKernel kernel, View view, Streams streams, Patience patience, BooleanSupplier watching) {
        this.kernel = kernel;
        this.view = view;
        this.streams = streams;
        this.patience = patience;
        this.watching = watching;
    }

    @Override
    public void visit(Command.AddTunnel command) throws IOException, UtilityException {
        TunnelId tunnelId = command.tunnel().tunnelId();
        if (command.tunnel().encapsulation().type() == Encapsulation.Type.IP) {
            boolean ipv6 = command.tunnel().local().family() == IpAddress.Family.IPV6;
            kernel.load(List.of(ipv6 ? "l2tp_ip6" : "l2tp_ip"));
        }
        if (kernel.l2tp().tunnel(tunnelId).isPresent()) {
            throw UtilityException.inTheWay(
                    PseudowireRule.TUNNEL_ID_TWICE,
                    "tunnel " + tunnelId + ": " + Errno.EEXIST + " (there is one already)",
                    "choose another ID, or see it by 'l2tpv3tun show tunnel tunnel_id " + tunnelId + "' and delete it");
        }
        kernel.execute(kernel.l2tp().createTunnel(command.tunnel()));
    }

    @Override
    public void visit(Command.AddSession command) throws IOException, UtilityException {
        SessionSpec session = command.session();
        Optional<InterfaceName> name = command.interfaceName();
        L2tp l2tp = kernel.l2tp();
        Optional<SessionState> other = find(l2tp, session.sessionId());
        if (other.isPresent()) {
            throw UtilityException.inTheWay(
                    PseudowireRule.SESSION_ID_TWICE,
                    "session " + session.sessionId() + ": " + Errno.EEXIST + " (there is one already, in tunnel "
                            + Integer.toUnsignedString(other.get().rawTunnelId()) + ")",
                    "choose another ID; some kernels look sessions up without their tunnel");
        }
        if (name.isPresent() && !indexesOf(Set.of(name.get().text())).isEmpty()) {
            throw UtilityException.inTheWay(
                    PseudowireRule.INTERFACE_TWICE,
                    "interface " + name.get() + ": " + Errno.EEXIST + " (there is one already)",
                    "choose another name; 'ip link' shows who has this one");
        }
        kernel.load(List.of("l2tp_eth"));
        kernel.execute(name.isPresent() ? l2tp.createSession(session, name.get()) : l2tp.createSession(session));
    }

    @Override
    public void visit(Command.DeleteTunnel command) throws IOException, UtilityException, InterruptedException {
        TunnelId tunnelId = command.tunnelId();
        L2tp l2tp = kernel.l2tp();
        if (l2tp.tunnel(tunnelId).isEmpty()) {
            throw noTunnel(tunnelId);
        }
        delete(
                "tunnel " + tunnelId,
                l2tp.deleteTunnel(tunnelId),
                session -> session.rawTunnelId() == tunnelId.bits(),
                () -> l2tp.tunnel(tunnelId).isEmpty());
    }

    @Override
    public void visit(Command.DeleteSession command) throws IOException, UtilityException, InterruptedException {
        TunnelId tunnelId = command.tunnelId();
        SessionId sessionId = command.sessionId();
        L2tp l2tp = kernel.l2tp();
        if (l2tp.session(tunnelId, sessionId).isEmpty()) {
            throw noSession(
                    sessionId + " of tunnel " + tunnelId,
                    find(l2tp, sessionId)
                            .map(session ->
                                    "that session is in tunnel " + Integer.toUnsignedString(session.rawTunnelId()))
                            .orElse("no such session"));
        }
        delete(
                "session " + sessionId + " of tunnel " + tunnelId,
                l2tp.deleteSession(tunnelId, sessionId),
                session -> session.rawTunnelId() == tunnelId.bits() && session.rawSessionId() == sessionId.bits(),
                () -> l2tp.session(tunnelId, sessionId).isEmpty());
    }

    /** Deletes, and waits until both the object and the interfaces of its sessions are gone. */
    private void delete(String what, Request order, Predicate<SessionState> withIt, Patience.Condition gone)
            throws IOException, UtilityException, InterruptedException {
        Set<String> names = new HashSet<>();
        for (SessionState session : kernel.l2tp().sessions()) {
            if (withIt.test(session)) {
                names.add(session.raw().interfaceName());
            }
        }
        Set<Integer> indexes = indexesOf(names);
        kernel.execute(order);
        boolean isGone = patience.until(() ->
                gone.holds() && kernel.links().links().stream().noneMatch(link -> indexes.contains(link.index())));
        if (!isGone) {
            throw UtilityException.unfinished(
                    what + " is being deleted, and is still there",
                    "look again in a while: 'l2tpv3tun show session', 'ip link'");
        }
    }

    @Override
    public void visit(Command.ShowTunnels command) throws IOException, UtilityException {
        Optional<TunnelId> asked = command.tunnelId();
        List<TunnelState> tunnels = kernel.l2tp().tunnels().stream()
                .filter(tunnel ->
                        asked.isEmpty() || tunnel.rawTunnelId() == asked.get().bits())
                .toList();
        if (asked.isPresent() && tunnels.isEmpty()) {
            throw noTunnel(asked.get());
        }
        view.tunnels(tunnels, command.statistics());
    }

    @Override
    public void visit(Command.ShowSessions command) throws IOException, UtilityException {
        Optional<TunnelId> tunnelId = command.tunnelId();
        Optional<SessionId> sessionId = command.sessionId();
        List<SessionState> sessions = kernel.l2tp().sessions().stream()
                .filter(session -> tunnelId.isEmpty()
                        || session.rawTunnelId() == tunnelId.get().bits())
                .filter(session -> sessionId.isEmpty()
                        || session.rawSessionId() == sessionId.get().bits())
                .toList();
        if (sessionId.isPresent() && sessions.isEmpty()) {
            throw noSession(
                    sessionId.get() + tunnelId.map(id -> " of tunnel " + id).orElse(""), "no such session");
        }
        view.sessions(sessions, command.statistics());
    }

    @Override
    public void visit(Command.Monitor command) throws IOException, UtilityException {
        L2tp l2tp = kernel.l2tp();
        l2tp.joinEvents();
        while (watching.getAsBoolean() && !streams.out().checkError()) {
            try {
                for (L2tpEvent event : l2tp.nextEvents(LOOK)) {
                    view.event(event);
                }
            } catch (NetlinkException e) {
                if (e.errno() != Errno.ENOBUFS) {
                    throw e;
                }
                streams.err().println("warning: some events were lost, for they came faster than they could be shown");
            }
        }
    }

    @Override
    public void visit(Command.Help command) {
        streams.out().print(Manual.text());
        streams.out().flush();
    }

    private static Optional<SessionState> find(L2tp l2tp, SessionId sessionId) throws NetlinkException {
        return l2tp.sessions().stream()
                .filter(session -> session.rawSessionId() == sessionId.bits())
                .findFirst();
    }

    private Set<Integer> indexesOf(Set<String> names) throws NetlinkException {
        Set<Integer> indexes = new HashSet<>();
        if (!names.isEmpty()) {
            for (LinkState link : kernel.links().links()) {
                if (names.contains(link.name())) {
                    indexes.add(link.index());
                }
            }
        }
        return indexes;
    }

    private static UtilityException noTunnel(TunnelId tunnelId) {
        return UtilityException.missing(
                "tunnel " + tunnelId + ": " + Errno.ENODEV + " (no such tunnel)",
                "'l2tpv3tun show tunnel' lists those there are");
    }

    private static UtilityException noSession(String which, String why) {
        return UtilityException.missing(
                "session " + which + ": " + Errno.ENODEV + " (" + why + ")",
                "'l2tpv3tun show session' lists those there are");
    }
}
