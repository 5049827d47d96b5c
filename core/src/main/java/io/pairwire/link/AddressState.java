package io.pairwire.link;

import io.pairwire.model.InterfaceAddress;

/**
 * An address of an interface as rtnetlink tells it.
 *
 * @param linkIndex the interface's
 * @param scope how far it is valid; the kernel gives each IPv6 interface one of {@link Scope#LINK} by itself
 * @param tentative whether duplicate address detection still goes on, so that it cannot be used yet
 * @param dadFailed whether somebody else has it, so that it cannot be used at all
 */
public record AddressState(int linkIndex, InterfaceAddress address, Scope scope, boolean tentative, boolean dadFailed) {
    /** How far an address is valid ({@code rtm_scope}). */
    public enum Scope {
        UNIVERSE,
        SITE,
        LINK,
        HOST,
        /** Any other number. */
        OTHER
    }
}
