package io.pairwire.model;

import java.util.Optional;

/**
 * An address on a pseudowire's interface, on-link for its prefix or facing one peer.
 *
 * @param address this host's own
 * @param prefixLength of the network, or of the peer's address when there is one
 * @param peer the address at the far end of a point-to-point address
 */
public record InterfaceAddress(IpAddress address, int prefixLength, Optional<IpAddress> peer) {
    public InterfaceAddress {
        if (prefixLength < 0 || prefixLength > address.family().bits()) {
            throw new IllegalArgumentException("prefix length must be 0 to "
                    + address.family().bits() + " for " + address.family() + ", not " + prefixLength);
        }
        if (peer.isPresent() && peer.get().family() != address.family()) {
            throw new IllegalArgumentException("address and peer must be of one family");
        }
    }

    /** Returns the address written as {@code ADDRESS/LENGTH}, without a peer. */
    public static InterfaceAddress parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("'" + text + "' has no prefix length; write it as " + text + "/24");
        }
        String length = text.substring(slash + 1);
        if (!length.matches("[0-9]{1,3}")) {
            throw new IllegalArgumentException("'" + length + "' is not a prefix length");
        }
        return new InterfaceAddress(
                IpAddress.parse(text.substring(0, slash)), Integer.parseInt(length), Optional.empty());
    }

    /** Returns this address as it faces one peer. */
    public InterfaceAddress facing(IpAddress far) {
        return new InterfaceAddress(address, prefixLength, Optional.of(far));
    }

    /** Returns whether the prefix holds this address alone, so that a far end must be named to be reached. */
    public boolean isHostAddress() {
        return prefixLength == address.family().bits();
    }

    /** Returns the text of {@code ip addr}: {@code 10.0.0.1/24}, or {@code 10.0.0.1 peer 10.0.0.2/32}. */
    @Override
    public String toString() {
        return address + peer.map(far -> " peer " + far).orElse("") + "/" + prefixLength;
    }
}
