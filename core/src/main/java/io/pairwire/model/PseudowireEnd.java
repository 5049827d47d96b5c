package io.pairwire.model;

import java.util.List;
import java.util.Optional;

/**
 * One end of a pseudowire: what this LCCE assigns, and so what the far end must send to it, and the interface there.
 *
 * @param assignedCookie what the far end must send with every packet
 * @param addresses as written; a host address gets its peer when this end faces the other
 * @param bridge the bridge that the interface is a port of, if of any; it has no addresses then
 * @param mac absent where the kernel's random one is as good as any
 */
public record PseudowireEnd(
        SessionId sessionId,
        AssignedCookie assignedCookie,
        InterfaceName interfaceName,
        List<InterfaceAddress> addresses,
        Optional<InterfaceName> bridge,
        Optional<MacAddress> mac) {
    public PseudowireEnd {
        addresses = List.copyOf(addresses);
    }
}
