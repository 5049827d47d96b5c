package io.pairwire.cli;

import io.pairwire.inventory.Inventory;
import io.pairwire.ssh.Rehearsal;
import io.pairwire.transaction.Agents;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How hosts are spoken to. */
final class HostOptions {
    @Option(
            names = {"-f", "--forks"},
            paramLabel = "N",
            defaultValue = "32",
            description = "how many hosts to speak to at once (default: ${DEFAULT-VALUE})")
    private int forks = 32;

    @Option(
            names = {"-v", "--verbose"},
            description = "say on standard error how each host was reached, and how long it took")
    private boolean verbose;

    @Option(
            names = "--all-hosts",
            description = "ask every host of the inventory, also those that the topology no longer names")
    private boolean all;

    boolean all() {
        return all;
    }

    int forks() {
        return Math.max(1, forks);
    }

    /** Begins what speaking to any host takes, while files are still read. */
    void expect() {
        Rehearsal.inBackground();
    }

    Agents agents(AgentSource source, Optional<Inventory> inventory, Terminal terminal) throws IOException {
        Agents agents = source.agents(inventory);
        return verbose ? new NarratedAgents(agents, terminal.err()) : agents;
    }
}
