package io.pairwire.agent;

import io.pairwire.exchange.Reply;
import io.pairwire.model.TopologyName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A host's files and locks in memory, which outlive its processes; each process has a {@link Life}. */
public final class FakeDisk {
    private final Map<Path, String> files = new TreeMap<>();
    private final Map<Path, Lock> locks = new HashMap<>();
    private final Map<Path, Integer> reserved = new HashMap<>();
    private String bootId = "boot 1\n";
    private String full = "none";
    private String fullOf = "/nowhere";
    private long deadline;
    private final AgentPaths paths;
    private Optional<FakeClock> clock = Optional.empty();

    /** Who holds a lock. */
    private record Lock(Life life, String holder) {}

    /** Every module is loaded: to look for one that is not would start a process each time. */
    private static final Path MODULES = modules();

    private static Path modules() {
        try {
            Path directory = Files.createTempDirectory("modules");
            directory.toFile().deleteOnExit();
            for (String module : List.of("l2tp_netlink", "l2tp_eth", "l2tp_ip", "l2tp_ip6")) {
                Files.createDirectory(directory.resolve(module)).toFile().deleteOnExit();
            }
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A disk of a host without network namespaces. */
    public FakeDisk() {
        this(Path.of("/fake/netns"));
    }

    /** A disk of a host whose network namespaces have their names in a directory, which is a real one. */
    public FakeDisk(Path namespaces) {
        paths = new AgentPaths(
                Path.of("/fake/lib"),
                Path.of("/fake/log"),
                Path.of("/fake/run"),
                MODULES,
                namespaces,
                Path.of("/fake/proc"),
                "/bin/false");
    }

    /** Returns what every file says, by path. */
    public Map<String, String> files() {
        Map<String, String> all = new TreeMap<>();
        files.forEach((path, text) -> all.put(path.toString(), text));
        return all;
    }

    /** Nothing more can be written, or something can again. */
    public void full(boolean is) {
        full = is ? "" : "none";
        fullOf = "/nowhere";
    }

    /** Nothing more can be written but to files whose name ends so. */
    void fullBut(String ending) {
        full = ending;
    }

    /** Nothing more can be written below a directory. */
    void fullOf(String directory) {
        full = "none";
        fullOf = directory;
    }

    private boolean isFullFor(Path file) {
        return file.startsWith(fullOf)
                || (!full.equals("none") && (full.isEmpty() || !file.toString().endsWith(full)));
    }

    /** The machine starts anew: what does not survive that is gone, and every process is dead. */
    public void reboot() {
        files.keySet().removeIf(file -> file.startsWith(paths.runtime()));
        rebootWithRunOnDisk();
    }

    /** The machine starts anew, where {@code /run} survives that. */
    void rebootWithRunOnDisk() {
        List.copyOf(locks.values()).forEach(lock -> lock.life().die());
        locks.clear();
        bootId = "boot " + (Integer.parseInt(bootId.strip().substring(5)) + 1) + "\n";
    }

    /** Returns the topologies that have a change under way. */
    Set<TopologyName> journals() {
        Set<TopologyName> topologies = new TreeSet<>();
        for (Path file : files.keySet()) {
            String name = String.valueOf(file.getFileName());
            if (name.endsWith(".journal")) {
                topologies.add(new TopologyName(name.substring(0, name.length() - ".journal".length())));
            }
        }
        return topologies;
    }

    /** Notes when the host must be taken back, by a clock's nanoseconds. */
    void deadline(long nanos) {
        deadline = nanos;
    }

    long deadline() {
        return deadline;
    }

    /** How long the kernel runs, which is a file, goes by a clock from now on. */
    void timeIsOf(FakeClock clock) {
        this.clock = Optional.of(clock);
    }

    /** Returns how long the last text was that room was made sure of for a file. */
    int reserved(Path file) {
        return reserved.getOrDefault(file, 0);
    }

    /** Returns the lines of the audit log that are whole. */
    public List<String> audit() {
        String text = files.getOrDefault(paths.audit(), "");
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    /** Returns where a host's agent keeps its files on this disk. */
    AgentPaths paths() {
        return paths;
    }

    /** A process died where it was told to: nobody may catch this. */
    static final class Death extends Error {
        private static final long serialVersionUID = 1L;

        Death() {
            super("the process died", null, false, false);
        }
    }

    /** The disk and the locks as one process sees them, and how long that lives, counted in steps. */
    final class Life implements Disk, Locks {
        private int taken;
        private int last = Integer.MAX_VALUE;
        private boolean dead;

        /** Returns how many steps it has taken. */
        int steps() {
            return taken;
        }

        /** It dies when it takes so many more steps; the last of these is not taken, or taken by half. */
        void dieAfter(int more) {
            last = taken + more;
        }

        void die() {
            dead = true;
            locks.values().removeIf(lock -> lock.life() == this);
        }

        boolean isDead() {
            return dead;
        }

        /** Takes a step, or dies of it. */
        void step() {
            if (!dead && ++taken >= last) {
                die();
            }
            if (dead) {
                throw new Death();
            }
        }

        @Override
        public Optional<String> read(Path file) throws IOException {
            if (dead) {
                throw new Death();
            }
            if (file.equals(paths.bootId())) {
                return Optional.of(bootId);
            }
            if (file.equals(paths.uptime()) && clock.isPresent()) {
                long hundredths = clock.get().nanos() / 10_000_000;
                return Optional.of("%d.%02d 0.00\n".formatted(hundredths / 100, hundredths % 100));
            }
            return Optional.ofNullable(files.get(file));
        }

        @Override
        public void reserve(Path file, String text) throws IOException {
            write(beside(file), text, "");
            reserved.put(file, text.length());
        }

        @Override
        public void replace(Path file, String text) throws IOException {
            write(beside(file), text, "");
            step();
            files.remove(beside(file));
            files.put(file, text);
        }

        @Override
        public void append(Path file, String text) throws IOException {
            write(file, text, files.getOrDefault(file, ""));
        }

        @Override
        public void log(Path file, String lines) throws IOException {
            String before = files.getOrDefault(file, "");
            write(file, lines, before.isEmpty() || before.endsWith("\n") ? before : before + "\n");
        }

        /** Leaves half a text where the process dies of it. */
        private void write(Path file, String text, String before) throws IOException {
            if (isFullFor(file)) {
                step();
                throw new IOException(file + ": No space left on device");
            }
            try {
                step();
            } catch (Death e) {
                if (taken == last) {
                    files.put(file, before + text.substring(0, text.length() / 2));
                }
                throw e;
            }
            files.put(file, before + text);
        }

        @Override
        public void delete(Path file) throws IOException {
            step();
            files.remove(beside(file));
            files.remove(file);
        }

        @Override
        public void release(Path file) throws IOException {
            step();
            files.remove(beside(file));
        }

        private static Path beside(Path file) {
            return file.resolveSibling("." + file.getFileName() + ".new");
        }

        @Override
        public Held take(Path file, String holder) throws RefusedException {
            step();
            Lock held = locks.get(file);
            if (held != null) {
                throw new RefusedException(
                        Reply.Refused.Why.LOCKED, "another run holds the lock " + file + ": " + held.holder(), "");
            }
            Lock mine = new Lock(this, holder);
            locks.put(file, mine);
            return () -> locks.remove(file, mine);
        }
    }
}
