package io.pairwire.l2tp;

import io.pairwire.netlink.Decoder;
import io.pairwire.netlink.GenericFamily;
import io.pairwire.netlink.GenericNetlink;
import io.pairwire.netlink.Message;
import io.pairwire.netlink.NetlinkException;
import java.util.Optional;

/** Reads what the family tells its multicast group: an object as for a question, under the command that befell it. */
record EventDecoder(GenericFamily family) implements Decoder<L2tpEvent> {
    @Override
    public Optional<L2tpEvent> decode(Message message) throws NetlinkException {
        if (message.type() != family.id()) {
            return Optional.empty();
        }
        return switch (GenericNetlink.command(message)) {
            case Attribute.L2TP_CMD_TUNNEL_CREATE -> tunnel(L2tpEvent.Change.CREATED, message);
            case Attribute.L2TP_CMD_TUNNEL_MODIFY -> tunnel(L2tpEvent.Change.CHANGED, message);
            case Attribute.L2TP_CMD_TUNNEL_DELETE -> tunnel(L2tpEvent.Change.DELETED, message);
            case Attribute.L2TP_CMD_SESSION_CREATE -> session(L2tpEvent.Change.CREATED, message);
            case Attribute.L2TP_CMD_SESSION_MODIFY -> session(L2tpEvent.Change.CHANGED, message);
            case Attribute.L2TP_CMD_SESSION_DELETE -> session(L2tpEvent.Change.DELETED, message);
            default -> Optional.empty();
        };
    }

    private static Optional<L2tpEvent> tunnel(L2tpEvent.Change change, Message message) throws NetlinkException {
        return Optional.of(new L2tpEvent.OfTunnel(change, TunnelDecoder.stateIn(message)));
    }

    private static Optional<L2tpEvent> session(L2tpEvent.Change change, Message message) throws NetlinkException {
        return Optional.of(new L2tpEvent.OfSession(change, SessionDecoder.stateIn(message)));
    }
}
