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

/** How hosts are spoken to. */
final class HostOptions implements Worded {
    /** What carries connections. */
    enum Transport {
        /** Connections of our own. */
        NATIVE,
        /** OpenSSH's own program. */
        OPENSSH
    }

    private int forks = 32;
    private boolean verbose;
    private boolean noProgress;
    private @Nullable Path sshConfig;
    private Transport transport = Transport.NATIVE;
    private boolean acceptNew;
    private Optional<Duration> connectTimeout = Optional.empty();
    private boolean become;
    private boolean askBecomePass;
    private boolean pushRuntime;
    private Map<String, Path> jmods = new LinkedHashMap<>();

    @Override
    public void words(Words words) {
        words.option("-f", "--forks")
                .label("N")
                .otherwise("32")
                .says("how many hosts to speak to at once (default: ${DEFAULT-VALUE})")
                .number(given -> forks = given);
        words.option("-v", "--verbose")
                .says("say on standard error how each host was reached, and how long it took")
                .flag(given -> verbose = given);
        words.option("--no-progress")
                .says("do not show on the terminal how far things are")
                .flag(given -> noProgress = given);
        words.option("--ssh-config")
                .label("FILE")
                .says("OpenSSH's configuration to follow, instead of ~/.ssh/config and /etc/ssh/ssh_config")
                .path(given -> sshConfig = given);
        words.option("--transport")
                .label("native|openssh")
                .otherwise("native")
                .says("what connects to hosts; openssh leaves it to the ssh program, for security keys, Kerberos and"
                        + " Match exec (default: native)")
                .oneOf(Transport.class, given -> transport = given);
        words.option("--accept-new")
                .says("record the key of a host that is met for the first time; a changed key is refused all the same")
                .flag(given -> acceptNew = given);
        words.option("--connect-timeout")
                .label("SECONDS")
                .says("how long a connection may take (default: ConnectTimeout of ssh_config, or 10)")
                .number(this::setConnectTimeout);
        words.option("-b", "--become")
                .says("become root by sudo where the inventory does not say so")
                .flag(given -> become = given);
        words.option("-K", "--ask-become-pass")
                .says("ask once for the password that sudo wants")
                .flag(given -> askBecomePass = given);
        words.option("--push-runtime")
                .says(
                        "send hosts without Java 17 a Java runtime, once, where the inventory does not say otherwise (pairwire_runtime)")
                .flag(given -> pushRuntime = given);
        words.option("--runtime-jmods")
                .label("MACHINE=DIRECTORY")
                .says(
                        "modules of a JDK for hosts that are another machine than this one, such as aarch64=/opt/jdk-arm/jmods")
                .pathsByName(given -> jmods = given);
    }

    private void setConnectTimeout(int seconds) {
        if (seconds < 1) {
            throw new UsageException("Invalid value for option '--connect-timeout': it is less than 1");
        }
        connectTimeout = Optional.of(Duration.ofSeconds(seconds));
    }

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
