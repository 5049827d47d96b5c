package io.pairwire.kernel;

/**
 * An interface of the fake kernel.
 *
 * @param master the index of its bridge, or 0
 * @param mac 48 bits
 * @param kind {@code IFLA_INFO_KIND}, empty for pseudowires and physical cards
 */
public record FakeLink(int index, String name, String alias, int mtu, boolean up, int master, long mac, String kind) {
    FakeLink withName(String other) {
        return new FakeLink(index, other, alias, mtu, up, master, mac, kind);
    }

    FakeLink withAlias(String text) {
        return new FakeLink(index, name, text, mtu, up, master, mac, kind);
    }

    FakeLink withMtu(int octets) {
        return new FakeLink(index, name, alias, octets, up, master, mac, kind);
    }

    FakeLink withUp(boolean isUp) {
        return new FakeLink(index, name, alias, mtu, isUp, master, mac, kind);
    }

    FakeLink withMaster(int bridge) {
        return new FakeLink(index, name, alias, mtu, up, bridge, mac, kind);
    }

    FakeLink withMac(long bits) {
        return new FakeLink(index, name, alias, mtu, up, master, bits, kind);
    }
}
