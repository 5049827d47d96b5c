package io.pairwire.transaction;

import io.pairwire.agent.InProcessAgent;
import io.pairwire.agent.MortalKernel;
import io.pairwire.agent.Snapshot;
import io.pairwire.kernel.FakeKernel;
import io.pairwire.kernel.FakeUnderlay;
import io.pairwire.model.HostName;
import io.pairwire.probe.FakeWire;
import io.pairwire.ssh.AgentProcess;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Hosts in this process: each has a fake kernel and a directory of its own, and may be struck by misfortune. */
public final class FakeAgents implements Agents {
    private final Path directory;
    private final Map<String, FakeKernel> kernels = new TreeMap<>();
    private final Set<String> unreachable = new HashSet<>();
    private final Set<String> unknown = new HashSet<>();
    private final Map<String, Integer> cuts = new HashMap<>();
    private final Set<String> killed = new HashSet<>();
    private final List<String> contacted = new ArrayList<>();
    private final FakeUnderlay underlay = new FakeUnderlay(this::kernels);
    private final FakeWire wire = new FakeWire(underlay);

    /** Hosts that keep their files below a directory. */
    public FakeAgents(Path directory) {
        this.directory = directory;
    }

    /** Returns a host's kernel. */
    public synchronized FakeKernel kernel(String host) {
        return kernels.computeIfAbsent(host, name -> new FakeKernel());
    }

    private synchronized Map<String, FakeKernel> kernels() {
        return Map.copyOf(kernels);
    }

    /** Returns the network between the hosts. */
    public FakeUnderlay underlay() {
        return underlay;
    }

    /** Returns what probes go over. */
    public FakeWire wire() {
        return wire;
    }

    /** A host starts anew: its files are there, and its kernel carries nothing. */
    public synchronized void reboot(String host) {
        kernels.put(host, new FakeKernel());
    }

    /** Nobody answers at a host, or somebody does again. */
    public synchronized void unreachable(String host, boolean is) {
        if (is) {
            unreachable.add(host);
        } else {
            unreachable.remove(host);
        }
    }

    /** A host is not in the inventory. */
    synchronized void unknown(String host) {
        unknown.add(host);
    }

    /** The connection to a host is lost after so many replies; a process that is killed does nothing more either. */
    synchronized void cutAfter(int replies, String host, boolean kill) {
        cuts.put(host, replies);
        if (kill) {
            killed.add(host);
        }
    }

    /** Misfortune ends. */
    synchronized void mend() {
        unreachable.clear();
        cuts.clear();
        killed.clear();
    }

    /** Returns the hosts where an agent was started, in alphabetical order, each as often as one was. */
    public synchronized List<String> contacted() {
        return contacted.stream().sorted().toList();
    }

    /** Returns all that all hosts carry. */
    public synchronized Map<String, List<String>> snapshot() {
        Map<String, List<String>> all = new TreeMap<>();
        kernels.forEach((host, kernel) -> all.put(host, Snapshot.of(kernel)));
        return all;
    }

    /** Returns how many orders all the kernels have heard. */
    public synchronized int writes() {
        return kernels.values().stream().mapToInt(FakeKernel::writes).sum();
    }

    @Override
    public synchronized boolean knows(HostName host) {
        return !unknown.contains(host.text());
    }

    @Override
    public synchronized AgentProcess start(HostName host) throws IOException {
        contacted.add(host.text());
        if (unreachable.contains(host.text())) {
            throw new IOException("connection refused");
        }
        MortalKernel kernel = new MortalKernel(kernel(host.text()));
        InProcessAgent agent =
                new InProcessAgent(kernel, wire.at(host.text()), directory.resolve(host.text()), "/bin/false");
        InputStream replies = agent.fromAgent();
        Integer cut = cuts.get(host.text());
        boolean kill = killed.contains(host.text());
        return new FakeProcess(
                host,
                agent,
                cut == null
                        ? replies
                        : new Severed(replies, cut, () -> {
                            if (kill) {
                                kernel.kill();
                            }
                        }));
    }

    /** Frames up to a number, and then the end, just when the next one comes. */
    private static final class Severed extends FilterInputStream {
        private final Runnable atTheEnd;
        private int frames;
        private int header;
        private int length;

        Severed(InputStream in, int frames, Runnable atTheEnd) {
            super(in);
            this.frames = frames;
            this.atTheEnd = atTheEnd;
        }

        @Override
        public int read() throws IOException {
            int octet = super.read();
            if (frames == 0) {
                atTheEnd.run();
                return -1;
            }
            if (header < 8) {
                length = header < 4 ? 0 : (length << 8) | octet;
                header++;
            } else {
                length--;
            }
            if (header == 8 && length == 0) {
                header = 0;
                frames--;
            }
            return octet;
        }

        @Override
        public int read(byte[] into, int offset, int count) throws IOException {
            for (int i = 0; i < count; i++) {
                int octet = read();
                if (octet < 0) {
                    return i == 0 ? -1 : i;
                }
                into[offset + i] = (byte) octet;
            }
            return count;
        }
    }
}
