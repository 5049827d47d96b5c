package io.pairwire.cli;

import io.pairwire.model.HostName;
import io.pairwire.ssh.AgentProcess;
import io.pairwire.transaction.Agents;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Agents whose starts are counted before somebody's eyes, on a line of a terminal that goes again when all hosts were tried. Where that takes
 * no time there is no line.
 */
final class CountedAgents implements Agents {
    private static final long QUIET = Duration.ofSeconds(1).toNanos();
    private static final long BETWEEN = Duration.ofMillis(100).toNanos();

    private final Agents agents;
    private final int hosts;
    private final PrintStream terminal;
    private final LongSupplier nanos;
    private final long begun;
    private long shown;
    private int tried;
    private int failed;
    private int width;

    /**
     * Agents that are counted.
     *
     * @param hosts how many there will be, as far as is known
     * @param nanos a monotonic clock
     */
    CountedAgents(Agents agents, int hosts, PrintStream terminal, LongSupplier nanos) {
        this.agents = agents;
        this.hosts = hosts;
        this.terminal = terminal;
        this.nanos = nanos;
        begun = nanos.getAsLong();
        shown = begun + QUIET - BETWEEN;
    }

    @Override
    public boolean knows(HostName host) {
        return agents.knows(host);
    }

    @Override
    public AgentProcess start(HostName host) throws IOException {
        boolean reached = false;
        try {
            AgentProcess agent = agents.start(host);
            reached = true;
            return agent;
        } finally {
            count(reached);
        }
    }

    private synchronized void count(boolean reached) {
        tried++;
        failed += reached ? 0 : 1;
        if (tried == hosts) {
            show("");
        } else if (tried < hosts && nanos.getAsLong() - shown >= BETWEEN) {
            shown = nanos.getAsLong();
            show("Reached " + (tried - failed) + " of " + hosts + " hosts" + (failed == 0 ? "" : ", " + failed + " not")
                    + " ...");
        }
    }

    private void show(String line) {
        if (width > 0 || !line.isEmpty()) {
            terminal.print("\r" + line + " ".repeat(Math.max(0, width - line.length())) + "\r" + line);
            terminal.flush();
            width = line.length();
        }
    }
}
