package io.pairwire.cli;

import io.pairwire.ssh.AgentJar;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/**
 * The agent jar that this jar carries, as a file for a Java on this machine: unpacked once, and looked at each time before it is used.
 *
 * <p>It lies where an agent that is pushed to this host would lie, in a directory where nobody else can write, since root may run it.
 */
final class CarriedAgent {
    private static final Path CACHE_OF_ROOT = Path.of("/var/cache/pairwire");
    private static final int WRITABLE_BY_OTHERS = 0022;
    private static final int STICKY = 01000;

    private final AgentJar jar;
    private final Path cache;

    /** The jar, kept in a directory. */
    CarriedAgent(AgentJar jar, Path cache) {
        this.jar = jar;
        this.cache = cache;
    }

    /** Returns the jar, kept in the cache of the user that this process runs as. */
    static CarriedAgent inCacheOfUser(AgentJar jar, Map<String, String> environment) throws IOException {
        if (user() == 0) {
            return new CarriedAgent(jar, CACHE_OF_ROOT);
        }
        String own = environment.getOrDefault("XDG_CACHE_HOME", "");
        Path caches = own.startsWith("/") ? Path.of(own) : Path.of(System.getProperty("user.home"), ".cache");
        return new CarriedAgent(jar, caches.resolve("pairwire"));
    }

    /** Returns the file, unpacking the jar where it is not there, or is not what it should be. */
    Path file() throws IOException {
        Files.createDirectories(
                cache, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        requireSafe();
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

    /** For root the directories above count too: who can rename one can put another in its place. */
    private void requireSafe() throws IOException {
        int user = user();
        if (Files.isSymbolicLink(cache)) {
            throw unsafe(cache, "is a symbolic link");
        }
        Path self = cache.toRealPath();
        for (Path each = self; each != null; each = user == 0 ? each.getParent() : null) {
            int owner = number(each, "unix:uid");
            int mode = number(each, "unix:mode");
            if (owner != user && (owner != 0 || each.equals(self))) {
                throw unsafe(each, "is owned by user ID " + owner);
            }
            if ((mode & WRITABLE_BY_OTHERS) != 0 && ((mode & STICKY) == 0 || each.equals(self))) {
                throw unsafe(each, "can be written by others");
            }
        }
    }

    private static IOException unsafe(Path directory, String why) {
        return new IOException("the cache is not safe: " + directory + " " + why + "; look at it, then remove it");
    }

    private static int user() throws IOException {
        return number(Path.of("/proc/self"), "unix:uid");
    }

    private static int number(Path file, String attribute) throws IOException {
        return (int) Files.getAttribute(file, attribute);
    }
}
