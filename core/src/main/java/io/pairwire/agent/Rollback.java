package io.pairwire.agent;

import io.pairwire.model.InterfaceName;
import io.pairwire.model.LinkSpec;
import io.pairwire.model.SessionSpec;
import io.pairwire.reconcile.Action;
import io.pairwire.reconcile.CarriedSession;
import io.pairwire.reconcile.EndState;
import io.pairwire.reconcile.HostState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Turns what was done, wholly or in part, into what takes it back. */
final class Rollback {
    private Rollback() {}

    /**
     * Returns the actions that take others back.
     *
     * @param done in the order in which they were done
     * @param now what the host carries now: a change that was half done is taken back from where it stands
     */
    static List<Action> of(List<Action> done, HostState now) {
        List<Action> inverse = new ArrayList<>();
        for (int i = done.size() - 1; i >= 0; i--) {
            Action back = done.get(i).inverse();
            if (back instanceof Action.ChangeSession change) {
                current(change, now)
                        .filter(from -> !from.equals(change.to()))
                        .ifPresent(
                                from -> inverse.add(new Action.ChangeSession(change.pseudowire(), from, change.to())));
            } else {
                inverse.add(back);
            }
        }
        return inverse;
    }

    private static Optional<EndState> current(Action.ChangeSession change, HostState now) {
        SessionSpec wanted = change.to().session();
        for (CarriedSession session : now.sessions()) {
            if (session.sessionId() == wanted.sessionId().bits()
                    && session.tunnelId() == wanted.tunnelId().bits()
                    && session.spec().isPresent()) {
                SessionSpec spec = session.spec().get();
                return session.link()
                        .map(link -> new EndState(
                                new SessionSpec(
                                        spec.tunnelId(),
                                        spec.sessionId(),
                                        spec.peerSessionId(),
                                        spec.cookie(),
                                        spec.peerCookie(),
                                        wanted.l2spec(),
                                        spec.seq(),
                                        spec.lnsMode(),
                                        spec.reorderTimeoutMillis()),
                                true,
                                new LinkSpec(new InterfaceName(link.name()), link.mtu(), link.addresses()),
                                link.alias(),
                                link.up()));
            }
        }
        return Optional.empty();
    }
}
