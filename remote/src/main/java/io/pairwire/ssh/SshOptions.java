package io.pairwire.ssh;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How to connect: what is the same for all hosts of a run.
 *
 * @param knownHostsFiles where host keys are recorded; missing files count as empty
 * @param defaultKeyFiles the private keys to offer to a target that names none; missing files are skipped
 * @param connectTimeout how long the TCP connection to one address may take, and then the key exchange
 * @param startTimeout how long the login may take, then the bootstrap, then each piece of an upload
 * @param keepAliveInterval how often a host is asked whether it is there, whole seconds
 * @param keepAliveMisses after how many silent intervals the connection counts as lost
 * @param cacheDirectory where the agent jar lies on hosts, an absolute path; when absent {@code /var/cache/pairwire} for
 *     root and {@code ${XDG_CACHE_HOME:-$HOME/.cache}/pairwire} for others
 * @param rehearsal whether a host, after the first run of a jar, may start the agent once more by itself, with the argument {@code "rehearse"},
 *     to keep in its cache what makes later starts faster
 */
public record SshOptions(
        List<Path> knownHostsFiles,
        List<Path> defaultKeyFiles,
        Duration connectTimeout,
        Duration startTimeout,
        Duration keepAliveInterval,
        int keepAliveMisses,
        Optional<String> cacheDirectory,
        boolean rehearsal) {

    public SshOptions {
        knownHostsFiles = List.copyOf(knownHostsFiles);
        defaultKeyFiles = List.copyOf(defaultKeyFiles);
        requirePositive("connect timeout", connectTimeout);
        requirePositive("start timeout", startTimeout);
        if (keepAliveInterval.toSeconds() < 1) {
            throw new IllegalArgumentException("keepalive interval must be at least 1 s, not " + keepAliveInterval);
        }
        if (keepAliveMisses < 1) {
            throw new IllegalArgumentException("keepalive misses must be at least 1, not " + keepAliveMisses);
        }
        if (cacheDirectory.isPresent() && !cacheDirectory.get().matches("/[^\\p{Cntrl}]+")) {
            throw new IllegalArgumentException(
                    "cache directory must be an absolute path, not '" + cacheDirectory.get() + "'");
        }
    }

    /** Returns what a person who uses OpenSSH expects: the files in {@code ~/.ssh}, and the system's known hosts. */
    public static SshOptions defaults() {
        Path ssh = Path.of(System.getProperty("user.home"), ".ssh");
        return new SshOptions(
                List.of(ssh.resolve("known_hosts"), Path.of("/etc/ssh/ssh_known_hosts")),
                List.of(ssh.resolve("id_ed25519"), ssh.resolve("id_ecdsa"), ssh.resolve("id_rsa")),
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofSeconds(5),
                3,
                Optional.empty(),
                true);
    }

    /** Returns these options with other known hosts files. */
    public SshOptions withKnownHostsFiles(List<Path> files) {
        return new SshOptions(
                files,
                defaultKeyFiles,
                connectTimeout,
                startTimeout,
                keepAliveInterval,
                keepAliveMisses,
                cacheDirectory,
                rehearsal);
    }

    /** Returns these options with other default keys. */
    public SshOptions withDefaultKeyFiles(List<Path> files) {
        return new SshOptions(
                knownHostsFiles,
                files,
                connectTimeout,
                startTimeout,
                keepAliveInterval,
                keepAliveMisses,
                cacheDirectory,
                rehearsal);
    }

    /** Returns these options with another time to connect. */
    public SshOptions withConnectTimeout(Duration timeout) {
        return new SshOptions(
                knownHostsFiles,
                defaultKeyFiles,
                timeout,
                startTimeout,
                keepAliveInterval,
                keepAliveMisses,
                cacheDirectory,
                rehearsal);
    }

    /** Returns these options with another time for the agent to start. */
    public SshOptions withStartTimeout(Duration timeout) {
        return new SshOptions(
                knownHostsFiles,
                defaultKeyFiles,
                connectTimeout,
                timeout,
                keepAliveInterval,
                keepAliveMisses,
                cacheDirectory,
                rehearsal);
    }

    /** Returns these options with another patience for silent hosts: about {@code interval} times {@code misses}. */
    public SshOptions withKeepAlive(Duration interval, int misses) {
        return new SshOptions(
                knownHostsFiles,
                defaultKeyFiles,
                connectTimeout,
                startTimeout,
                interval,
                misses,
                cacheDirectory,
                rehearsal);
    }

    /** Returns these options with another directory for the agent jar on hosts. */
    public SshOptions withCacheDirectory(String directory) {
        return new SshOptions(
                knownHostsFiles,
                defaultKeyFiles,
                connectTimeout,
                startTimeout,
                keepAliveInterval,
                keepAliveMisses,
                Optional.of(directory),
                rehearsal);
    }

    /** Returns these options without the rehearsal: hosts are then left alone once a run is over. */
    public SshOptions withoutRehearsal() {
        return new SshOptions(
                knownHostsFiles,
                defaultKeyFiles,
                connectTimeout,
                startTimeout,
                keepAliveInterval,
                keepAliveMisses,
                cacheDirectory,
                false);
    }

    private static void requirePositive(String what, Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(what + " must be positive, not " + duration);
        }
    }
}
