package io.pairwire.topology;

import io.pairwire.model.Encapsulation;
import io.pairwire.model.HostName;
import io.pairwire.model.IpAddress;
import io.pairwire.model.Side;
import io.pairwire.yaml.YamlValue;
import java.util.Optional;

/**
 * A tunnel as far as the file gives it, so that its pseudowires can be checked even where it cannot be used.
 *
 * @param form present where it can
 * @param underlayMtu what the tunnel says of its path, for the pseudowires in it
 */
record TunnelDraft(
        End a, End b, Optional<Encapsulation.Type> encap, Optional<YamlValue> underlayMtu, Optional<TunnelForm> form) {
    /**
     * What is known of an end.
     *
     * @param place where its IDs and names count; absent where the host or its network namespace is not known
     */
    record End(Optional<HostName> host, Optional<IpAddress> local, Optional<Place> place) {
        static final End UNKNOWN = new End(Optional.empty(), Optional.empty(), Optional.empty());
    }

    static TunnelDraft unknown() {
        return new TunnelDraft(End.UNKNOWN, End.UNKNOWN, Optional.empty(), Optional.empty(), Optional.empty());
    }

    End end(Side side) {
        return side == Side.A ? a : b;
    }
}
