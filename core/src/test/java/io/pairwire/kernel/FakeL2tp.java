package io.pairwire.kernel;

import io.pairwire.model.IpAddress;
import io.pairwire.netlink.Attributes;
import io.pairwire.netlink.Errno;
import io.pairwire.netlink.GenericNetlink;
import io.pairwire.netlink.Message;
import io.pairwire.netlink.NetlinkException;
import io.pairwire.netlink.Payload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Generic netlink's controller and the family {@code l2tp}. The numbers are those of {@code linux/l2tp.h}. */
final class FakeL2tp implements Handler {
    private static final int CTRL = 16;
    private static final int FAMILY = 0x20;
    private static final int GROUP = 9;
    private static final int TUNNEL_GET = 4;
    private static final int SESSION_GET = 8;
    private static final int IPV4_HEADER = 20;
    private static final int IPV6_HEADER = 40;

    private final FakeKernel kernel;
    private final Map<Integer, Integer> dyingTunnels = new HashMap<>();

    FakeL2tp(FakeKernel kernel) {
        this.kernel = kernel;
    }

    @Override
    public boolean isWrite(Message request) throws NetlinkException {
        int command = GenericNetlink.command(request);
        return request.type() == FAMILY && command != 0 && command != 4 && command != 8;
    }

    @Override
    public List<Part> answer(Message question, boolean everything) throws NetlinkException, KernelError {
        if (question.type() == CTRL) {
            return List.of(family(question));
        }
        if (kernel.faults.notPermitted) {
            throw new KernelError(Errno.EPERM);
        }
        Map<Integer, Value> asked = valuesOf(question);
        List<Part> parts = new ArrayList<>();
        if (GenericNetlink.command(question) == 4) {
            bury();
            if (!everything) {
                return List.of(tell(TUNNEL_GET, tunnel(asked)));
            }
            for (FakeTunnel tunnel : kernel.tunnels.values()) {
                parts.add(tell(TUNNEL_GET, tunnel));
            }
        } else if (everything) {
            Set<List<Integer>> told = new HashSet<>();
            for (FakeSession session : kernel.sessions) {
                // Of several with one ID, a new kernel's dump comes by one alone.
                if (told.add(List.of(session.tunnelId(), session.id()))) {
                    parts.add(tell(SESSION_GET, session));
                }
            }
        } else {
            return List.of(tell(SESSION_GET, session(asked)));
        }
        return parts;
    }

    @Override
    public void write(Message order) throws NetlinkException, KernelError {
        Map<Integer, Value> said = valuesOf(order);
        int command = GenericNetlink.command(order);
        String session = number(said, 9) + "/" + number(said, 11);
        switch (command) {
            case 1 -> {
                kernel.hear("TUNNEL_CREATE " + number(said, 9));
                createTunnel(said);
                kernel.tell(GROUP, tell(command, tunnel(said)));
            }
            case 2 -> {
                kernel.hear("TUNNEL_DELETE " + number(said, 9));
                // The kernel tells of it before it does it.
                kernel.tell(GROUP, tell(command, tunnel(said)));
                deleteTunnel(tunnel(said).id());
            }
            case 3 -> kernel.hear("TUNNEL_MODIFY " + number(said, 9));
            case 5 -> {
                kernel.hear("SESSION_CREATE " + session);
                createSession(said);
                kernel.tell(GROUP, tell(command, kernel.sessions.get(kernel.sessions.size() - 1)));
            }
            case 6 -> {
                kernel.hear("SESSION_DELETE " + session);
                FakeSession gone = session(said);
                kernel.tell(GROUP, tell(command, gone));
                kernel.remove(gone);
            }
            case 7 -> {
                kernel.hear("SESSION_MODIFY " + session);
                modifySession(said);
                kernel.tell(GROUP, tell(command, session(said)));
            }
            default -> throw new KernelError(Errno.EOPNOTSUPP);
        }
    }

    private static String number(Map<Integer, Value> said, int type) {
        Value value = said.get(type);
        return value == null ? "?" : Integer.toUnsignedString((int) value.number());
    }

