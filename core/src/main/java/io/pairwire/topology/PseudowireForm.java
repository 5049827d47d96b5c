package io.pairwire.topology;

import io.pairwire.model.AssignedCookie;
import io.pairwire.model.InterfaceAddress;
import io.pairwire.model.InterfaceName;
import io.pairwire.model.L2SpecType;
import io.pairwire.model.MacAddress;
import io.pairwire.model.Pseudowire;
import io.pairwire.model.PseudowireEnd;
import io.pairwire.model.PseudowireName;
import io.pairwire.model.SequenceNumbers;
import io.pairwire.model.SessionId;
import io.pairwire.model.Side;
import io.pairwire.model.Tunnel;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A sound pseudowire, but for the numbers that are to be allocated to it or its tunnel. */
record PseudowireForm(
        PseudowireName name,
        TunnelForm tunnel,
        End a,
        End b,
        L2SpecType l2spec,
        SequenceNumbers seq,
        boolean lnsMode,
        int reorderTimeoutMillis,
        int mtu,
        boolean isProtected,
        int cookieGeneration,
        Set<String> tags) {
    /** One end; a session ID that is absent is to be allocated. */
    record End(
            Optional<SessionId> sessionId,
            AssignedCookie assignedCookie,
            InterfaceName interfaceName,
            List<InterfaceAddress> addresses,
            Optional<InterfaceName> bridge,
            Optional<MacAddress> mac) {
        private PseudowireEnd filled(Holding holding, Side side, AssignedCookie cookie) {
            return new PseudowireEnd(
                    sessionId.orElseGet(() -> holding.sessionId(side)), cookie, interfaceName, addresses, bridge, mac);
        }
    }

    /** Returns the pseudowire in its tunnel, with what was allocated to it, and its cookies where these are derived. */
    Pseudowire filled(Tunnel filledTunnel, Holding holding, DerivedCookies cookies) {
        return new Pseudowire(
                name,
                filledTunnel,
                a.filled(holding, Side.A, cookies.of(name, Side.A, cookieGeneration, a.assignedCookie)),
                b.filled(holding, Side.B, cookies.of(name, Side.B, cookieGeneration, b.assignedCookie)),
                l2spec,
                seq,
                lnsMode,
                reorderTimeoutMillis,
                mtu,
                isProtected,
                tags);
    }
}
