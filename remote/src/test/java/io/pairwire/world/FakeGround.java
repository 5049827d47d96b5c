package io.pairwire.world;

import io.pairwire.agent.InProcessAgent;
import io.pairwire.kernel.FakeDump;
import io.pairwire.kernel.FakeIp;
import io.pairwire.kernel.FakeKernel;
import io.pairwire.model.HostName;
import io.pairwire.ssh.AgentProcess;
import io.pairwire.transaction.FakeProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Three hosts with a fake kernel each. */
final class FakeGround implements Ground {
    private final Map<String, FakeKernel> kernels = new LinkedHashMap<>();
    private final Path directory;

    /** Hosts that keep their files below a directory. */
    FakeGround(Path directory) throws IOException {
        this.directory = directory;
        for (String host : List.of("host1", "host2", "host3")) {
            FakeKernel kernel = new FakeKernel();
            kernels.put(host, kernel);
            Files.createDirectories(files(host).resolve("netns"));
            Files.createFile(files(host).resolve("netns").resolve(NETNS));
            for (String module : List.of("l2tp_eth", "l2tp_ip", "l2tp_ip6")) {
                Files.createDirectories(files(host).resolve("module").resolve(module));
            }
            for (FakeKernel place : List.of(kernel, kernel.namespace(NETNS))) {
                for (int i = 0; i < BRIDGES; i++) {
                    place.addLink("br" + i, 1500, "bridge");
                }
            }
        }
    }

    /** Returns a host's kernel. */
    FakeKernel kernel(String host) {
        FakeKernel kernel = kernels.get(host);
        if (kernel == null) {
            throw new IllegalArgumentException("no host " + host);
        }
        return kernel;
    }

    @Override
    public long orders() {
        return kernels.values().stream().mapToInt(FakeKernel::writes).sum();
    }

    @Override
    public List<String> hosts() {
        return List.copyOf(kernels.keySet());
    }

    @Override
    public List<String> addresses(String host, boolean ipv6, boolean inside) {
        String prefix = ipv6 ? "2001:db8::" : "192.0.2.";
        int first = 10 * (1 + hosts().indexOf(host)) + (inside ? 2 : 0);
        return List.of(prefix + first, prefix + (first + 1));
    }

    @Override
    public AgentProcess start(HostName host) {
        InProcessAgent agent = new InProcessAgent(kernel(host.text()), files(host.text()), "/bin/false");
        return new FakeProcess(host, agent);
    }

    @Override
    public Path files(String host) {
        return directory.resolve(host);
    }

    @Override
    public void ip(String host, boolean inside, List<String> commands) {
        FakeKernel kernel = kernel(host);
        FakeIp ip = new FakeIp(inside ? kernel.namespace(NETNS) : kernel);
        commands.forEach(ip::run);
    }

    @Override
    public Map<String, List<Fact>> dump() {
        Map<String, List<Fact>> dump = new LinkedHashMap<>();
        kernels.forEach((host, kernel) -> {
            dump.put(Ground.place(host, false), facts(kernel));
            dump.put(Ground.place(host, true), facts(kernel.namespace(NETNS)));
        });
        return dump;
    }

    private static List<Fact> facts(FakeKernel kernel) {
        return FakeDump.of(kernel).stream().map(Fact::of).toList();
    }
}