    private Part family(Message question) throws NetlinkException, KernelError {
        String name = "";
        Attributes attributes = question.attributes(GenericNetlink.HEADER_OCTETS);
        while (attributes.next()) {
            name = attributes.type() == 2 ? attributes.string() : name;
        }
        if (kernel.faults.familyAbsent || !name.equals("l2tp")) {
            throw new KernelError(Errno.ENOENT);
        }
        Payload group = Payload.empty().s32(2, GROUP).string(1, "l2tp");
        return new Part(
                CTRL,
                Payload.generic(1, 2)
                        .string(2, "l2tp")
                        .u16(1, FAMILY)
                        .s32(3, 1)
                        .s32(4, 0)
                        .s32(5, 35)
                        .nested(7, Payload.empty().nested(1, group)));
    }

    private void createTunnel(Map<Integer, Value> said) throws KernelError {
        int id = (int) need(said, 9).number();
        int encapsulation = (int) need(said, 2).number();
        int peer = (int) need(said, 10).number();
        int version = (int) need(said, 7).number();
        if (encapsulation > FakeTunnel.IP) {
            throw new KernelError(Errno.EINVAL);
        }
        Optional<IpAddress> local = address(said, 24, 31);
        Optional<IpAddress> remote = address(said, 25, 32);
        if (local.isEmpty()
                || remote.isEmpty()
                || local.get().family() != remote.get().family()
                || remote.get().isLinkLocal()) {
            throw new KernelError(Errno.EINVAL);
        }
        FakeTunnel tunnel = new FakeTunnel(
                id,
                peer,
                version,
                encapsulation,
                local,
                remote,
                (int) optional(said, 26),
                (int) optional(said, 27),
                said.containsKey(13),
                said.containsKey(33),
                said.containsKey(34));
        if (kernel.tunnels.containsKey(id)) {
            throw new KernelError(Errno.EEXIST);
        }
        if (kernel.faults.missingAddresses.contains(local.get())) {
            throw new KernelError(Errno.EADDRNOTAVAIL);
        }
        for (FakeTunnel other : kernel.tunnels.values()) {
            if (encapsulation == FakeTunnel.UDP
                    && other.encapsulation() == FakeTunnel.UDP
                    && other.local().equals(local)
                    && other.sourcePort() == tunnel.sourcePort()) {
                throw new KernelError(Errno.EADDRINUSE);
            }
        }
        if (kernel.faults.unroutableAddresses.contains(remote.get())) {
            throw new KernelError(Errno.ENETUNREACH);
        }
        kernel.tunnels.put(id, tunnel);
    }

    private void deleteTunnel(int id) {
        if (kernel.faults.lingeringLooks > 0) {
            dyingTunnels.putIfAbsent(id, kernel.faults.lingeringLooks);
        } else {
            remove(id);
        }
    }

    /** One look passes; what has lingered long enough is gone at the next. */
    private void bury() {
        for (int id : List.copyOf(dyingTunnels.keySet())) {
            int left = dyingTunnels.merge(id, -1, Integer::sum);
            if (left < 0) {
                dyingTunnels.remove(id);
                remove(id);
            }
        }
    }

    private void remove(int tunnelId) {
        kernel.tunnels.remove(tunnelId);
        for (FakeSession session : List.copyOf(kernel.sessions)) {
            if (session.tunnelId() == tunnelId) {
                kernel.remove(session);
            }
        }
    }

    private void createSession(Map<Integer, Value> said) throws KernelError {
        FakeTunnel tunnel = tunnel(said);
        int id = (int) need(said, 11).number();
        FakeSession session = new FakeSession(
                tunnel.id(),
                id,
                (int) need(said, 12).number(),
                (int) need(said, 1).number(),
                said.containsKey(8) ? said.get(8).text() : "l2tpeth" + kernel.sessions.size(),
                said.containsKey(5) ? (int) said.get(5).number() : 1,
                cookie(said, 15),
                cookie(said, 16),
                optional(said, 19) != 0,
                optional(said, 18) != 0,
                optional(said, 20) != 0,
                optional(said, 22));
        if (session.pseudowireType() != FakeSession.ETHERNET) {
            throw new KernelError(Errno.EPROTONOSUPPORT);
        }
        if (session.l2spec() > 1 || session.interfaceName().isEmpty()) {
            throw new KernelError(Errno.EINVAL);
        }
        if (dyingTunnels.containsKey(tunnel.id())) {
            throw new KernelError(Errno.ENODEV);
        }
        if (isTaken(tunnel, id) || kernel.linkByName(session.interfaceName()).isPresent()) {
            throw new KernelError(Errno.EEXIST);
        }
        kernel.add(session, mtu(tunnel, session));
    }

