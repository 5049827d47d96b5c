package io.pairwire.cli;

import io.pairwire.inventory.Inventory;
import io.pairwire.ssh.SshOptions;
import io.pairwire.transaction.Agents;
import java.io.IOException;
import java.util.Optional;

/** How commands come by agents: over SSH, but for tests. */
interface AgentSource {
    /**
     * Returns the agents of an inventory's hosts; without one, of hosts by their names. Contacts nobody yet.
     *
     * @param options how hosts are connected to
     */
    Agents agents(Optional<Inventory> inventory, SshOptions options) throws IOException;

    /** Returns what is to be done on an inventory's hosts without an agent. Contacts nobody yet. */
    default Errands errands(Inventory inventory, SshOptions options) throws IOException {
        return new InventoryAgents(Optional.of(inventory), options);
    }
}
