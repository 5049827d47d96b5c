package io.pairwire.ssh;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How to connect: what is the same for all hosts of a run. What is said here goes before what OpenSSH's configuration says.
 *
 * <p>A value: each {@code with…} returns other options, and leaves these as they are.
 */
public final class SshOptions {
    static final Path HOME = Path.of(System.getProperty("user.home"));
    private static final Path SSH = HOME.resolve(".ssh");

    private Optional<List<Path>> knownHostsFiles = Optional.empty();
    private Optional<List<Path>> defaultKeyFiles = Optional.empty();
    private Optional<Duration> connectTimeout = Optional.empty();
    private Optional<Duration> keepAliveInterval = Optional.empty();
    private int keepAliveMisses = 3;
    private Duration startTimeout = Duration.ofSeconds(30);
    private Optional<String> cacheDirectory = Optional.empty();
    private boolean rehearsal = true;
    private boolean acceptNew;
    private Optional<Path> agentSocket = Optional.empty();
    private Prompts prompts = Prompts.none();
    private Optional<SshConfig> config = Optional.empty();
    private Optional<Path> configFile = Optional.empty();
    private boolean asksForSudoPassword;
    private Optional<Sudo> sudo = Optional.empty();
    private Optional<String> openssh = Optional.empty();
    private boolean pushesRuntime;
    private Optional<Runtimes> runtimes = Optional.empty();

    private SshOptions() {}

    private SshOptions(SshOptions other) {
        knownHostsFiles = other.knownHostsFiles;
        defaultKeyFiles = other.defaultKeyFiles;
        connectTimeout = other.connectTimeout;
        keepAliveInterval = other.keepAliveInterval;
        keepAliveMisses = other.keepAliveMisses;
        startTimeout = other.startTimeout;
        cacheDirectory = other.cacheDirectory;
        rehearsal = other.rehearsal;
        acceptNew = other.acceptNew;
        agentSocket = other.agentSocket;
        prompts = other.prompts;
        config = other.config;
        configFile = other.configFile;
        asksForSudoPassword = other.asksForSudoPassword;
        sudo = other.sudo;
        openssh = other.openssh;
        pushesRuntime = other.pushesRuntime;
        runtimes = other.runtimes;
    }

    /** Returns what a person who uses OpenSSH expects: the files in {@code ~/.ssh}, the system's known hosts, and the agent. */
    public static SshOptions defaults() {
        String socket = System.getenv("SSH_AUTH_SOCK");
        SshOptions options = new SshOptions();
        return socket == null || socket.isEmpty() ? options : options.withAgentSocket(Path.of(socket));
    }

    /** Where host keys are recorded, and nowhere else; missing files count as empty. */
    public SshOptions withKnownHostsFiles(List<Path> files) {
        SshOptions changed = new SshOptions(this);
        changed.knownHostsFiles = Optional.of(List.copyOf(files));
        return changed;
    }

    /** The private keys to offer to a host for which none is named; missing files are skipped. */
    public SshOptions withDefaultKeyFiles(List<Path> files) {
        SshOptions changed = new SshOptions(this);
        changed.defaultKeyFiles = Optional.of(List.copyOf(files));
        return changed;
    }

    /** How long a connection to one address may take, and then the key exchange; 10 s where nothing is said. */
    public SshOptions withConnectTimeout(Duration timeout) {
        SshOptions changed = new SshOptions(this);
        changed.connectTimeout = Optional.of(positive("connect timeout", timeout));
        return changed;
    }

    /** How long the login may take, then the bootstrap, then each piece of an upload. */
    public SshOptions withStartTimeout(Duration timeout) {
        SshOptions changed = new SshOptions(this);
        changed.startTimeout = positive("start timeout", timeout);
        return changed;
    }

    /**
     * The patience for silent hosts: about {@code interval} times {@code misses}.
     *
     * @param interval how often a host is asked whether it is there, whole seconds; 5 s where nothing is said
     * @param misses after how many silent intervals the connection counts as lost
     */
    public SshOptions withKeepAlive(Duration interval, int misses) {
        if (interval.toSeconds() < 1) {
            throw new IllegalArgumentException("keepalive interval must be at least 1 s, not " + interval);
        }
        if (misses < 1) {
            throw new IllegalArgumentException("keepalive misses must be at least 1, not " + misses);
        }
        SshOptions changed = new SshOptions(this);
        changed.keepAliveInterval = Optional.of(interval);
        changed.keepAliveMisses = misses;
        return changed;
    }

    /**
     * Where the agent jar lies on hosts, an absolute path; else {@code /var/cache/pairwire} for root and
     * {@code ${XDG_CACHE_HOME:-$HOME/.cache}/pairwire} for others.
     */
    public SshOptions withCacheDirectory(String directory) {
        if (!Lodging.isPath(directory)) {
            throw new IllegalArgumentException("cache directory must be an absolute path, not '" + directory + "'");
        }
        SshOptions changed = new SshOptions(this);
        changed.cacheDirectory = Optional.of(directory);
        return changed;
    }

