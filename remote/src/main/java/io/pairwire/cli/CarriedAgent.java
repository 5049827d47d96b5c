package io.pairwire.cli;

import io.pairwire.runtime.OwnDirectory;
import io.pairwire.ssh.AgentJar;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/**
 * The agent jar that this jar carries, as a file for a Java on this machine: unpacked once, and looked at each time before it is used.
 *
 * <p>It lies where an agent that is pushed to this host would lie, in a directory where nobody else can write, since root may run it.
 */
final class CarriedAgent {
    private final AgentJar jar;
    private final Path cache;

    /** The jar, kept in a directory. */
    CarriedAgent(AgentJar jar, Path cache) {
        this.jar = jar;
        this.cache = cache;
    }

    /** Returns the jar, kept in the cache of the user that this process runs as. */
    static CarriedAgent inCacheOfUser(AgentJar jar, Map<String, String> environment) throws IOException {
        return new CarriedAgent(jar, OwnDirectory.cache(environment));
    }

    /** Returns the file, unpacking the jar where it is not there, or is not what it should be. */
    Path file() throws IOException {
        OwnDirectory.require(cache);
        Path file = cache.resolve("agent-" + jar.sha256() + ".jar");
        if (!isWhole(file)) {
            unpack(file);
        }
        return file;
    }

    private boolean isWhole(Path file) throws IOException {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && AgentJar.ofFile(file).sha256().equals(jar.sha256());
    }

    /** Under another name first, so that nobody finds half of it. */
    private void unpack(Path file) throws IOException {
        Path unfinished = Files.createTempFile(cache, "agent-", ".new");
        try {
            try (InputStream in = jar.open()) {
                Files.copy(in, unfinished, StandardCopyOption.REPLACE_EXISTING);
            }
            if (!isWhole(unfinished)) {
                throw new IOException("the agent jar in this jar is not the one that was packed");
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }
}
