package io.pairwire.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/** A directory where nobody else can write, since root may run what lies in it, here or on a host. */
public final class OwnDirectory {
    private static final Path CACHE_OF_ROOT = Path.of("/var/cache/pairwire");
    private static final int WRITABLE_BY_OTHERS = 0022;
    private static final int STICKY = 01000;

    private OwnDirectory() {}

    /** Returns the cache of the user that this process runs as: where an agent that is pushed to this host would lie. */
    public static Path cache(Map<String, String> environment) throws IOException {
        if (user() == 0) {
            return CACHE_OF_ROOT;
        }
        String own = environment.getOrDefault("XDG_CACHE_HOME", "");
        Path caches = own.startsWith("/") ? Path.of(own) : Path.of(System.getProperty("user.home", ""), ".cache");
        return caches.resolve("pairwire");
    }

    /** Makes it where it is not there, and fails where others could write to it: for root the directories above count too. */
    public static void require(Path directory) throws IOException {
        Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        int user = user();
        if (Files.isSymbolicLink(directory)) {
            throw unsafe(directory, "is a symbolic link");
        }
        Path self = directory.toRealPath();
        // Who can rename one above it can put another in its place.
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