    /**
     * Without the rehearsal: a host is then left alone once a run is over, and does not start the agent once more by itself, with the
     * argument {@code "rehearse"}, to keep in its cache what makes later starts faster.
     */
    public SshOptions withoutRehearsal() {
        SshOptions changed = new SshOptions(this);
        changed.rehearsal = false;
        return changed;
    }

    /** Records the key of a host of which none is recorded, instead of refusing it. One that has changed is refused all the same. */
    public SshOptions withNewHostKeysAccepted() {
        SshOptions changed = new SshOptions(this);
        changed.acceptNew = true;
        return changed;
    }

    /** Where ssh-agent listens. */
    public SshOptions withAgentSocket(Path socket) {
        SshOptions changed = new SshOptions(this);
        changed.agentSocket = Optional.of(socket);
        return changed;
    }

    /** Without ssh-agent, whatever the environment says. */
    public SshOptions withoutAgent() {
        SshOptions changed = new SshOptions(this);
        changed.agentSocket = Optional.empty();
        return changed;
    }

    /** How a person is asked for what protects a key. */
    public SshOptions withPrompts(Prompts asked) {
        SshOptions changed = new SshOptions(this);
        changed.prompts = asked;
        return changed;
    }

    /** Follows OpenSSH's configuration: the user's and the system's, or the one file that is given instead of both. */
    public SshOptions withConfig(Optional<Path> file) throws IOException {
        ConfigFiles files = new ConfigFiles(HOME);
        SshOptions changed = new SshOptions(this);
        changed.configFile = file;
        changed.config = Optional.of(SshConfig.of(file.isPresent() ? files.given(file.get()) : files.usual()));
        return changed;
    }

    /** Becomes root this way on hosts of which nothing else is said. */
    public SshOptions withSudo(Sudo by) {
        SshOptions changed = new SshOptions(this);
        changed.sudo = Optional.of(by);
        return changed;
    }

    /** Returns how to become root where the inventory does not say so, if at all. */
    public Optional<Sudo> sudo() {
        return sudo;
    }

    /** Asks a person, once a run, for the password that sudo wants. */
    public SshOptions withSudoPasswordAsked() {
        SshOptions changed = new SshOptions(this);
        changed.asksForSudoPassword = true;
        return changed;
    }

    /** Leaves connections to a program, OpenSSH's own {@code ssh}, which reads its configuration itself, this file if it is given. */
    public SshOptions withOpenssh(String program, Optional<Path> file) {
        SshOptions changed = new SshOptions(this);
        changed.openssh = Optional.of(program);
        changed.configFile = file;
        return changed;
    }

    /** Where runtimes come from, for hosts without Java that may be sent one. */
    public SshOptions withRuntimes(Runtimes from) {
        SshOptions changed = new SshOptions(this);
        changed.runtimes = Optional.of(from);
        return changed;
    }

    /** Sends hosts without Java a runtime, where nothing else is said of them. */
    public SshOptions withRuntimePushed() {
        SshOptions changed = new SshOptions(this);
        changed.pushesRuntime = true;
        return changed;
    }

    boolean pushesRuntime() {
        return pushesRuntime;
    }

    Optional<Runtimes> runtimes() {
        return runtimes;
    }

    boolean asksForSudoPassword() {
        return asksForSudoPassword;
    }

    Optional<String> openssh() {
        return openssh;
    }

    Optional<Path> configFile() {
        return configFile;
    }

    SshConfig config() {
        return config.orElse(SshConfig.NONE);
    }

    Optional<List<Path>> knownHostsFiles() {
        return knownHostsFiles;
    }

    Optional<List<Path>> defaultKeyFiles() {
        return defaultKeyFiles;
    }

    /** The private keys that OpenSSH would look for. */
    static List<Path> usualKeyFiles() {
        return List.of(SSH.resolve("id_ed25519"), SSH.resolve("id_ecdsa"), SSH.resolve("id_rsa"));
    }

    static List<Path> usualKnownHosts() {
        return List.of(SSH.resolve("known_hosts"), SSH.resolve("known_hosts2"));
    }

    static List<Path> systemKnownHosts() {
        return List.of(Path.of("/etc/ssh/ssh_known_hosts"), Path.of("/etc/ssh/ssh_known_hosts2"));
    }

    Optional<Duration> connectTimeout() {
        return connectTimeout;
    }

    Duration startTimeout() {
        return startTimeout;
    }

    Optional<Duration> keepAliveInterval() {
        return keepAliveInterval;
    }

    int keepAliveMisses() {
        return keepAliveMisses;
    }

    Optional<String> cacheDirectory() {
        return cacheDirectory;
    }

    boolean rehearsal() {
        return rehearsal;
    }

    boolean acceptNew() {
        return acceptNew;
    }

    Optional<Path> agentSocket() {
        return agentSocket;
    }

    Prompts prompts() {
        return prompts;
    }

    private static Duration positive(String what, Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(what + " must be positive, not " + duration);
        }
        return duration;
    }
}
