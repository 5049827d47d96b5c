package io.pairwire.link;

import io.pairwire.model.InterfaceAddress;
import io.pairwire.model.IpAddress;
import io.pairwire.netlink.Attributes;
import io.pairwire.netlink.Decoder;
import io.pairwire.netlink.Message;
import io.pairwire.netlink.NetlinkException;
import java.util.Optional;

/**
 * Reads an {@code RTM_NEWADDR}.
 *
 * <p>The two families tell a plain address differently: IPv4 as {@code IFA_LOCAL} and the same {@code IFA_ADDRESS}, IPv6 as {@code
 * IFA_ADDRESS} alone. With a peer both have {@code IFA_LOCAL} for ours and {@code IFA_ADDRESS} for the peer's.
 */
enum AddressDecoder implements Decoder<AddressState> {
    INSTANCE;

    @Override
    public Optional<AddressState> decode(Message message) throws NetlinkException {
        int family = message.u8(Rtnetlink.IFA_FAMILY);
        if (message.type() != Rtnetlink.RTM_NEWADDR || (family != Rtnetlink.AF_INET && family != Rtnetlink.AF_INET6)) {
            return Optional.empty();
        }
        Optional<IpAddress> local = Optional.empty();
        Optional<IpAddress> address = Optional.empty();
        int flags = message.u8(Rtnetlink.IFA_HEADER_FLAGS);
        Attributes attributes = message.attributes(Rtnetlink.IFADDRMSG_OCTETS);
        while (attributes.next()) {
            switch (attributes.type()) {
                case Rtnetlink.IFA_LOCAL -> local = Optional.of(address(attributes, family));
                case Rtnetlink.IFA_ADDRESS -> address = Optional.of(address(attributes, family));
                case Rtnetlink.IFA_FLAGS -> flags = attributes.s32();
                default -> {}
            }
        }
        Optional<IpAddress> ours = local.isPresent() ? local : address;
        if (ours.isEmpty()) {
            return Optional.empty();
        }
        Optional<IpAddress> peer = address.equals(ours) ? Optional.empty() : address;
        return Optional.of(new AddressState(
                message.s32(Rtnetlink.IFA_INDEX),
                interfaceAddress(ours.get(), message.u8(Rtnetlink.IFA_PREFIXLEN), peer),
                scope(message.u8(Rtnetlink.IFA_SCOPE)),
                (flags & Rtnetlink.IFA_F_TENTATIVE) != 0,
                (flags & Rtnetlink.IFA_F_DADFAILED) != 0));
    }

    private static InterfaceAddress interfaceAddress(IpAddress ours, int prefixLength, Optional<IpAddress> peer)
            throws NetlinkException {
        if (prefixLength > ours.family().bits()) {
            throw NetlinkException.malformed("a prefix length of " + prefixLength);
        }
        return new InterfaceAddress(ours, prefixLength, peer);
    }

    private static AddressState.Scope scope(int number) {
        return switch (number) {
            case Rtnetlink.RT_SCOPE_UNIVERSE -> AddressState.Scope.UNIVERSE;
            case Rtnetlink.RT_SCOPE_SITE -> AddressState.Scope.SITE;
            case Rtnetlink.RT_SCOPE_LINK -> AddressState.Scope.LINK;
            case Rtnetlink.RT_SCOPE_HOST -> AddressState.Scope.HOST;
            default -> AddressState.Scope.OTHER;
        };
    }

    private static IpAddress address(Attributes attribute, int family) throws NetlinkException {
        return family == Rtnetlink.AF_INET
                ? IpAddress.ipv4((int) attribute.bigEndian(0, 4))
                : IpAddress.ipv6(attribute.bigEndian(0, 8), attribute.bigEndian(8, 8));
    }
}
