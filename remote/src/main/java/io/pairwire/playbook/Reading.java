package io.pairwire.playbook;

import io.pairwire.inventory.Value;
import java.util.Map;

/**
 * What a playbook is read for.
 *
 * @param extra variables of the command line, which count more than those of plays
 * @param leastConfirmTimeout how many seconds hosts must wait for us at least, for verifying takes so long
 */
public record Reading(Map<String, Value> extra, int leastConfirmTimeout) {
    public Reading {
        extra = Map.copyOf(extra);
    }
}
