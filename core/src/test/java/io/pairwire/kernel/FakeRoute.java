package io.pairwire.kernel;

import io.pairwire.model.InterfaceAddress;
import io.pairwire.model.IpAddress;
import io.pairwire.netlink.Attributes;
import io.pairwire.netlink.Errno;
import io.pairwire.netlink.Message;
import io.pairwire.netlink.NetlinkException;
import io.pairwire.netlink.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The slice of rtnetlink: links, addresses and routes. The numbers are those of {@code linux/rtnetlink.h} and its kin. */
final class FakeRoute implements Handler {
    private static final int NEWLINK = 16;
    private static final int GETLINK = 18;
    private static final int SETLINK = 19;
    private static final int NEWADDR = 20;
    private static final int DELADDR = 21;
    private static final int GETADDR = 22;
    private static final int NEWROUTE = 24;
    private static final int GETROUTE = 26;
    private static final int INET = 2;
    private static final int INET6 = 10;
    private static final int ETHER = 1;
    private static final int LOOPBACK = 772;
    private static final int MOST_MTU = 65535;

    private final FakeKernel kernel;

    FakeRoute(FakeKernel kernel) {
        this.kernel = kernel;
    }

    @Override
    public boolean isWrite(Message request) {
        return request.type() != GETLINK && request.type() != GETADDR && request.type() != GETROUTE;
    }

    @Override
    public List<Part> answer(Message question, boolean everything) throws NetlinkException, KernelError {
        List<Part> parts = new ArrayList<>();
        if (question.type() == GETROUTE) {
            return List.of(route(question));
        }
        if (question.type() == GETLINK) {
            for (FakeLink link : kernel.links.values()) {
                parts.add(tell(link));
            }
        } else {
            // The kernel tells IPv4 first.
            for (IpAddress.Family family : IpAddress.Family.values()) {
                for (FakeAddress address : kernel.addresses) {
                    if (address.address().address().family() == family) {
                        parts.add(tell(address));
                    }
                }
            }
        }
        return parts;
    }

    /** By the interface with the longest prefix, or else by the card. */
    private Part route(Message question) throws NetlinkException, KernelError {
        Optional<IpAddress> wanted = Optional.empty();
        Attributes attributes = question.attributes(12);
        while (attributes.next()) {
            wanted = attributes.type() == 1 ? Optional.of(ip(attributes)) : wanted;
        }
        IpAddress to = wanted.orElseThrow(() -> new KernelError(Errno.EINVAL));
        if (kernel.faults.unroutableAddresses.contains(to)) {
            throw new KernelError(Errno.ENETUNREACH);
        }
        int index = kernel.linkByName("eth0").orElseThrow().index();
        int longest = -1;
        for (FakeAddress known : kernel.addresses) {
            IpAddress prefix = known.address().peer().orElse(known.address().address());
            int length = known.address().prefixLength();
            if (prefix.family() == to.family() && length > longest && prefix.sharesPrefix(to, length)) {
                longest = length;
                index = known.linkIndex();
            }
        }
        return new Part(
                NEWROUTE, Payload.empty().fixed32(0).fixed32(0).fixed32(0).s32(4, index));
    }

    @Override
    public void write(Message order) throws NetlinkException, KernelError {
        switch (order.type()) {
            case NEWLINK, SETLINK -> setLink(order);
            case NEWADDR -> addAddress(order);
            case DELADDR -> deleteAddress(order);
            default -> throw new KernelError(Errno.EOPNOTSUPP);
        }
    }

    private void setLink(Message order) throws NetlinkException, KernelError {
        int index = order.s32(4);
        String name = "";
        Attributes first = order.attributes(16);
        while (first.next()) {
            name = first.type() == 3 ? first.string() : name;
        }
        kernel.hear("SETLINK " + (index == 0 ? name : index));
        FakeLink link = index == 0 ? kernel.linkByName(name).orElse(null) : kernel.links.get(index);
        if (link == null) {
            throw new KernelError(Errno.ENODEV);
        }
        Attributes attributes = order.attributes(16);
        while (attributes.next()) {
            link = change(link, attributes);
            kernel.links.put(link.index(), link);
        }
        if ((order.s32(12) & 1) != 0) {
            setUp(link, (order.s32(8) & 1) != 0);
        }
    }

    private FakeLink change(FakeLink link, Attributes attribute) throws NetlinkException, KernelError {
        return switch (attribute.type()) {
            case 1 -> {
                if (link.up()) {
                    // l2tp_eth changes no address in flight.
                    throw new KernelError(Errno.EBUSY);
                }
                yield link.withMac(attribute.bigEndian(0, 6));
            }
            case 4 -> {
                if (attribute.s32() < 0 || attribute.s32() > MOST_MTU) {
                    throw new KernelError(Errno.EINVAL, "mtu greater than device maximum");
                }
                yield link.withMtu(attribute.s32());
            }
            case 10 -> {
                if (attribute.s32() != 0 && !kernel.links.containsKey(attribute.s32())) {
                    throw new KernelError(Errno.EINVAL);
                }
                yield link.withMaster(attribute.s32());
            }
            case 20 -> link.withAlias(attribute.string());
            default -> link;
        };
    }

