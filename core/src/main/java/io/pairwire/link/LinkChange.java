package io.pairwire.link;

import io.pairwire.model.InterfaceName;
import io.pairwire.model.MacAddress;
import io.pairwire.netlink.Payload;
import io.pairwire.netlink.Request;
import java.nio.charset.StandardCharsets;

/**
 * Changes to one interface, gathered to be made in one message: {@code links.change(name).mtu(1446).alias("…").up().order()}.
 *
 * <p>What is not named stays. The kernel makes the changes one after the other, and one that it refuses leaves those before it
 * made.
 */
public final class LinkChange {
    /** The most octets of an alias ({@code IFALIASZ} less its zero). */
    public static final int MOST_ALIAS_OCTETS = 255;

    private final String subject;
    private final int index;
    private final Payload attributes = Payload.empty();
    private int flags;
    private int changedFlags;

    LinkChange(InterfaceName name) {
        this.subject = name.text();
        this.index = 0;
        // With an index of 0 the name finds the interface; with another it would rename it.
        attributes.string(Rtnetlink.IFLA_IFNAME, name.text());
    }

    LinkChange(int index) {
        if (index <= 0) {
            throw new IllegalArgumentException("an interface index is positive, not " + index);
        }
        this.subject = "interface " + index;
        this.index = index;
    }

    public LinkChange mtu(int octets) {
        attributes.s32(Rtnetlink.IFLA_MTU, octets);
        return this;
    }

    /** Sets the alias; an empty one removes it. */
    public LinkChange alias(String text) {
        if (text.getBytes(StandardCharsets.UTF_8).length > MOST_ALIAS_OCTETS) {
            throw new IllegalArgumentException("an alias has at most " + MOST_ALIAS_OCTETS + " octets");
        }
        // A zero at the end would count as one of the 255, and make an empty alias one that is there.
        attributes.text(Rtnetlink.IFLA_IFALIAS, text);
        return this;
    }

    public LinkChange up() {
        return flag(Rtnetlink.IFF_UP, Rtnetlink.IFF_UP);
    }

    public LinkChange down() {
        return flag(Rtnetlink.IFF_UP, 0);
    }

    /** Makes it a port of a bridge; 0 takes it out of any. */
    public LinkChange master(int bridgeIndex) {
        attributes.s32(Rtnetlink.IFLA_MASTER, bridgeIndex);
        return this;
    }

    public LinkChange mac(MacAddress address) {
        attributes.bigEndian(Rtnetlink.IFLA_ADDRESS, address.bits(), 6);
        return this;
    }

    /** Returns the order. */
    public Request order() {
        Payload payload = header(index, flags, changedFlags).raw(attributes);
        return Request.write("rtnl SETLINK", subject, Rtnetlink.RTM_SETLINK, 0, payload, LinkMeanings.SETLINK);
    }

    private LinkChange flag(int flag, int value) {
        changedFlags |= flag;
        flags = (flags & ~flag) | value;
        return this;
    }

    /** {@code struct ifinfomsg}. */
    static Payload header(int index, int flags, int changedFlags) {
        return Payload.empty()
                .fixed8(Rtnetlink.AF_UNSPEC)
                .fixed8(0)
                .fixed16(0)
                .fixed32(index)
                .fixed32(flags)
                .fixed32(changedFlags);
    }
}
