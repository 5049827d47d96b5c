package io.pairwire.netlink;

/** The netlink protocols we speak ({@code linux/netlink.h}). */
public enum Protocol {
    /** Links and addresses: {@code NETLINK_ROUTE}. */
    ROUTE(0),
    /** Everything with a family of its own, L2TP among it: {@code NETLINK_GENERIC}. */
    GENERIC(16);

    private final int number;

    Protocol(int number) {
        this.number = number;
    }

    /** Returns the third argument of {@code socket(2)}. */
    public int number() {
        return number;
    }
}
