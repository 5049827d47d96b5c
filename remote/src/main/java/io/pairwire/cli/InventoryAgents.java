package io.pairwire.cli;

import io.pairwire.inventory.Become;
import io.pairwire.inventory.Inventory;
import io.pairwire.inventory.InventoryHost;
import io.pairwire.inventory.JumpHost;
import io.pairwire.inventory.Proxy;
import io.pairwire.inventory.SshArguments;
import io.pairwire.model.HostName;
import io.pairwire.ssh.AgentJar;
import io.pairwire.ssh.AgentProcess;
import io.pairwire.ssh.Cleaned;
import io.pairwire.ssh.Examination;
import io.pairwire.ssh.Lodging;
import io.pairwire.ssh.SshClient;
import io.pairwire.ssh.SshHost;
import io.pairwire.ssh.SshOptions;
import io.pairwire.ssh.Sudo;
import io.pairwire.transaction.Agents;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Agents over SSH, at the hosts of an inventory; without one, at hosts by their names. */
final class InventoryAgents implements Agents, Errands {
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

    @Override
    public Cleaned clean(HostName host, boolean check) throws IOException {
        return client.clean(host(host), check);
    }

    @Override
    public Examination examine(HostName host) throws IOException {
        return client.examine(host(host));
    }

    private SshHost host(HostName host) throws IOException {
        if (inventory.isEmpty()) {
            return SshHost.of(host.text(), host.text());
        }
        InventoryHost known = inventory
                .get()
                .host(host)
                .orElseThrow(() -> new IOException("host " + host + " is not in the inventory"));
        boolean hasPort = known.variables().containsKey("ansible_port")
                || known.variables().containsKey("ansible_ssh_port");
        return new SshHost(
                host.text(),
                known.address(),
                hasPort ? OptionalInt.of(known.port()) : OptionalInt.empty(),
                known.user(),
                known.privateKeyFile(),
                settings(known.sshArguments()),
                sudo(known),
                new Lodging(known.cacheDirectory(), known.takesRuntime()));
    }

    private static Map<String, String> settings(SshArguments arguments) {
        Map<String, String> settings = new LinkedHashMap<>(arguments.options());
        Proxy proxy = arguments.proxy().orElse(null);
        if (proxy instanceof Proxy.Jump jump) {
            settings.put(
                    "proxyjump",
                    String.join(
                            ",", jump.hosts().stream().map(JumpHost::toString).toList()));
        } else if (proxy instanceof Proxy.Command command) {
            settings.put("proxycommand", command.text());
        }
        return settings;
    }

    private static Optional<Sudo> sudo(InventoryHost known) throws IOException {
        if (known.become().isEmpty()) {
            return Optional.empty();
        }
        Become become = known.become().get();
        if (!become.method().equals("sudo") || !become.user().equals("root")) {
            throw new IOException("the inventory has it become " + become.user() + " by " + become.method()
                    + ", and only root by sudo is to be had (ansible_become_method, ansible_become_user)");
        }
        try {
            return Optional.of(new Sudo(become.executable().orElse("sudo"), become.password()));
        } catch (IllegalArgumentException e) {
            throw new IOException("ansible_become_exe: " + e.getMessage(), e);
        }
    }
}
