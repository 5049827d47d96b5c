package io.pairwire.reconcile;

import io.pairwire.model.IpAddress;
import io.pairwire.model.PseudowireName;
import io.pairwire.model.TunnelSpec;
import io.pairwire.model.UdpPort;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One step on one host, and the step that takes it back. */
public sealed interface Action {
    /** Makes a tunnel. */
    record CreateTunnel(TunnelSpec tunnel) implements Action {
        @Override
        public Action inverse() {
            return new RemoveTunnel(tunnel);
        }

        @Override
        public List<Object> touched() {
            return Action.touched(tunnel);
        }

        @Override
        public Optional<PseudowireName> owner() {
            return Optional.empty();
        }

        @Override
        public String toString() {
            return "create tunnel " + tunnel.tunnelId();
        }
    }

    /** Removes a tunnel whose sessions are gone. */
    record RemoveTunnel(TunnelSpec tunnel) implements Action {
        @Override
        public Action inverse() {
            return new CreateTunnel(tunnel);
        }

        @Override
        public List<Object> touched() {
            return Action.touched(tunnel);
        }

        @Override
        public Optional<PseudowireName> owner() {
            return Optional.empty();
        }

        @Override
        public String toString() {
            return "remove tunnel " + tunnel.tunnelId();
        }
    }

    /** Makes a session and its interface, and sets that interface up. */
    record CreateSession(PseudowireName pseudowire, EndState end) implements Action {
        @Override
        public Action inverse() {
            return new RemoveSession(pseudowire, end);
        }

        @Override
        public List<Object> touched() {
            return Action.touched(end);
        }

        @Override
        public Optional<PseudowireName> owner() {
            return Optional.of(pseudowire);
        }

        @Override
        public String toString() {
            return "create session " + end.session().sessionId() + " of " + pseudowire;
        }
    }

    /** Removes a session, and with it its interface. */
    record RemoveSession(PseudowireName pseudowire, EndState end) implements Action {
        @Override
        public Action inverse() {
            return new CreateSession(pseudowire, end);
        }

        @Override
        public List<Object> touched() {
            return Action.touched(end);
        }

        @Override
        public Optional<PseudowireName> owner() {
            return Optional.of(pseudowire);
        }

        @Override
        public String toString() {
            return "remove session " + end.session().sessionId() + " of " + pseudowire;
        }
    }

    /**
     * Changes a session or its interface in place.
     *
     * @param from what is there; the same as {@code to} in all that is fixed at creation
     */
    record ChangeSession(PseudowireName pseudowire, EndState from, EndState to) implements Action {
        @Override
        public Action inverse() {
            return new ChangeSession(pseudowire, to, from);
        }

        @Override
        public List<Object> touched() {
            return Action.touched(to);
        }

        @Override
        public Optional<PseudowireName> owner() {
            return Optional.of(pseudowire);
        }

        /** Returns what becomes another, as people are shown it: cookies are lengths. */
        public List<AttributeChange> attributes() {
            return Attributes.changing(from, to);
        }

        @Override
        public String toString() {
            return "change session " + to.session().sessionId() + " of " + pseudowire;
        }
    }

    /** Returns the step that takes this one back. */
    Action inverse();

    /** Returns the pseudowire that it is a step of; a tunnel may be several pseudowires'. */
    Optional<PseudowireName> owner();

    /** Returns what on its host it makes, uses or gives up, its tunnel first: no two pseudowires have the same but a tunnel. */
    List<Object> touched();

    private static List<Object> touched(TunnelSpec tunnel) {
        List<Object> touched = new ArrayList<>(List.of(tunnel.tunnelId()));
        tunnel.encapsulation().udp().ifPresent(udp -> touched.add(new Endpoint(tunnel.local(), udp.source())));
        return touched;
    }

    private static List<Object> touched(EndState end) {
        return List.of(
                end.session().tunnelId(), end.session().sessionId(), end.link().name());
    }

    /** A tunnel's own end of its UDP flow. */
    record Endpoint(IpAddress address, UdpPort port) {}
}
