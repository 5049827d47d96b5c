package io.pairwire.agent;

import io.pairwire.exchange.Provenance;
import io.pairwire.exchange.Reply;
import io.pairwire.exchange.Request;
import io.pairwire.l2tp.Patience;
import io.pairwire.model.PseudowireName;
import io.pairwire.plan.HostPlan;
import io.pairwire.plan.PlannedSession;
import io.pairwire.probe.Arrival;
import io.pairwire.probe.ProbeSocket;
import io.pairwire.probe.ProbeSockets;
import io.pairwire.reconcile.Orders;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A change of no host, from the claim until it is kept: its kernel only echoes, and its files, locks and journal lie in a directory of its own. The
 * processes that it starts are real, and do nothing.
 */
final class RehearsedChange {
    private static final Duration BRIEFLY = Duration.ofMillis(20);
    private static final String NO_NONCE = "0".repeat(32);
    private static final String DOES_NOTHING = "true";

    private RehearsedChange() {}

    /** Returns what the agent answered, after its hello. */
    static List<Reply> run(HostPlan plan, Path directory) throws IOException {
        Set<PseudowireName> all = new HashSet<>();
        for (PlannedSession session : plan.sessions()) {
            all.add(session.pseudowire());
        }
        Request.Claim claim = new Request.Claim("rehearsal", "rehearsal", Duration.ZERO);
        AgentPaths paths = AgentPaths.below(directory, DOES_NOTHING);
        // Without a journal a guard ends at once.
        ShellGuard.start(paths.journal(plan.topology()), paths.deadline(plan.topology()), List.of(DOES_NOTHING));
        try (Agent agent = agent(paths)) {
            return Rehearsal.answers(
                    agent,
                    List.of(
                            new Request.Observe(plan, Optional.of(claim)),
                            new Request.Prepare(
                                    Orders.NONE, Map.of(), false, Duration.ofMinutes(1), Provenance.of("rehearse")),
                            new Request.Apply(all),
                            new Request.Listen(all, NO_NONCE),
                            new Request.Probe(all, BRIEFLY),
                            new Request.Confirm(all, Map.of())));
        }
    }

    private static Agent agent(AgentPaths paths) {
        Switch armed = new Switch(Patience.SYSTEM_CLOCK, Guard.NONE);
        Host host = new Host(
                new EchoingKernel(),
                new SilentSockets(),
                paths,
                new FileDisk(),
                HostLock::take,
                Patience.SYSTEM_CLOCK,
                Patience.ofSystem(BRIEFLY),
                armed,
                Contact.of(System.getenv()),
                InstantSource.system());
        return new Agent(host, armed);
    }

    /** Where nobody answers. */
    private static final class SilentSockets implements ProbeSockets, ProbeSocket {
        @Override
        public ProbeSocket open() {
            return this;
        }

        @Override
        public ProbeSockets within(Path namespace) {
            return this;
        }

        @Override
        public void send(int index, ByteBuffer frame) {
            frame.position(frame.limit());
        }

        @Override
        public Optional<Arrival> receive(ByteBuffer into, int timeoutMillis) {
            try {
                Thread.sleep(timeoutMillis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Optional.empty();
        }

        @Override
        public void close() {}
    }
}
