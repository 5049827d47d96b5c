package io.pairwire.kernel;

import io.pairwire.model.InterfaceAddress;

/**
 * An address of the fake kernel.
 *
 * @param scope as {@code rtm_scope} numbers it
 */
public record FakeAddress(int linkIndex, InterfaceAddress address, int scope, int flags) {
    static final int SCOPE_UNIVERSE = 0;
    static final int SCOPE_LINK = 253;
    static final int FLAG_NODAD = 0x02;
    static final int FLAG_PERMANENT = 0x80;
}
