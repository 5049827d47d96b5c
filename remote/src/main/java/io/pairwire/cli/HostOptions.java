package io.pairwire.cli;

import io.pairwire.inventory.Inventory;
import io.pairwire.runtime.LinkedRuntimes;
import io.pairwire.ssh.Rehearsal;
import io.pairwire.ssh.SshOptions;
import io.pairwire.ssh.Sudo;
import io.pairwire.transaction.Agents;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

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

    @Option(names = "--no-progress", description = "do not show on the terminal how far things are")
    private boolean noProgress;

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
    void setConnectTimeout(int seconds) {
        if (seconds < 1) {
            throw new ParameterException(
                    command.commandLine(), "Invalid value for option '--connect-timeout': it is less than 1");
        }
        connectTimeout = Optional.of(Duration.ofSeconds(seconds));
    }

    private Optional<Duration> connectTimeout = Optional.empty();

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything is called
    private CommandSpec command;

    @Option(
            names = {"-b", "--become"},
            description = "become root by sudo where the inventory does not say so")
    private boolean become;

    @Option(
            names = {"-K", "--ask-become-pass"},
            description = "ask once for the password that sudo wants")
    private boolean askBecomePass;

    @Option(
            names = "--push-runtime",
            description =
                    "send hosts without Java 17 a Java runtime, once, where the inventory does not say otherwise (pairwire_runtime)")
    private boolean pushRuntime;

    @Option(
            names = "--runtime-jmods",
            paramLabel = "MACHINE=DIRECTORY",
            description =
                    "modules of a JDK for hosts that are another machine than this one, such as aarch64=/opt/jdk-arm/jmods")
    private Map<String, Path> jmods = new LinkedHashMap<>();

    int forks() {
        return Math.max(1, forks);
    }

    /** Begins what speaking to any host takes, while files are still read. */
    void expect() {
        Rehearsal.inBackground();
    }

    /**
     * Returns the agents of an inventory's hosts.
     *
     * @param hosts how many of them will be started, as far as is known
     */
    Agents agents(AgentSource source, Optional<Inventory> inventory, int hosts, Terminal terminal) throws IOException {
        return agents(source, inventory, hosts, terminal, Optional.empty());
    }

    /**
     * Returns the agents of an inventory's hosts.
     *
     * @param becoming whether to become root where the inventory does not say so, instead of what the command line says
     */
    Agents agents(
            AgentSource source, Optional<Inventory> inventory, int hosts, Terminal terminal, Optional<Boolean> becoming)
            throws IOException {
        Agents agents = source.agents(inventory, ssh(becoming.orElse(become)));
        if (verbose) {
            return new NarratedAgents(agents, terminal);
        }
        return showsProgress(terminal) ? new CountedAgents(agents, hosts, terminal.err(), System::nanoTime) : agents;
    }

    /** Returns whether to show how far things are: on a terminal, if that is wanted. */
    boolean showsProgress(Terminal terminal) {
        return terminal.attended() && !noProgress;
    }

    Errands errands(AgentSource source, Inventory inventory) throws IOException {
        return source.errands(inventory, ssh(become));
    }

    private SshOptions ssh(boolean becoming) throws IOException {
        Optional<Path> file = Optional.ofNullable(sshConfig);
        SshOptions options = SshOptions.defaults()
                .withPrompts(new PrivatePrompts())
                .withRuntimes(LinkedRuntimes.inCacheOfUser(System.getenv(), jmods));
        options = transport == Transport.OPENSSH ? options.withOpenssh("ssh", file) : options.withConfig(file);
        if (acceptNew) {
            options = options.withNewHostKeysAccepted();
        }
        if (connectTimeout.isPresent()) {
            options = options.withConnectTimeout(connectTimeout.get());
        }
        if (becoming) {
            options = options.withSudo(Sudo.usual());
        }
        if (pushRuntime) {
            options = options.withRuntimePushed();
        }
        return askBecomePass ? options.withSudoPasswordAsked() : options;
    }
}
