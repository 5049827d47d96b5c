package io.pairwire.ssh;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The bastions of a run. Each is connected to once for all the hosts behind it, however many want it at the same moment, and let go with the
 * last of them.
 */
final class Bastions {
    /** For how long a failure is told to others too, instead of trying again for each. */
    private static final Duration MEMORY = Duration.ofSeconds(3);

    private final Map<Route, Bastion> known = new HashMap<>();
    private final Opener opener;

    Bastions(Opener opener) {
        this.opener = opener;
    }

    /** Connects and logs in. */
    interface Opener {
        SshConnection open(Route route) throws SshException;
    }

    /** Returns a connection to a bastion, made now or shared; give it back with {@link #leave}. */
    SshConnection enter(Route route) throws SshException {
        return bastion(route).enter();
    }

    void leave(Route route) {
        bastion(route).leave();
    }

    private Bastion bastion(Route route) {
        synchronized (known) {
            return known.computeIfAbsent(route, Bastion::new);
        }
    }

    private final class Bastion {
        private final Route route;
        private Optional<SshConnection> connection = Optional.empty();
        private int guests;
        private Optional<SshException> failure = Optional.empty();
        private long failedAt;

        Bastion(Route route) {
            this.route = route;
        }

        synchronized SshConnection enter() throws SshException {
            if (connection.isPresent() && !connection.get().stands()) {
                // Those who are behind it still will each leave; it counts anew for those who come.
                connection.get().close();
                connection = Optional.empty();
            }
            if (connection.isEmpty()) {
                if (failure.isPresent() && System.nanoTime() - failedAt < TimeUnit.NANOSECONDS.convert(MEMORY)) {
                    throw failure.get();
                }
                try {
                    connection = Optional.of(opener.open(route));
                    failure = Optional.empty();
                } catch (SshException e) {
                    failure = Optional.of(e);
                    failedAt = System.nanoTime();
                    throw e;
                }
            }
            guests++;
            return connection.get();
        }

        synchronized void leave() {
            guests--;
            if (guests == 0) {
                connection.ifPresent(SshConnection::close);
                connection = Optional.empty();
            }
        }
    }
}
