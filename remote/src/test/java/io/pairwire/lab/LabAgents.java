package io.pairwire.lab;

import io.pairwire.agent.InProcessAgent;
import io.pairwire.libc.KernelSockets;
import io.pairwire.libc.PacketSockets;
import io.pairwire.model.HostName;
import io.pairwire.ssh.AgentProcess;
import io.pairwire.transaction.Agents;
import io.pairwire.transaction.FakeProcess;
import java.nio.file.Path;

/**
 * Agents of the lab's hosts that run in this process: over the hosts' own networks and files, but neither by SSH nor in a Java of their own,
 * which would take most of a test's time where they are not what it is about.
 */
final class LabAgents implements Agents {
    @Override
    public boolean knows(HostName host) {
        return true;
    }

    @Override
    public AgentProcess start(HostName host) {
        return new FakeProcess(host, on(host.text()));
    }

    static InProcessAgent on(String host) {
        Path process = LabHosts.process(host);
        Path network = process.resolve("ns/net");
        return InProcessAgent.below(
                process.resolve("root"), new KernelSockets().within(network), new PacketSockets().within(network));
    }
}
