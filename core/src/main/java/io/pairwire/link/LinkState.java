package io.pairwire.link;

import io.pairwire.model.MacAddress;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An interface as rtnetlink tells it.
 *
 * <p>Whether it is a pseudowire's is not told: {@code l2tp_eth} registers no kind. One that is has a MAC address and no {@code kind},
 * as a physical card has; certainty comes from its name among the L2TP sessions', or from {@code DEVTYPE=l2tpeth} in {@code
 * /sys/class/net/NAME/uevent}. {@link #mayBePseudowire} says no where rtnetlink already knows.
 *
 * @param name at this moment, unlike L2TP's, which stays what it was at first
 * @param alias free text of up to 255 octets ({@code IFLA_IFALIAS}); empty if there is none
 * @param up whether it is set up ({@code IFF_UP}), which says nothing of the far end
 * @param master the index of the bridge it is a port of
 * @param kind {@code bridge}, {@code veth}, …; nothing for physical cards and for pseudowires
 */
public record LinkState(
        int index,
        String name,
        String alias,
        int mtu,
        boolean up,
        OptionalInt master,
        Optional<MacAddress> mac,
        Optional<String> kind) {
    /** Returns whether this is a bridge, which can have ports. */
    public boolean isBridge() {
        return kind.filter("bridge"::equals).isPresent();
    }

    /** Returns whether this could be a pseudowire's interface, for all that rtnetlink tells. */
    public boolean mayBePseudowire() {
        return mac.isPresent() && kind.isEmpty();
    }
}
