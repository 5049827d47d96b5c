package io.pairwire.link;

import io.pairwire.model.MacAddress;
import io.pairwire.netlink.Attributes;
import io.pairwire.netlink.Decoder;
import io.pairwire.netlink.Message;
import io.pairwire.netlink.NetlinkException;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads an {@code RTM_NEWLINK}. */
enum LinkDecoder implements Decoder<LinkState> {
    INSTANCE;

    private static final int MAC_OCTETS = 6;

    @Override
    public Optional<LinkState> decode(Message message) throws NetlinkException {
        if (message.type() != Rtnetlink.RTM_NEWLINK) {
            return Optional.empty();
        }
        String name = "";
        String alias = "";
        int mtu = 0;
        OptionalInt master = OptionalInt.empty();
        Optional<MacAddress> mac = Optional.empty();
        Optional<String> kind = Optional.empty();
        boolean ethernet = message.u16(Rtnetlink.IFI_TYPE) == Rtnetlink.ARPHRD_ETHER;
        Attributes attributes = message.attributes(Rtnetlink.IFINFOMSG_OCTETS);
        while (attributes.next()) {
            switch (attributes.type()) {
                case Rtnetlink.IFLA_IFNAME -> name = attributes.string();
                case Rtnetlink.IFLA_IFALIAS -> alias = attributes.string();
                case Rtnetlink.IFLA_MTU -> mtu = attributes.s32();
                case Rtnetlink.IFLA_MASTER -> master = OptionalInt.of(attributes.s32());
                case Rtnetlink.IFLA_LINKINFO -> kind = kind(attributes.nested());
                case Rtnetlink.IFLA_ADDRESS -> {
                    if (ethernet && attributes.octets() == MAC_OCTETS) {
                        mac = Optional.of(new MacAddress(attributes.bigEndian(0, MAC_OCTETS)));
                    }
                }
                default -> {}
            }
        }
        boolean up = (message.s32(Rtnetlink.IFI_FLAGS) & Rtnetlink.IFF_UP) != 0;
        return Optional.of(new LinkState(message.s32(Rtnetlink.IFI_INDEX), name, alias, mtu, up, master, mac, kind));
    }

    private static Optional<String> kind(Attributes info) throws NetlinkException {
        while (info.next()) {
            if (info.type() == Rtnetlink.IFLA_INFO_KIND) {
                return Optional.of(info.string());
            }
        }
        return Optional.empty();
    }
}
