package io.pairwire.reconcile;

import io.pairwire.model.Encapsulation;
import io.pairwire.model.IpAddress;
import io.pairwire.model.L2SpecType;
import io.pairwire.model.MacAddress;
import io.pairwire.model.NetnsName;
import io.pairwire.model.SessionSpec;
import io.pairwire.model.TunnelSpec;
import io.pairwire.model.UdpPort;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A host in memory that does actions one by one, and refuses what a kernel would refuse and what would cut what is not asked to go. */
final class MemoryHost {
    private final Map<Integer, TunnelSpec> tunnels = new LinkedHashMap<>();
    private final List<Session> sessions = new ArrayList<>();
    private final List<CarriedLink> others = new ArrayList<>();
    private final Optional<NetnsName> netns;
    private int nextIndex = 3;

    private record Session(int index, EndState end) {
        boolean is(SessionSpec spec) {
            return end.session().tunnelId().equals(spec.tunnelId())
                    && end.session().sessionId().equals(spec.sessionId());
        }
    }

    MemoryHost() {
        this(Optional.empty());
    }

    /** One network namespace of a host. */
    MemoryHost(Optional<NetnsName> netns) {
        this.netns = netns;
        others.add(card(1, "lo", "", 65536));
        others.add(card(2, "eth0", "", 1500));
    }

    private static CarriedLink card(int index, String name, String alias, int mtu) {
        return new CarriedLink(
                index, name, alias, mtu, true, List.of(), Optional.empty(), Optional.of(new MacAddress(index)), false);
    }

    MemoryHost apply(List<Action> actions) {
        actions.forEach(this::apply);
        return this;
    }

    private void apply(Action action) {
        if (action instanceof Action.CreateTunnel create) {
            create(create.tunnel());
        } else if (action instanceof Action.RemoveTunnel remove) {
            check(
                    tunnels.remove(remove.tunnel().tunnelId().bits(), remove.tunnel()),
                    action + ": there is no such tunnel");
            check(
                    sessions.stream()
                            .noneMatch(session -> session.end()
                                    .session()
                                    .tunnelId()
                                    .equals(remove.tunnel().tunnelId())),
                    action + ": it would take sessions along");
        } else if (action instanceof Action.CreateSession create) {
            create(create.end());
        } else if (action instanceof Action.RemoveSession remove) {
            check(
                    sessions.removeIf(session -> session.is(remove.end().session())),
                    action + ": there is no such session");
        } else if (action instanceof Action.ChangeSession change) {
            change(change);
        }
    }

    private void create(TunnelSpec tunnel) {
        for (TunnelSpec other : tunnels.values()) {
            check(!bound(other).isPresent() || !bound(other).equals(bound(tunnel)), tunnel + ": EADDRINUSE");
        }
        check(tunnels.putIfAbsent(tunnel.tunnelId().bits(), tunnel) == null, tunnel + ": EEXIST");
    }

    private static Optional<Map.Entry<IpAddress, UdpPort>> bound(TunnelSpec tunnel) {
        return tunnel.encapsulation().udp().map(Encapsulation.Udp::source).map(port -> Map.entry(tunnel.local(), port));
    }

    private void create(EndState end) {
        check(tunnels.containsKey(end.session().tunnelId().bits()), end + ": ENODEV");
        for (Session other : sessions) {
            check(
                    !other.end().session().sessionId().equals(end.session().sessionId())
                            && !other.end().link().name().equals(end.link().name()),
                    end + ": EEXIST");
        }
        check(
                others.stream()
                        .noneMatch(link -> link.name().equals(end.link().name().text())),
                end + ": EEXIST");
        sessions.add(new Session(nextIndex++, end));
    }

    private void change(Action.ChangeSession change) {
        for (int i = 0; i < sessions.size(); i++) {
            Session session = sessions.get(i);
            if (session.is(change.to().session())) {
                SessionSpec was = session.end().session();
                SessionSpec will = change.to().session();
                check(was.peerSessionId().equals(will.peerSessionId()), change + ": the peer's ID is fixed");
                check(was.cookie().equals(will.cookie()), change + ": the cookie is fixed");
                check(was.peerCookie().equals(will.peerCookie()), change + ": the peer's cookie is fixed");
                check(was.l2spec() == will.l2spec(), change + ": the sublayer is fixed");
                check(
                        session.end().link().name().equals(change.to().link().name()),
                        change + ": the name stays while the interface is up");
                sessions.set(i, new Session(session.index(), change.to()));
                return;
            }
        }
        throw new IllegalStateException(change + ": there is no such session");
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }

    /** Puts a tunnel in place. */
    MemoryHost adopt(TunnelSpec tunnel) {
        create(tunnel);
        return this;
    }

    /** Puts a session in place, whoever made it. */
    MemoryHost adopt(SessionSpec session, String alias, Wire wire) {
        create(new EndState(session, true, wire.session().link(), alias, true));
        return this;
    }

    MemoryHost addLink(String name, String alias) {
        others.add(card(nextIndex++, name, alias, 1500));
        return this;
    }

    MemoryHost addBridge(String name) {
        others.add(new CarriedLink(
                nextIndex++, name, "", 1500, true, List.of(), Optional.empty(), Optional.of(new MacAddress(9)), true));
        return this;
    }

    /** Does to every session what somebody's hand might do. */
    MemoryHost tamper(UnaryOperator<EndState> hand) {
        sessions.replaceAll(session -> new Session(session.index(), hand.apply(session.end())));
        return this;
    }

    /** Returns each interface's index by name. */
    Map<String, Integer> indexes() {
        Map<String, Integer> indexes = new LinkedHashMap<>();
        state().interfaces().forEach(link -> indexes.put(link.name(), link.index()));
        return indexes;
    }

    /** Returns what the host shows: of each session all but its sublayer. */
    HostState state() {
        List<CarriedTunnel> carried = new ArrayList<>();
        tunnels.forEach((id, tunnel) -> carried.add(new CarriedTunnel(id, Optional.of(tunnel))));
        List<CarriedLink> links = new ArrayList<>(others);
        List<CarriedSession> shown = new ArrayList<>();
        for (Session session : sessions) {
            EndState end = session.end();
            CarriedLink link = new CarriedLink(
                    session.index(),
                    end.link().name().text(),
                    end.alias(),
                    end.link().mtu(),
                    end.up(),
                    end.link().addresses(),
                    end.link().bridge(),
                    Optional.of(end.link().mac().orElse(new MacAddress(0x02_00_5e_00_00_00L + session.index()))),
                    false);
            links.add(link);
            SessionSpec told = end.session();
            shown.add(new CarriedSession(
                    told.tunnelId().bits(),
                    told.sessionId().bits(),
                    Optional.of(new SessionSpec(
                            told.tunnelId(),
                            told.sessionId(),
                            told.peerSessionId(),
                            told.cookie(),
                            told.peerCookie(),
                            L2SpecType.DEFAULT,
                            told.seq(),
                            told.lnsMode(),
                            told.reorderTimeoutMillis())),
                    Optional.of(link)));
        }
        return new HostState(netns, true, carried, shown, links);
    }
}
