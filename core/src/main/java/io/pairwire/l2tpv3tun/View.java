package io.pairwire.l2tpv3tun;

import io.pairwire.l2tp.L2tpEvent;
import io.pairwire.l2tp.SessionState;
import io.pairwire.l2tp.TunnelState;
import java.util.List;

/** Shows what the kernel carries, cookies too, and what befalls it, of which it shows only how long cookies are. */
interface View {
    void tunnels(List<TunnelState> tunnels, boolean statistics);

    void sessions(List<SessionState> sessions, boolean statistics);

    void event(L2tpEvent event);
}
