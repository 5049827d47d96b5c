package io.pairwire.netlink;

import java.util.Optional;

/** Makes a value of a reply. */
public interface Decoder<T> {
    /** Returns the message's value, or nothing if the message is none of those asked for. */
    Optional<T> decode(Message message) throws NetlinkException;
}
