package io.pairwire.bench;

import io.pairwire.exchange.Frames;
import io.pairwire.exchange.Messages;
import io.pairwire.exchange.Provenance;
import io.pairwire.exchange.Request;
import io.pairwire.model.HostName;
import io.pairwire.model.PseudowireName;
import io.pairwire.model.Topology;
import io.pairwire.plan.HostPlan;
import io.pairwire.plan.Mirror;
import io.pairwire.plan.PlannedSession;
import io.pairwire.reconcile.Orders;
import io.pairwire.topology.Hosts;
import io.pairwire.topology.TopologyReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All that a controller says to one host's agent, written to files beforehand: the agent can then be timed by itself, as any
 * command that reads its standard input.
 *
 * <p>{@code AgentInput TOPOLOGY HOST UP DOWN LOOK} writes to UP what brings the host to its plan, to DOWN what removes it, and to
 * LOOK what only compares the host with its plan.
 */
public final class AgentInput {
    private AgentInput() {}

    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[0]);
        HostName host = new HostName(arguments[1]);
        Topology topology = TopologyReader.read(file.toString(), Files.readAllBytes(file), Hosts.unknown())
                .topology()
                .orElseThrow();
        HostPlan plan = Objects.requireNonNull(Mirror.hostPlans(topology).get(host));
        Set<PseudowireName> names =
                plan.sessions().stream().map(PlannedSession::pseudowire).collect(Collectors.toSet());
        write(Path.of(arguments[2]), plan, names);
        write(Path.of(arguments[3]), HostPlan.nothing(topology.name(), host), names);
        try (OutputStream out = Files.newOutputStream(Path.of(arguments[4]))) {
            new Messages(new Frames(InputStream.nullInputStream(), out))
                    .send(new Request.Observe(plan, Optional.empty()));
        }
    }

    private static void write(Path file, HostPlan plan, Set<PseudowireName> names) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            Messages messages = new Messages(new Frames(InputStream.nullInputStream(), out));
            messages.send(new Request.Observe(plan, Optional.of(new Request.Claim("1", "the bench", Duration.ZERO))));
            // Nobody is there to send a word meanwhile.
            messages.send(
                    new Request.Prepare(Orders.NONE, Map.of(), false, Duration.ofHours(1), Provenance.of("apply")));
            messages.send(new Request.Apply(names));
            messages.send(new Request.Confirm(names));
        }
    }
}
