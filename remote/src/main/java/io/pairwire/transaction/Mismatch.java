package io.pairwire.transaction;

import io.pairwire.model.HostName;
import java.util.Optional;

/**
 * Two values that must agree over the two ends of a pseudowire, and do not: the one is what an end sends or demands, the other what the
 * far end expects or sends. Of cookies only the lengths are told, which may be the same.
 *
 * @param attribute as {@code ip l2tp} spells it
 * @param is absent where there is none
 * @param farIs likewise
 */
public record Mismatch(
        HostName host,
        String attribute,
        Optional<String> is,
        HostName farHost,
        String farAttribute,
        Optional<String> farIs) {
    /** Returns whether one of the two values is this. */
    public boolean concerns(HostName ofHost, String name) {
        return (host.equals(ofHost) && attribute.equals(name)) || (farHost.equals(ofHost) && farAttribute.equals(name));
    }
}
