package io.pairwire.kernel;

import io.pairwire.model.InterfaceAddress;
import io.pairwire.netlink.Errno;
import io.pairwire.netlink.Protocol;
import io.pairwire.netlink.Socket;
import io.pairwire.netlink.Sockets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A kernel with L2TP for tests: hand its sockets to a connection, then ask it what it carries.
 *
 * <p>It behaves as Linux 6.1 does. What else a kernel may do, and what may go wrong, is switched on by methods.
 */
public final class FakeKernel implements Sockets {
    // A frame on its way looks at the kernel of the other end, which an agent of its own may be changing.
    final NavigableMap<Integer, FakeTunnel> tunnels = new ConcurrentSkipListMap<>();
    final List<FakeSession> sessions = new CopyOnWriteArrayList<>();
    final NavigableMap<Integer, FakeLink> links = new ConcurrentSkipListMap<>();
    final List<FakeAddress> addresses = new CopyOnWriteArrayList<>();
    final Faults faults;
    final List<String> journal;
    private final String prefix;
    private final Map<String, FakeKernel> namespaces = new TreeMap<>();
    private final FakeL2tp l2tp = new FakeL2tp(this);
    final FakeRoute route = new FakeRoute(this);
    private final List<FakeSocket> sockets = new ArrayList<>();
    /** The index of each session's interface, or 0: its name may be another's by now. */
    private final List<Integer> interfaces = new ArrayList<>();

    private int nextPortId = 4242;
    private int nextIndex = 1;

    /** A kernel with a loopback and a card, and nothing else. */
    public FakeKernel() {
        this(new Faults(), new ArrayList<>(), "");
    }

    private FakeKernel(Faults faults, List<String> journal, String prefix) {
        this.faults = faults;
        this.journal = journal;
        this.prefix = prefix;
        addLink("lo", 65536, "");
        addLink("eth0", 1500, "");
    }

    @Override
    public Socket open(Protocol protocol) {
        FakeSocket socket = new FakeSocket(this, nextPortId++, protocol == Protocol.ROUTE ? route : l2tp);
        sockets.add(socket);
        return socket;
    }

    /** Tells the members of a group. */
    void tell(int group, Handler.Part part) {
        sockets.forEach(socket -> socket.hear(group, part));
    }

    /** Returns the kernel as a network namespace shows it, which it shows to who enters a file of that name. */
    public FakeKernel namespace(String name) {
        return namespaces.computeIfAbsent(name, absent -> new FakeKernel(faults, journal, name + ": "));
    }

    /** Returns the network namespaces that were entered, by name. */
    public Map<String, FakeKernel> namespaces() {
        return Map.copyOf(namespaces);
    }

    @Override
    public Sockets within(Path namespace) {
        return namespace(String.valueOf(namespace.getFileName()));
    }

    /** Returns what may be made to go wrong. */
    public Faults faults() {
        return faults;
    }

    /** Returns the tunnels, by ID. */
    public Collection<FakeTunnel> tunnels() {
        return List.copyOf(tunnels.values());
    }

    /** Returns the sessions, in the order they were made. */
    public List<FakeSession> sessions() {
        return List.copyOf(sessions);
    }

    /** Returns the interfaces, by index. */
    public Collection<FakeLink> links() {
        return List.copyOf(links.values());
    }

    /** Returns the addresses, in the order they were given. */
    public List<FakeAddress> addresses() {
        return List.copyOf(addresses);
    }

    /**
     * Returns every order that was heard, as {@code TUNNEL_CREATE 42}; one that was refused ends with its error. Those of network
     * namespaces are among them, as {@code blue: TUNNEL_CREATE 42}.
     */
    public List<String> journal() {
        return List.copyOf(journal);
    }

    /** Returns how many orders were heard. */
    public int writes() {
        return journal.size();
    }

    /** Puts a tunnel in place that somebody else made. */
    public void adopt(FakeTunnel tunnel) {
        tunnels.put(tunnel.id(), tunnel);
    }

    /** Puts a session in place that somebody else made, and its interface if it has a name. */
    public void adopt(FakeSession session) {
        add(session, 1446);
    }

    /** Takes a session away as if somebody had deleted it. */
    public void vanish(int tunnelId, int sessionId) {
        for (FakeSession session : sessions()) {
            if (session.tunnelId() == tunnelId && session.id() == sessionId) {
                remove(session);
            }
        }
    }

    /** Puts another session in a session's place, its interface staying as it is. */
    public void replace(FakeSession session, FakeSession by) {
        sessions.set(sessions.indexOf(session), by);
    }

    /** Takes a tunnel without sessions away as if somebody had deleted it. */
    public void vanish(int tunnelId) {
        tunnels.remove(tunnelId);
    }

    /** Gives an interface another name, of which a session that it belongs to learns nothing. */
    public void rename(String name, String other) {
        FakeLink link = linkByName(name).orElseThrow();
        links.put(link.index(), link.withName(other));
    }

    /** Gives an interface another alias. */
    public void mark(String name, String alias) {
        FakeLink link = linkByName(name).orElseThrow();
        links.put(link.index(), link.withAlias(alias));
    }

    void add(FakeSession session, int mtu) {
        sessions.add(session);
        interfaces.add(session.interfaceName().isEmpty() ? 0 : addLink(session.interfaceName(), mtu, ""));
    }

    /** Takes a session away, and its interface. */
    public void remove(FakeSession session) {
        int place = sessions.indexOf(session);
        int index = interfaces.remove(place);
        sessions.remove(place);
        links.remove(index);
        addresses.removeIf(address -> address.linkIndex() == index);
    }

    /** Puts an interface in place and returns its index. */
    public int addLink(String name, int mtu, String kind) {
        int index = nextIndex++;
        links.put(index, new FakeLink(index, name, "", mtu, false, 0, 0x02_00_5e_00_00_00L + index, kind));
        return index;
    }

    /** Gives an interface an address, as somebody else would. */
    public void address(int index, String address) {
        addresses.add(new FakeAddress(index, InterfaceAddress.parse(address), 0, FakeAddress.FLAG_PERMANENT));
    }

    /** Takes an interface away that is no session's. */
    public void removeLink(String name) {
        linkByName(name).ifPresent(link -> links.remove(link.index()));
    }

    /** Makes an interface what an interface of this index has for a port. */
    public void enslave(String name, int master) {
        linkByName(name).ifPresent(link -> links.put(link.index(), link.withMaster(master)));
    }

    Optional<FakeLink> linkByName(String name) {
        return links.values().stream().filter(link -> link.name().equals(name)).findFirst();
    }

    /** Notes an order; throws if it is its turn to fail. */
    void hear(String order) throws KernelError {
        journal.add(prefix + order);
        Optional<Errno> error = faults.errorOfThisWrite();
        if (error.isPresent()) {
            throw new KernelError(error.get());
        }
    }

    void refused(Errno errno) {
        int last = journal.size() - 1;
        journal.set(last, journal.get(last) + " " + errno);
    }
}
