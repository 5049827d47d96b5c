package io.pairwire.runtime;

import io.pairwire.ssh.Parcel;
import io.pairwire.ssh.Runtimes;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Runtimes that are linked when the first host asks for one, and kept. Thread-safe: who asks meanwhile waits for the one that is being made. */
public final class LinkedRuntimes implements Runtimes {
    private static final String UNFINISHED = "runtime-making-";

    private final Cache cache;
    private final Map<String, Jmods> others;
    private final Map<String, Parcel> known = new HashMap<>();

    /** Where runtimes are kept, asked when the first is. */
    interface Cache {
        Path directory() throws IOException;
    }

    LinkedRuntimes(Cache cache, Map<String, Path> jmods) {
        this.cache = cache;
        this.others = new HashMap<>();
        jmods.forEach((machine, directory) -> others.put(machine, Jmods.in(directory)));
    }

    /**
     * Returns those that are kept in the cache of the user of this process.
     *
     * @param jmods directories with the modules of JDKs for other machines, by what {@code uname -m} says there
     */
    public static LinkedRuntimes inCacheOfUser(Map<String, String> environment, Map<String, Path> jmods) {
        return new LinkedRuntimes(() -> OwnDirectory.cache(environment), jmods);
    }

    /** Returns those of this machine, kept in a directory. */
    public static LinkedRuntimes keptIn(Path directory) {
        return new LinkedRuntimes(() -> directory, Map.of());
    }

    @Override
    public synchronized Parcel forMachine(String machine) throws NotToBeHadException {
        Parcel made = known.get(machine);
        if (made == null) {
            try {
                made = find(machine);
            } catch (IOException e) {
                throw new NotToBeHadException(
                        "it cannot be made here: " + e, "Look at the cache of this command (XDG_CACHE_HOME).");
            }
            known.put(machine, made);
        }
        return made;
    }

    private Parcel find(String machine) throws IOException, NotToBeHadException {
        Jmods jmods = jmods(machine);
        Path directory = cache.directory();
        OwnDirectory.require(directory);
        String name = "runtime-" + machine + "-" + jmods.key() + "-";
        Optional<Parcel> kept = kept(directory, name);
        return kept.isPresent() ? kept.get() : make(jmods, machine, directory, name);
    }

    private Jmods jmods(String machine) throws NotToBeHadException, IOException {
        if (!machine.matches("[A-Za-z0-9_]{1,32}")) {
            throw new NotToBeHadException("the host does not say what machine it is", "Install Java on the host.");
        }
        Jmods other = others.get(machine);
        if (other != null) {
            if (!Files.isRegularFile(other.home().resolve("java.base.jmod"))) {
                throw new NotToBeHadException(
                        other.home() + " is no directory of jmods: there is no java.base.jmod",
                        "Name the jmods directory of a JDK for " + machine + ".");
            }
            return other;
        }
        List<String> own = Linker.machines(Path.of(System.getProperty("java.home", ""), "bin", "java"));
        if (!own.contains(machine)) {
            throw new NotToBeHadException(
                    "the host is " + machine + ", and the JDK here has modules for "
                            + (own.isEmpty() ? "an unknown machine" : own.get(0)) + " alone",
                    "Name the jmods directory of a JDK for it: --runtime-jmods " + machine
                            + "=DIRECTORY; or install Java on the host.");
        }
        return Jmods.own();
    }

    /** Returns one that was made before. Its digest is in its name, so that a damaged one is none. */
    private static Optional<Parcel> kept(Path directory, String name) throws IOException {
        List<Path> found;
        try (Stream<Path> all = Files.list(directory)) {
            found = all.filter(file -> String.valueOf(file.getFileName()).startsWith(name))
                    .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .toList();
        }
        for (Path file : found) {
            Parcel archive = Parcel.ofFile(file);
            if (file.endsWith(name + archive.sha256() + ".tar.gz")) {
                return Optional.of(archive);
            }
            Files.delete(file);
        }
        return Optional.empty();
    }

    private static Parcel make(Jmods jmods, String machine, Path directory, String name)
            throws IOException, NotToBeHadException {
        sweep(directory);
        Path work = Files.createTempDirectory(directory, UNFINISHED);
        try {
            Path image = work.resolve("image");
            Linker.link(jmods, image, machine);
            Path unfinished = work.resolve("archive");
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(unfinished), 1 << 16)) {
                Archive.write(image, out);
            }
            try (FileChannel written = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
                written.force(true);
            }
            Path finished = directory.resolve(name + Parcel.ofFile(unfinished).sha256() + ".tar.gz");
            Files.move(unfinished, finished, StandardCopyOption.ATOMIC_MOVE);
            return Parcel.ofFile(finished);
        } finally {
            remove(work);
        }
    }

    /** Removes what commands left that were killed a day ago or longer. */
    private static void sweep(Path directory) throws IOException {
        Instant yesterday = Instant.now().minus(Duration.ofDays(1));
        List<Path> left;
        try (Stream<Path> all = Files.list(directory)) {
            left = all.filter(file -> String.valueOf(file.getFileName()).startsWith(UNFINISHED))
                    .toList();
        }
        for (Path each : left) {
            if (Files.getLastModifiedTime(each).toInstant().isBefore(yesterday)) {
                remove(each);
            }
        }
    }

    private static void remove(Path directory) throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.walk(directory)) {
            all = files.sorted((a, b) -> b.compareTo(a)).toList();
        }
        for (Path file : all) {
            Files.delete(file);
        }
    }
}
