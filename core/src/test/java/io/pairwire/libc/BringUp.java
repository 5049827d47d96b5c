package io.pairwire.libc;

import io.pairwire.l2tp.L2tp;
import io.pairwire.link.LinkState;
import io.pairwire.link.Links;
import io.pairwire.model.Encapsulation;
import io.pairwire.model.InterfaceAddress;
import io.pairwire.model.InterfaceName;
import io.pairwire.model.IpAddress;
import io.pairwire.model.L2SpecType;
import io.pairwire.model.SequenceNumbers;
import io.pairwire.model.SessionId;
import io.pairwire.model.SessionSpec;
import io.pairwire.model.TunnelId;
import io.pairwire.model.TunnelSpec;
import io.pairwire.model.UdpChecksums;
import io.pairwire.model.UdpPort;
import io.pairwire.netlink.Ack;
import io.pairwire.netlink.Connection;
import io.pairwire.netlink.NetlinkException;
import io.pairwire.netlink.OnRefusal;
import io.pairwire.netlink.Protocol;
import io.pairwire.netlink.Request;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A bench: makes so many pseudowires from a local address to a remote one in the kernel it runs on, each with a tunnel of its own, and
 * says what each step took.
 *
 * <p>{@code java … io.pairwire.libc.BringUp 1000 192.0.2.1 192.0.2.2}
 */
public final class BringUp {
    private static final int FIRST_PORT = 10_000;
    private static final int FIRST_ADDRESS = 0x0a05_0001;

    private final int count;
    private long since = System.nanoTime();

    private BringUp(int count) {
        this.count = count;
    }

    public static void main(String[] args) throws NetlinkException {
        new BringUp(Integer.parseInt(args[0])).run(IpAddress.parse(args[1]), IpAddress.parse(args[2]));
    }

    private void run(IpAddress local, IpAddress remote) throws NetlinkException {
        KernelSockets sockets = new KernelSockets();
        try (Connection generic = Connection.over(sockets.open(Protocol.GENERIC));
                Connection route = Connection.over(sockets.open(Protocol.ROUTE))) {
            lap("sockets");
            L2tp l2tp = L2tp.open(generic).orElseThrow();
            Links links = new Links(route);
            l2tp.tunnels();
            l2tp.sessions();
            links.links();
            lap("family and first dumps");
            List<Request> tunnels = new ArrayList<>();
            List<Request> sessions = new ArrayList<>();
            List<Request> changes = new ArrayList<>();
            for (int i = 1; i <= count; i++) {
                TunnelId tunnelId = new TunnelId(i);
                UdpPort port = new UdpPort(FIRST_PORT + i);
                Encapsulation udp = new Encapsulation.Udp(port, port, UdpChecksums.DEFAULT);
                tunnels.add(l2tp.createTunnel(new TunnelSpec(tunnelId, tunnelId, local, remote, udp)));
                SessionId sessionId = new SessionId(i);
                SessionSpec session = new SessionSpec(
                        tunnelId,
                        sessionId,
                        sessionId,
                        Optional.empty(),
                        Optional.empty(),
                        L2SpecType.DEFAULT,
                        SequenceNumbers.NONE,
                        false,
                        0);
                sessions.add(l2tp.createSession(session, name(i)));
                changes.add(links.change(name(i))
                        .mtu(1446)
                        .alias("pairwire:bench/" + i)
                        .up()
                        .order());
            }
            lap("requests written");
            done(generic, tunnels);
            lap("tunnels");
            done(generic, sessions);
            lap("sessions");
            done(route, changes);
            lap("links");
            List<Request> addresses = new ArrayList<>();
            Map<String, Integer> indexes = new HashMap<>();
            for (LinkState link : links.links()) {
                indexes.put(link.name(), link.index());
            }
            for (int i = 1; i <= count; i++) {
                InterfaceAddress address = new InterfaceAddress(
                        IpAddress.ipv4(FIRST_ADDRESS + 4 * i),
                        32,
                        Optional.of(IpAddress.ipv4(FIRST_ADDRESS + 4 * i + 1)));
                addresses.add(links.addAddress(Objects.requireNonNull(indexes.get(name(i).text())), address));
            }
            lap("indexes");
            done(route, addresses);
            lap("addresses");
            int told = l2tp.tunnels().size()
                    + l2tp.sessions().size()
                    + links.links().size()
                    + links.addresses().size();
            lap("read again, " + told + " objects");
            say("orders sent: " + (generic.writesSent() + route.writesSent()));
        }
    }

    private static InterfaceName name(int i) {
        return new InterfaceName("pw" + i);
    }

    private static void done(Connection connection, List<Request> orders) throws NetlinkException {
        for (Ack ack : connection.executeAll(orders, OnRefusal.CONTINUE)) {
            Optional<NetlinkException> failure = ack.failure();
            if (failure.isPresent()) {
                throw failure.get();
            }
        }
    }

    private void lap(String step) {
        long now = System.nanoTime();
        say(step + ": " + (now - since) / 1_000_000 + " ms");
        since = now;
    }

    @SuppressWarnings("SystemOut") // A bench talks to the person at the terminal.
    private static void say(String text) {
        System.out.println(text);
    }
}
