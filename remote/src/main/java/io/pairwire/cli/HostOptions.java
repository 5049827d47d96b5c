package io.pairwire.cli;

import io.pairwire.inventory.Inventory;
import io.pairwire.ssh.Rehearsal;
import io.pairwire.ssh.SshOptions;
import io.pairwire.ssh.Sudo;
import io.pairwire.transaction.Agents;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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

    @Option(
            names = "--ssh-config",
            paramLabel = "FILE",
            description = "OpenSSH's configuration to follow, instead of ~/.ssh/config and /etc/ssh/ssh_config")
    @Nullable private Path sshConfig;

    /** What carries connections. */
    enum Transport {
        /** Connections of our own. */
        NATIVE,
        /** OpenSSH's own program. */
        OPENSSH
    }

    @Option(
            names = "--transport",
            paramLabel = "native|openssh",
            defaultValue = "native",
            description =
                    "what connects to hosts; openssh leaves it to the ssh program, for security keys, Kerberos and"
                            + " Match exec (default: native)")
    private Transport transport = Transport.NATIVE;

    @Option(
            names = "--accept-new",
            description =
                    "record the key of a host that is met for the first time; a changed key is refused all the same")
    private boolean acceptNew;

    @Option(
            names = "--connect-timeout",
            paramLabel = "SECONDS",
            description = "how long a connection may take (default: ConnectTimeout of ssh_config, or 10)")
    @Nullable private Integer connectTimeout;

    @Option(
            names = {"-b", "--become"},
            description = "become root by sudo where the inventory does not say so")
    private boolean become;

    @Option(
            names = {"-K", "--ask-become-pass"},
            description = "ask once for the password that sudo wants")
    private boolean askBecomePass;

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
        Agents agents = source.agents(inventory, ssh());
        return verbose ? new NarratedAgents(agents, terminal.err()) : agents;
    }

    private SshOptions ssh() throws IOException {
        Optional<Path> file = Optional.ofNullable(sshConfig);
        SshOptions options = SshOptions.defaults().withPrompts(new PrivatePrompts());
        options = transport == Transport.OPENSSH ? options.withOpenssh("ssh", file) : options.withConfig(file);
        if (acceptNew) {
            options = options.withNewHostKeysAccepted();
        }
        if (connectTimeout != null) {
            options = options.withConnectTimeout(Duration.ofSeconds(Math.max(1, connectTimeout)));
        }
        if (become) {
            options = options.withSudo(Sudo.usual());
        }
        return askBecomePass ? options.withSudoPasswordAsked() : options;
    }
}
