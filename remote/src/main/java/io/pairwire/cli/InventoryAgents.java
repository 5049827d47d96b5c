package io.pairwire.cli;

import io.pairwire.inventory.Inventory;
import io.pairwire.inventory.InventoryHost;
import io.pairwire.model.HostName;
import io.pairwire.ssh.AgentJar;
import io.pairwire.ssh.AgentProcess;
import io.pairwire.ssh.SshClient;
import io.pairwire.ssh.SshHost;
import io.pairwire.ssh.SshOptions;
import io.pairwire.transaction.Agents;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Agents over SSH, at the hosts of an inventory; without one, at hosts by their names. */
final class InventoryAgents implements Agents {
    static final String AGENT_JAR = "pairwire-agent.jar";

    private final Optional<Inventory> inventory;
    private final SshClient client;
    private final AgentJar jar;

    InventoryAgents(Optional<Inventory> inventory, SshOptions options) throws IOException {
        this(inventory, options, AgentJar.ofResource(InventoryAgents.class.getClassLoader(), AGENT_JAR));
    }

    /** Agents of that jar. */
    InventoryAgents(Optional<Inventory> inventory, SshOptions options, AgentJar jar) {
        this.inventory = inventory;
        this.client = new SshClient(options);
        this.jar = jar;
    }

    @Override
    public boolean knows(HostName host) {
        return inventory.isEmpty() || inventory.get().host(host).isPresent();
    }

    @Override
    public AgentProcess start(HostName host) throws IOException {
        return client.startAgent(host(host), jar);
    }

    private SshHost host(HostName host) throws IOException {
        if (inventory.isEmpty()) {
            return SshHost.of(host.text(), host.text());
        }
        InventoryHost known = inventory
                .get()
                .host(host)
                .orElseThrow(() -> new IOException("host " + host + " is not in the inventory"));
        return new SshHost(
                host.text(),
                known.address(),
                OptionalInt.of(known.port()),
                known.user(),
                known.privateKeyFile(),
                Map.of(),
                Optional.empty());
    }
}
