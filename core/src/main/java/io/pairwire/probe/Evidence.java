package io.pairwire.probe;

import io.pairwire.model.PseudowireName;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What one end of a pseudowire has noticed. The two ends' together tell which direction is broken.
 *
 * @param heardSmall whether a short probe of the far end's arrived
 * @param heardFull whether a long one did
 * @param echoedSmall whether a short probe of this end's went there and came back
 * @param echoedFull whether a long one did
 * @param roundTripNanos the least time that one took there and back
 * @param mtu of the interface: what a long probe of this end's carried
 * @param trouble the last error that kept this end from sending, such as {@code ENETDOWN}
 * @param stray another pseudowire whose frames arrived here
 * @param strayed whether frames of another pseudowire arrived here, be it one that this end knows or not
 */
public record Evidence(
        boolean heardSmall,
        boolean heardFull,
        boolean echoedSmall,
        boolean echoedFull,
        OptionalLong roundTripNanos,
        int mtu,
        Optional<String> trouble,
        Optional<PseudowireName> stray,
        boolean strayed) {}