    /** IDs are one space for the host, but UDP tunnels may repeat those of other UDP tunnels, and new kernels' even their own. */
    private boolean isTaken(FakeTunnel tunnel, int id) {
        for (FakeSession other : kernel.sessions) {
            if (other.id() == id) {
                FakeTunnel owner = kernel.tunnels.get(other.tunnelId());
                boolean bothUdp = tunnel.encapsulation() == FakeTunnel.UDP
                        && owner != null
                        && owner.encapsulation() == FakeTunnel.UDP;
                boolean same = other.tunnelId() == tunnel.id();
                if (!bothUdp || (same && !kernel.faults.sessionsDuplicate)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** As {@code l2tp_eth_adjust_mtu} over an underlay of 1500. */
    private static int mtu(FakeTunnel tunnel, FakeSession session) {
        boolean ipv4 = tunnel.local().isPresent() && tunnel.local().get().family() == IpAddress.Family.IPV4;
        int outer = (ipv4 ? IPV4_HEADER : IPV6_HEADER) + (tunnel.encapsulation() == FakeTunnel.UDP ? 8 + 4 : 0);
        int header = 4 + session.cookie().length() / 2 + (session.l2spec() == 1 ? 4 : 0);
        return 1500 - outer - header - 14;
    }

    private void modifySession(Map<Integer, Value> said) throws KernelError {
        FakeSession old = session(said);
        FakeSession changed = new FakeSession(
                old.tunnelId(),
                old.id(),
                old.peerId(),
                old.pseudowireType(),
                old.interfaceName(),
                old.l2spec(),
                old.cookie(),
                old.peerCookie(),
                said.containsKey(19) ? said.get(19).number() != 0 : old.sequenceSent(),
                said.containsKey(18) ? said.get(18).number() != 0 : old.sequenceRequired(),
                said.containsKey(20) ? said.get(20).number() != 0 : old.lnsMode(),
                said.containsKey(22) ? said.get(22).number() : old.reorderTimeoutMillis());
        kernel.sessions.set(kernel.sessions.indexOf(old), changed);
    }

    private FakeTunnel tunnel(Map<Integer, Value> said) throws KernelError {
        FakeTunnel tunnel = kernel.tunnels.get((int) need(said, 9).number());
        if (tunnel == null) {
            throw new KernelError(Errno.ENODEV);
        }
        return tunnel;
    }

    private FakeSession session(Map<Integer, Value> said) throws KernelError {
        int tunnelId = (int) need(said, 9).number();
        int id = (int) need(said, 11).number();
        for (FakeSession session : kernel.sessions) {
            if (session.id() == id && (kernel.faults.sessionsDuplicate || session.tunnelId() == tunnelId)) {
                return session;
            }
        }
        throw new KernelError(Errno.ENODEV);
    }

    private static Part tell(int command, FakeTunnel tunnel) {
        Payload payload = Payload.generic(command, 1)
                .u8(7, tunnel.version())
                .s32(9, tunnel.id())
                .s32(10, tunnel.peerId())
                .s32(17, 0)
                .u16(2, tunnel.encapsulation())
                .nested(30, counters());
        boolean ipv6 = tunnel.local().isPresent() && tunnel.local().get().family() == IpAddress.Family.IPV6;
        if (tunnel.encapsulation() == FakeTunnel.UDP) {
            if (ipv6 && tunnel.zeroChecksum6Sent()) {
                payload.flag(33);
            }
            if (ipv6 && tunnel.zeroChecksum6Taken()) {
                payload.flag(34);
            }
            if (!ipv6) {
                payload.u8(13, tunnel.udpChecksum() ? 1 : 0);
            }
        }
        tell(payload, tunnel.local(), 24, 31);
        tell(payload, tunnel.remote(), 25, 32);
        if (tunnel.encapsulation() == FakeTunnel.UDP) {
            payload.u16(26, tunnel.sourcePort()).u16(27, tunnel.destinationPort());
        }
        return new Part(FAMILY, payload);
    }

    private static void tell(Payload payload, Optional<IpAddress> address, int ipv4, int ipv6) {
        if (address.isPresent()) {
            IpAddress told = address.get();
            if (told.family() == IpAddress.Family.IPV4) {
                payload.bigEndian(ipv4, told.low(), 4);
            } else {
                payload.bigEndian128(ipv6, told.high(), told.low());
            }
        }
    }

    private Part tell(int command, FakeSession session) {
        FakeTunnel tunnel = kernel.tunnels.get(session.tunnelId());
        Payload payload = Payload.generic(command, 1)
                .s32(9, session.tunnelId())
                .s32(11, session.id())
                .s32(10, tunnel == null ? 0 : tunnel.peerId())
                .s32(12, session.peerId())
                .s32(17, 0)
                .u16(1, session.pseudowireType());
        if (!session.interfaceName().isEmpty()) {
            payload.string(8, session.interfaceName());
        }
        tell(payload, 15, session.cookie());
        tell(payload, 16, session.peerCookie());
        payload.u8(18, session.sequenceRequired() ? 1 : 0)
                .u8(19, session.sequenceSent() ? 1 : 0)
                .u8(20, session.lnsMode() ? 1 : 0);
        if (session.reorderTimeoutMillis() != 0) {
            payload.s64(22, session.reorderTimeoutMillis());
        }
        return new Part(FAMILY, payload.nested(30, counters()));
    }

    private static void tell(Payload payload, int type, String cookie) {
        if (!cookie.isEmpty()) {
            payload.bigEndian(type, Long.parseUnsignedLong(cookie, 16), cookie.length() / 2);
        }
    }

    private static Payload counters() {
        Payload payload = Payload.empty();
        for (int type : new int[] {1, 2, 3, 4, 5, 6, 10, 7, 8, 11}) {
            payload.s64(type, 0);
        }
        return payload;
    }

    /** An attribute's value, in each shape it may be meant in. */
    private record Value(long number, String text, String hex) {}

    private static Map<Integer, Value> valuesOf(Message request) throws NetlinkException {
        Map<Integer, Value> values = new TreeMap<>();
        Attributes attributes = request.attributes(GenericNetlink.HEADER_OCTETS);
        while (attributes.next()) {
            int octets = attributes.octets();
            StringBuilder hex = new StringBuilder();
            for (int i = 0; i < octets; i++) {
                hex.append(String.format("%02x", attributes.bigEndian(i, 1)));
            }
            long number = switch (octets) {
                case 1 -> attributes.u8();
                case 2 -> attributes.u16();
                case 4 -> attributes.s32();
                case 8 -> attributes.s64();
                default -> 0;
            };
            values.put(attributes.type(), new Value(number, attributes.string(), hex.toString()));
        }
        return values;
    }

    private static Value need(Map<Integer, Value> said, int type) throws KernelError {
        Value value = said.get(type);
        if (value == null) {
            throw new KernelError(Errno.EINVAL);
        }
        return value;
    }

    private static long optional(Map<Integer, Value> said, int type) {
        Value value = said.get(type);
        return value == null ? 0 : value.number();
    }

    private static String cookie(Map<Integer, Value> said, int type) throws KernelError {
        Value value = said.get(type);
        if (value != null && value.hex().length() > 16) {
            throw new KernelError(Errno.ERANGE);
        }
        return value == null ? "" : value.hex();
    }

    private static Optional<IpAddress> address(Map<Integer, Value> said, int ipv4, int ipv6) {
        Value four = said.get(ipv4);
        Value six = said.get(ipv6);
        if (four != null) {
            return Optional.of(IpAddress.ipv4(Integer.parseUnsignedInt(four.hex(), 16)));
        }
        return six == null
                ? Optional.empty()
                : Optional.of(IpAddress.ipv6(
                        Long.parseUnsignedLong(six.hex().substring(0, 16), 16),
                        Long.parseUnsignedLong(six.hex().substring(16), 16)));
    }
}
