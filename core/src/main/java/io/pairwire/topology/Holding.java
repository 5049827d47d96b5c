package io.pairwire.topology;

import io.pairwire.model.SessionId;
import io.pairwire.model.Side;
import io.pairwire.model.TunnelId;
import io.pairwire.model.UdpPort;

/** The numbers that are allocated to one holder; a number that the topology writes is not among them. */
record Holding(Ends tunnelIds, Ends udpPorts, Ends sessionIds) {
    static final Holding NONE = new Holding(Ends.NONE, Ends.NONE, Ends.NONE);

    Ends of(Quantity quantity) {
        return switch (quantity) {
            case TUNNEL_ID -> tunnelIds;
            case UDP_PORT -> udpPorts;
            case SESSION_ID -> sessionIds;
        };
    }

    Holding with(Quantity quantity, Ends ends) {
        return switch (quantity) {
            case TUNNEL_ID -> new Holding(ends, udpPorts, sessionIds);
            case UDP_PORT -> new Holding(tunnelIds, ends, sessionIds);
            case SESSION_ID -> new Holding(tunnelIds, udpPorts, ends);
        };
    }

    /** Returns the tunnel ID of an end that has been given one. */
    TunnelId tunnelId(Side side) {
        return new TunnelId(tunnelIds.of(side));
    }

    /** Returns the UDP port of an end that has been given one. */
    UdpPort udpPort(Side side) {
        return new UdpPort(udpPorts.of(side));
    }

    /** Returns the session ID of an end that has been given one. */
    SessionId sessionId(Side side) {
        return new SessionId(sessionIds.of(side));
    }

    boolean isEmpty() {
        return tunnelIds.isEmpty() && udpPorts.isEmpty() && sessionIds.isEmpty();
    }

    /** Returns {@code QUANTITY OF-A OF-B, ...}, as the lock file has it. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(96);
        for (Quantity quantity : Quantity.values()) {
            if (!of(quantity).isEmpty()) {
                text.append(text.length() == 0 ? "" : ", ")
                        .append(quantity.text())
                        .append(' ')
                        .append(of(quantity));
            }
        }
        return text.toString();
    }
}
