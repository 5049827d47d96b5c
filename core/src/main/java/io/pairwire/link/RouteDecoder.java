package io.pairwire.link;

import io.pairwire.netlink.Attributes;
import io.pairwire.netlink.Decoder;
import io.pairwire.netlink.Message;
import io.pairwire.netlink.NetlinkException;
import java.util.Optional;

/** Reads of an {@code RTM_NEWROUTE} the index of the interface that it leaves by. */
enum RouteDecoder implements Decoder<Integer> {
    INSTANCE;

    @Override
    public Optional<Integer> decode(Message message) throws NetlinkException {
        if (message.type() != Rtnetlink.RTM_NEWROUTE) {
            return Optional.empty();
        }
        Attributes attributes = message.attributes(Rtnetlink.RTMSG_OCTETS);
        while (attributes.next()) {
            if (attributes.type() == Rtnetlink.RTA_OIF) {
                return Optional.of(attributes.s32());
            }
        }
        return Optional.empty();
    }
}
