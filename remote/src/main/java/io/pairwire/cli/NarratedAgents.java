package io.pairwire.cli;

import io.pairwire.model.HostName;
import io.pairwire.ssh.AgentProcess;
import io.pairwire.ssh.StartReport;
import io.pairwire.transaction.Agents;
import java.io.IOException;

/** Agents whose starts are told to whoever wants to know. */
record NarratedAgents(Agents agents, Terminal terminal) implements Agents {
    @Override
    public boolean knows(HostName host) {
        return agents.knows(host);
    }

    @Override
    public AgentProcess start(HostName host) throws IOException {
        AgentProcess agent = agents.start(host);
        StartReport report = agent.startReport();
        new Prose(terminal)
                .item(
                        terminal.err(),
                        agent.target() + ": connected in " + report.connect().toMillis() + " ms, logged in in "
                                + report.authenticate().toMillis() + " ms, bootstrap in "
                                + report.exec().toMillis() + " ms, agent jar "
                                + (report.uploaded() ? "sent" : "cached")
                                + (report.runtimeSent() ? ", Java runtime sent" : "")
                                + (report.uploaded() || report.runtimeSent()
                                        ? " in " + report.upload().toMillis() + " ms"
                                        : "")
                                + ", "
                                + report.java()
                                + (report.skippedNoise() == 0
                                        ? ""
                                        : ", " + report.skippedNoise() + " octets of noise skipped"));
        return agent;
    }
}
