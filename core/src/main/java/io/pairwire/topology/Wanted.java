package io.pairwire.topology;

import io.pairwire.model.IpAddress;
import io.pairwire.model.Side;
import io.pairwire.yaml.Position;
import java.util.Optional;

/** What one tunnel or pseudowire leaves to be allocated, and where. */
final class Wanted {
    private final Holder holder;
    private final Position at;
    private int slots;
    private TunnelDraft.End a = TunnelDraft.End.UNKNOWN;
    private TunnelDraft.End b = TunnelDraft.End.UNKNOWN;

    /** Wants nothing as yet. */
    Wanted(Holder holder, Position at) {
        this.holder = holder;
        this.at = at;
    }

    void add(Quantity quantity, Side side) {
        slots |= slot(quantity, side);
    }

    /** Notes where the ends are; a number that an end without a place wants can never be given. */
    void at(TunnelDraft tunnel) {
        a = tunnel.a();
        b = tunnel.b();
    }

    Holder holder() {
        return holder;
    }

    /** Returns where the topology file names the holder. */
    Position at() {
        return at;
    }

    boolean isEmpty() {
        return slots == 0;
    }

    boolean has(Quantity quantity, Side side) {
        return (slots & slot(quantity, side)) != 0;
    }

    Optional<Place> place(Side side) {
        return (side == Side.A ? a : b).place();
    }

    Optional<IpAddress> local(Side side) {
        return (side == Side.A ? a : b).local();
    }

    /** Returns one bit for each end's number. */
    private static int slot(Quantity quantity, Side side) {
        int ofA = switch (quantity) {
            case TUNNEL_ID -> 1;
            case UDP_PORT -> 4;
            case SESSION_ID -> 16;
        };
        return side == Side.A ? ofA : ofA << 1;
    }
}