    void setUp(FakeLink link, boolean up) {
        if (up && !link.up()) {
            // The kernel gives every interface that comes up an IPv6 address of its own.
            IpAddress own = IpAddress.ipv6(0xfe80_0000_0000_0000L, link.mac());
            kernel.addresses.add(new FakeAddress(
                    link.index(),
                    new InterfaceAddress(own, 64, Optional.empty()),
                    FakeAddress.SCOPE_LINK,
                    FakeAddress.FLAG_PERMANENT));
        }
        if (!up && link.up()) {
            kernel.addresses.removeIf(address -> address.linkIndex() == link.index()
                    && address.address().address().family() == IpAddress.Family.IPV6);
        }
        kernel.links.put(link.index(), link.withUp(up));
    }

    private void addAddress(Message order) throws NetlinkException, KernelError {
        FakeAddress address = address(order);
        kernel.hear("NEWADDR " + address.address() + " " + address.linkIndex());
        if (!kernel.links.containsKey(address.linkIndex())) {
            throw new KernelError(Errno.ENODEV);
        }
        if (find(address).isPresent()) {
            throw new KernelError(Errno.EEXIST);
        }
        kernel.addresses.add(address);
    }

    private void deleteAddress(Message order) throws NetlinkException, KernelError {
        FakeAddress address = address(order);
        kernel.hear("DELADDR " + address.address() + " " + address.linkIndex());
        if (!kernel.links.containsKey(address.linkIndex())) {
            throw new KernelError(Errno.ENODEV);
        }
        FakeAddress gone = find(address).orElseThrow(() -> new KernelError(Errno.EADDRNOTAVAIL));
        kernel.addresses.remove(gone);
    }

    /** IPv6 takes an address once an interface, IPv4 once with each prefix and peer. */
    private Optional<FakeAddress> find(FakeAddress wanted) {
        boolean ipv6 = wanted.address().address().family() == IpAddress.Family.IPV6;
        for (FakeAddress address : kernel.addresses) {
            boolean same = ipv6
                    ? address.address().address().equals(wanted.address().address())
                    : address.address().equals(wanted.address());
            if (same && address.linkIndex() == wanted.linkIndex()) {
                return Optional.of(address);
            }
        }
        return Optional.empty();
    }

    private static FakeAddress address(Message order) throws NetlinkException, KernelError {
        Optional<IpAddress> local = Optional.empty();
        Optional<IpAddress> address = Optional.empty();
        int flags = order.u8(2);
        Attributes attributes = order.attributes(8);
        while (attributes.next()) {
            switch (attributes.type()) {
                case 1 -> address = Optional.of(ip(attributes));
                case 2 -> local = Optional.of(ip(attributes));
                case 8 -> flags = attributes.s32();
                default -> {}
            }
        }
        if (local.isEmpty() && address.isEmpty()) {
            throw new KernelError(Errno.EINVAL);
        }
        IpAddress ours = local.isPresent() ? local.get() : address.get();
        Optional<IpAddress> peer = address.isPresent() && !address.get().equals(ours) ? address : Optional.empty();
        return new FakeAddress(
                order.s32(4),
                new InterfaceAddress(ours, order.u8(1), peer),
                order.u8(3),
                flags | FakeAddress.FLAG_PERMANENT);
    }

    private static IpAddress ip(Attributes attribute) throws NetlinkException {
        return attribute.octets() == 4
                ? IpAddress.ipv4((int) attribute.bigEndian(0, 4))
                : IpAddress.ipv6(attribute.bigEndian(0, 8), attribute.bigEndian(8, 8));
    }

    private static Part tell(FakeLink link) {
        boolean loopback = link.name().equals("lo");
        Payload payload = Payload.empty()
                .fixed8(0)
                .fixed8(0)
                .fixed16(loopback ? LOOPBACK : ETHER)
                .fixed32(link.index())
                .fixed32(link.up() ? 1 : 0)
                .fixed32(0)
                .string(3, link.name())
                .s32(4, link.mtu());
        if (link.master() != 0) {
            payload.s32(10, link.master());
        }
        if (!link.alias().isEmpty()) {
            payload.string(20, link.alias());
        }
        payload.bigEndian(1, loopback ? 0 : link.mac(), 6);
        if (!link.kind().isEmpty()) {
            payload.nested(18, Payload.empty().string(1, link.kind()));
        }
        return new Part(NEWLINK, payload);
    }

    private Part tell(FakeAddress told) {
        InterfaceAddress address = told.address();
        boolean ipv4 = address.address().family() == IpAddress.Family.IPV4;
        Payload payload = Payload.empty()
                .fixed8(ipv4 ? INET : INET6)
                .fixed8(address.prefixLength())
                .fixed8(told.flags() & 0xff)
                .fixed8(told.scope())
                .fixed32(told.linkIndex());
        if (ipv4) {
            payload.bigEndian(1, address.peer().orElse(address.address()).low(), 4)
                    .bigEndian(2, address.address().low(), 4);
            FakeLink link = kernel.links.get(told.linkIndex());
            payload.string(3, link == null ? "" : link.name());
        } else if (address.peer().isPresent()) {
            put(payload, 2, address.address());
            put(payload, 1, address.peer().get());
        } else {
            put(payload, 1, address.address());
        }
        return new Part(NEWADDR, payload.s32(8, told.flags()));
    }

    private static void put(Payload payload, int type, IpAddress address) {
        payload.bigEndian128(type, address.high(), address.low());
    }
}
