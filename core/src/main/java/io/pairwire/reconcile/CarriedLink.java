package io.pairwire.reconcile;

import io.pairwire.model.InterfaceAddress;
import java.util.List;

/**
 * A network interface as a host's kernel shows it.
 *
 * @param index the kernel's number for it
 * @param name as it is now, whatever name it was made with
 * @param alias empty where it has none
 * @param addresses all but those that the kernel gives by itself
 */
public record CarriedLink(int index, String name, String alias, int mtu, boolean up, List<InterfaceAddress> addresses) {
    public CarriedLink {
        addresses = List.copyOf(addresses);
    }
}
