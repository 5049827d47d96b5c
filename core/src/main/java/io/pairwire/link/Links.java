package io.pairwire.link;

import io.pairwire.model.InterfaceAddress;
import io.pairwire.model.InterfaceName;
import io.pairwire.model.IpAddress;
import io.pairwire.netlink.Connection;
import io.pairwire.netlink.Errno;
import io.pairwire.netlink.Meanings;
import io.pairwire.netlink.Message;
import io.pairwire.netlink.NetlinkException;
import io.pairwire.netlink.Payload;
import io.pairwire.netlink.Request;
import java.util.List;
import java.util.Optional;

/** The interfaces, addresses and ways out of a network namespace, over one rtnetlink connection. Orders are values for {@link Connection#executeAll}. */
public final class Links {
    private final Connection connection;

    /** Speaks over a connection of {@link io.pairwire.netlink.Protocol#ROUTE}. */
    public Links(Connection connection) {
        this.connection = connection;
    }

    /** Returns every interface. */
    public List<LinkState> links() throws NetlinkException {
        // Counters are half of the answer and none of our business.
        Payload payload = LinkChange.header(0, 0, 0).s32(Rtnetlink.IFLA_EXT_MASK, Rtnetlink.RTEXT_FILTER_SKIP_STATS);
        Request question = Request.dump("rtnl GETLINK", "", Rtnetlink.RTM_GETLINK, payload, Meanings.PLAIN);
        return connection.dump(question, LinkDecoder.INSTANCE);
    }

    /** Returns every address, IPv4 then IPv6, those that the kernel gave by itself too. */
    public List<AddressState> addresses() throws NetlinkException {
        Payload payload = header(Rtnetlink.AF_UNSPEC, 0, 0, 0);
        Request question = Request.dump("rtnl GETADDR", "", Rtnetlink.RTM_GETADDR, payload, Meanings.PLAIN);
        return connection.dump(question, AddressDecoder.INSTANCE);
    }

    /** Returns the index of the interface by which what is sent to an address leaves; empty where there is no way there. */
    public Optional<Integer> wayTo(IpAddress address) throws NetlinkException {
        boolean ipv4 = address.family() == IpAddress.Family.IPV4;
        // struct rtmsg: family, lengths of destination and source prefix, then what a question leaves at zero.
        Payload payload = Payload.empty()
                .fixed8(ipv4 ? Rtnetlink.AF_INET : Rtnetlink.AF_INET6)
                .fixed8(address.family().bits())
                .fixed16(0)
                .fixed32(0)
                .fixed32(0);
        put(payload, Rtnetlink.RTA_DST, address);
        Request question =
                Request.get("rtnl GETROUTE", "to " + address, Rtnetlink.RTM_GETROUTE, payload, Meanings.PLAIN);
        try {
            return connection.get(question, RouteDecoder.INSTANCE);
        } catch (NetlinkException e) {
            if (e.errno() == Errno.ENETUNREACH || e.errno() == Errno.EHOSTUNREACH) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Begins changes to the interface that has this name when they are made: no look-up is needed. */
    public LinkChange change(InterfaceName name) {
        return new LinkChange(name);
    }

    /** Begins changes to the interface of this index. */
    public LinkChange change(int index) {
        return new LinkChange(index);
    }

    /**
     * Returns the order that gives an interface an address, to be used at once.
     *
     * <p>An IPv6 address skips duplicate address detection ({@code IFA_F_NODAD}): for its second or two the address could not be used,
     * and on a pseudowire both ends' addresses come from one file, which is checked for duplicates.
     */
    public Request addAddress(int linkIndex, InterfaceAddress address) {
        int flags = address.address().family() == IpAddress.Family.IPV6 ? Rtnetlink.IFA_F_NODAD : 0;
        return Request.write(
                "rtnl NEWADDR",
                subject(linkIndex, address),
                Rtnetlink.RTM_NEWADDR,
                Message.NLM_F_CREATE | Message.NLM_F_EXCL,
                payload(linkIndex, address, flags),
                LinkMeanings.NEWADDR);
    }

    /** Returns the order that takes an address from an interface. */
    public Request deleteAddress(int linkIndex, InterfaceAddress address) {
        return Request.write(
                "rtnl DELADDR",
                subject(linkIndex, address),
                Rtnetlink.RTM_DELADDR,
                0,
                payload(linkIndex, address, 0),
                LinkMeanings.DELADDR);
    }

    private static String subject(int linkIndex, InterfaceAddress address) {
        return address + " on interface " + linkIndex;
    }

    /** {@code IFA_LOCAL} is ours and {@code IFA_ADDRESS} the far end's; without one, both are ours. */
    private static Payload payload(int linkIndex, InterfaceAddress address, int flags) {
        IpAddress local = address.address();
        int family = local.family() == IpAddress.Family.IPV4 ? Rtnetlink.AF_INET : Rtnetlink.AF_INET6;
        Payload payload = header(family, address.prefixLength(), flags, linkIndex);
        put(payload, Rtnetlink.IFA_LOCAL, local);
        put(payload, Rtnetlink.IFA_ADDRESS, address.peer().orElse(local));
        return payload;
    }

    private static void put(Payload payload, int type, IpAddress address) {
        if (address.family() == IpAddress.Family.IPV4) {
            payload.bigEndian(type, address.low(), 4);
        } else {
            payload.bigEndian128(type, address.high(), address.low());
        }
    }

    /** {@code struct ifaddrmsg}. */
    private static Payload header(int family, int prefixLength, int flags, int linkIndex) {
        return Payload.empty()
                .fixed8(family)
                .fixed8(prefixLength)
                .fixed8(flags)
                .fixed8(Rtnetlink.RT_SCOPE_UNIVERSE)
                .fixed32(linkIndex);
    }
}
