package io.pairwire.agent;

import io.pairwire.model.TunnelSpec;
import io.pairwire.plan.Mark;
import io.pairwire.reconcile.CarriedLink;
import io.pairwire.reconcile.CarriedSession;
import io.pairwire.reconcile.CarriedTunnel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Joins sessions with their interfaces.
 *
 * <p>L2TP tells for ever the name that an interface was made with; by now the interface may have another, and the name may be another
 * interface's. So the owner's mark counts before the name: its digest is made from one session's IDs.
 */
final class SessionLinks {
    private final Map<Integer, TunnelSpec> tunnels = new HashMap<>();
    private final List<Made> sessions = new ArrayList<>();
    private final Set<Integer> taken = new HashSet<>();
    private final Map<String, CarriedLink> byName = new HashMap<>();
    private final Map<String, List<CarriedLink>> byDigest = new HashMap<>();

    /** A session, and the name that its interface was made with, if it has any. */
    private record Made(CarriedSession session, Optional<String> name) {}

    /** Joins sessions of these tunnels with these interfaces, each of which may be a pseudowire's. */
    SessionLinks(List<CarriedTunnel> tunnels, List<CarriedLink> links) {
        tunnels.forEach(tunnel -> tunnel.spec().ifPresent(spec -> this.tunnels.put(tunnel.tunnelId(), spec)));
        for (CarriedLink link : links) {
            byName.put(link.name(), link);
            Mark.parse(link.alias())
                    .ifPresent(mark -> byDigest.computeIfAbsent(mark.digest(), digest -> new ArrayList<>())
                            .add(link));
        }
    }

    /** Takes a session that has no interface yet, with the name that its interface was made with. */
    void add(CarriedSession session, Optional<String> name) {
        sessions.add(new Made(session, name));
    }

    /** Returns the sessions, each with its interface where it is certain which that is. */
    List<CarriedSession> joined() {
        // Somebody may have copied a mark: the interface that has the name too comes first.
        joinEach(made -> named(made).filter(link -> isMarkedFor(made, link)));
        joinEach(this::marked);
        Map<String, Integer> claims = new HashMap<>();
        for (Made made : sessions) {
            if (made.session().link().isEmpty()) {
                made.name().ifPresent(name -> claims.merge(name, 1, Integer::sum));
            }
        }
        joinEach(made -> named(made).filter(link -> claims.getOrDefault(link.name(), 0) == 1));
        return sessions.stream().map(Made::session).toList();
    }

    /** Gives each session that has no interface the one that is found for it, if no other session has that. */
    private void joinEach(Function<Made, Optional<CarriedLink>> finder) {
        for (int i = 0; i < sessions.size(); i++) {
            Made made = sessions.get(i);
            CarriedSession session = made.session();
            Optional<CarriedLink> link = session.link().isEmpty() ? finder.apply(made) : Optional.empty();
            if (link.isPresent() && taken.add(link.get().index())) {
                sessions.set(
                        i,
                        new Made(
                                new CarriedSession(session.tunnelId(), session.sessionId(), session.spec(), link),
                                made.name()));
            }
        }
    }

    private Optional<CarriedLink> named(Made made) {
        return made.name().flatMap(name -> Optional.ofNullable(byName.get(name)));
    }

    /** Returns the one interface that no session has and whose mark is a session's, whatever it is called now. */
    private Optional<CarriedLink> marked(Made made) {
        Optional<TunnelSpec> tunnel = tunnelOf(made);
        if (tunnel.isEmpty() || made.session().spec().isEmpty()) {
            return Optional.empty();
        }
        List<CarriedLink> found = new ArrayList<>();
        for (String digest : Mark.digests(tunnel.get(), made.session().spec().get())) {
            for (CarriedLink link : byDigest.getOrDefault(digest, List.of())) {
                if (!taken.contains(link.index())) {
                    found.add(link);
                }
            }
        }
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    private boolean isMarkedFor(Made made, CarriedLink link) {
        Optional<TunnelSpec> tunnel = tunnelOf(made);
        return tunnel.isPresent()
                && made.session()
                        .spec()
                        .filter(spec -> Mark.parse(link.alias())
                                .flatMap(mark -> mark.sublayer(tunnel.get(), spec))
                                .isPresent())
                        .isPresent();
    }

    private Optional<TunnelSpec> tunnelOf(Made made) {
        return Optional.ofNullable(tunnels.get(made.session().tunnelId()));
    }
}
