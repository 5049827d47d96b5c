package io.pairwire.ssh;

import io.pairwire.secret.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

/**
 * A real sshd for tests outside this room, which wants a key that has a passphrase, and where a stand-in for sudo wants a password. What
 * is pushed there as the agent is none, so that every run ends when it has become root.
 */
public final class HostWithPasswords {
    private final Bench bench;
    private final Path key;
    private final LoopbackSshd server;
    private final AgentJar jar;

    /** Starts one that keeps its files in a directory. */
    public HostWithPasswords(Path directory, String passphrase, String sudoPassword) throws Exception {
        bench = new Bench(Files.createDirectories(directory));
        // ssh-keygen is told of it on its command line; nothing of ours has begun yet.
        key = bench.key("locked", "-t", "ed25519", "-N", passphrase);
        Path bin = Files.createDirectory(directory.resolve("bin"));
        executable(bin.resolve("sudo"), Files.readString(Path.of("src/test/resources/fake-sudo")));
        executable(bin.resolve("id"), "#!/bin/sh\n[ -n \"${FAKE_ROOT-}\" ] && exec /usr/bin/id \"$@\"\necho 1000\n");
        Files.writeString(directory.resolve("sudoers"), "password " + sudoPassword + "\n");
        server = bench.server(
                List.of(bench.hostKey()),
                List.of(key),
                "ForceCommand PATH=" + bin + ":$PATH; export PATH; exec sh -c \"$SSH_ORIGINAL_COMMAND\"");
        jar = AgentJar.ofFile(Files.writeString(directory.resolve("no.jar"), "nothing that Java could run"));
    }

    private static void executable(Path file, String text) throws Exception {
        Files.setPosixFilePermissions(Files.writeString(file, text), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Returns the port on loopback. */
    public int port() {
        return server.port();
    }

    /** Returns the key that opens it. */
    public Path key() {
        return key;
    }

    /** Returns what passes for the agent. */
    public AgentJar jar() {
        return jar;
    }

    /** Returns options that trust the host, with somebody who answers every question so. */
    public SshOptions options(SshOptions options, String answer) throws Exception {
        Path known = Files.writeString(bench.file("known"), Bench.knownAs(server, bench.hostKey()) + "\n");
        return options.withKnownHostsFiles(List.of(known))
                .withDefaultKeyFiles(List.of())
                .withCacheDirectory(bench.file("cache").toString())
                .withoutAgent()
                .withoutRehearsal()
                .withPrompts(question -> Optional.of(Secret.of(answer)));
    }

    /** Ends it. */
    public void close() throws Exception {
        bench.close();
    }
}
