package io.pairwire.ssh;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * One SSH server on the way to a host, or the host itself, everything about it settled.
 *
 * @param connectTimeout how long the connection to one address may take, and then the key exchange
 * @param keepAliveInterval how often it is asked whether it is there
 * @param keepAliveMisses after how many silent intervals it counts as lost
 */
record Hop(
        SshTarget target,
        HostKeyPolicy hostKeys,
        Identities identities,
        Duration connectTimeout,
        Duration keepAliveInterval,
        int keepAliveMisses) {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(5);

    /** Returns the host itself, where nobody but the options say anything of it. */
    static Hop of(SshHost host, SshOptions options) {
        SshTarget target = new SshTarget(
                host.name(),
                host.address(),
                host.port().orElse(SshTarget.DEFAULT_PORT),
                host.user().orElseGet(SshTarget::currentUser));
        boolean named = host.privateKeyFile().isPresent();
        List<Path> keys = host.privateKeyFile()
                .map(List::of)
                .orElseGet(() -> options.defaultKeyFiles().orElseGet(SshOptions::usualKeyFiles));
        return new Hop(
                target,
                new HostKeyPolicy(
                        KnownHosts.Names.of(target.address(), target.port()),
                        options.knownHostsFiles().orElseGet(SshOptions::usualKnownHosts),
                        options.knownHostsFiles().isPresent() ? List.of() : SshOptions.systemKnownHosts(),
                        options.acceptNew(),
                        false),
                new Identities(keys, named, List.of(), false, options.agentSocket()),
                options.connectTimeout().orElse(CONNECT_TIMEOUT),
                options.keepAliveInterval().orElse(KEEP_ALIVE),
                options.keepAliveMisses());
    }
}
