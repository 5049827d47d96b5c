package io.pairwire.model;

/** A tunnel with both its ends. Several pseudowires may share it. */
public record Tunnel(TunnelName name, TunnelEnd a, TunnelEnd b) {
    public Tunnel {
        if (a.host().equals(b.host())) {
            throw new IllegalArgumentException("tunnel " + name + " has host " + a.host() + " at both ends");
        }
        if (a.udpPort().isPresent() != b.udpPort().isPresent()) {
            throw new IllegalArgumentException("tunnel " + name + " has a UDP port at one end only");
        }
    }

    /** Returns one of the two ends. */
    public TunnelEnd end(Side side) {
        return side == Side.A ? a : b;
    }
}
