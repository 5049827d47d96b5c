package io.pairwire.lab;

import io.pairwire.agent.InProcessAgent;
import io.pairwire.l2tp.Patience;
import io.pairwire.libc.KernelSockets;
import io.pairwire.libc.PacketSockets;
import io.pairwire.model.HostName;
import io.pairwire.ssh.AgentProcess;
import io.pairwire.transaction.FakeProcess;
import io.pairwire.world.Fact;
import io.pairwire.world.Ground;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** Three of the lab's hosts, with agents in this process: one that is started for each step would take most of the time. */
final class LabGround implements Ground, AutoCloseable {
    private static final Path MODULE = Path.of(System.getProperty("pairwire.lab.module", ""));
    private static final List<String> HOSTS = List.of("host1", "host2", "host3");

    private final Path directory;
    private final AtomicLong orders = new AtomicLong();

    /** The places' names by the files of their network namespaces. */
    private final Map<Path, String> places = new LinkedHashMap<>();

    /** Brings hosts up whose agents keep their files below a directory. */
    LabGround(Path directory) throws IOException {
        this.directory = directory;
        LabHosts.up(HOSTS.toArray(String[]::new));
        LabHosts.run(List.of("modprobe", "-a", "l2tp_netlink", "l2tp_eth", "l2tp_ip", "l2tp_ip6", "macvlan", "bridge"))
                .orThrow();
        for (String host : HOSTS) {
            String netns = netns(host);
            LabHosts.exec(
                            host,
                            "sh",
                            "-c",
                            "ip netns add " + netns + " && ip link add link eth0 name u0 netns " + netns
                                    + " type macvlan mode bridge && ip -n " + netns + " link set lo up && ip -n "
                                    + netns + " link set u0 up")
                    .orThrow();
            Files.createDirectories(files(host).resolve("netns"));
            Files.createSymbolicLink(files(host).resolve("netns").resolve(NETNS), namespace(host, true));
            Files.createSymbolicLink(files(host).resolve("module"), Path.of("/sys/module"));
            for (boolean inside : new boolean[] {false, true}) {
                places.put(namespace(host, inside), Ground.place(host, inside));
                ip(host, inside, furniture(host, inside, "add"));
            }
        }
    }

    private List<String> furniture(String host, boolean inside, String verb) {
        List<String> commands = new ArrayList<>();
        for (int i = 0; i < BRIDGES; i++) {
            commands.add("link " + verb + " br" + i + " type bridge");
            if (verb.equals("add")) {
                commands.add("link set br" + i + " up");
            }
        }
        String card = inside ? "u0" : "eth0";
        for (String address : addresses(host, false, inside)) {
            if (!address.equals(LabHosts.address(host))) {
                commands.add("address " + verb + " " + address + "/24 dev " + card);
            }
        }
        for (String address : addresses(host, true, inside)) {
            if (!address.equals(LabHosts.address6(host))) {
                commands.add(
                        "address " + verb + " " + address + "/64 dev " + card + (verb.equals("add") ? " nodad" : ""));
            }
        }
        return commands;
    }

    /** Hosts share the directory that names network namespaces. */
    private static String netns(String host) {
        return NETNS + "-" + host;
    }

    static Path namespace(String host, boolean inside) {
        Path process = LabHosts.process(host);
        return inside ? process.resolve("root/run/netns").resolve(netns(host)) : process.resolve("ns/net");
    }

    @Override
    public List<String> hosts() {
        return HOSTS;
    }

    @Override
    public List<String> addresses(String host, boolean ipv6, boolean inside) {
        int number = HOSTS.indexOf(host) + 1;
        String prefix = ipv6 ? "fd00:1::" : "192.168.1.";
        String own = ipv6 ? LabHosts.address6(host) : LabHosts.address(host);
        return inside ? List.of(prefix + (40 + number), prefix + (50 + number)) : List.of(own, prefix + (30 + number));
    }

    @Override
    public AgentProcess start(HostName host) {
        InProcessAgent agent = new InProcessAgent(
                new CountedSockets(new KernelSockets().within(namespace(host.text(), false)), orders),
                new PacketSockets().within(namespace(host.text(), false)),
                files(host.text()),
                "modprobe",
                Patience.SYSTEM_CLOCK);
        return new FakeProcess(host, agent);
    }

    @Override
    public Path files(String host) {
        return directory.resolve(host);
    }

    @Override
    public void ip(String host, boolean inside, List<String> commands) {
        boolean deletes = commands.stream().anyMatch(command -> command.startsWith("l2tp del "));
        Predicate<Fact> going = deletes
                ? deletedBy(commands, dump().getOrDefault(Ground.place(host, inside), List.of()))
                : fact -> false;
        try {
            Path batch = Files.write(directory.resolve("batch"), commands);
            LabHosts.run(List.of("nsenter", "--net=" + namespace(host, inside), "ip", "-batch", batch.toString()))
                    .orThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // Deleting goes on after the command has ended.
        while (deletes
                && dump().getOrDefault(Ground.place(host, inside), List.of()).stream()
                        .anyMatch(going)) {
            Thread.onSpinWait();
        }
    }

    /** Returns what tells the objects that commands delete, of those that there are. */
    private static Predicate<Fact> deletedBy(List<String> commands, List<Fact> facts) {
        Set<String> tunnels = new HashSet<>();
        Set<String> sessions = new HashSet<>();
        for (String command : commands) {
            String[] words = command.split(" ", -1);
            if (command.startsWith("l2tp del tunnel ")) {
                tunnels.add(words[4]);
            } else if (command.startsWith("l2tp del session ")) {
                sessions.add(words[4] + " " + words[6]);
            }
        }
        Set<String> interfaces = new HashSet<>();
        Predicate<Fact> session = fact -> fact.is("session")
                && (tunnels.contains(fact.get("tunnel")) || sessions.contains(fact.values("tunnel", "id")));
        facts.stream().filter(session).forEach(fact -> interfaces.add(fact.get("ifname")));
        return session.or(fact -> fact.is("tunnel") && tunnels.contains(fact.get("id")))
                .or(fact -> fact.is("link") && interfaces.contains(fact.get("name")));
    }

    @Override
    public Map<String, List<Fact>> dump() {
        List<String> command =
                new ArrayList<>(List.of(MODULE.resolve("target/lab/rawdump").toString()));
        places.keySet().forEach(file -> command.add(file.toString()));
        Map<String, List<Fact>> dump = new LinkedHashMap<>();
        List<Fact> facts = new ArrayList<>();
        for (String line : LabHosts.run(command).orThrow().split("\n", -1)) {
            Fact fact = Fact.of(line);
            if (fact.is("place")) {
                facts = new ArrayList<>();
                dump.put(places.getOrDefault(Path.of(fact.get("file")), line), facts);
            } else {
                facts.add(fact);
            }
        }
        return dump;
    }

    @Override
    public long orders() {
        return orders.get();
    }

    /** Takes away what was put on the hosts, and what a walk has left there. */
    @Override
    public void close() throws IOException {
        Map<String, List<Fact>> left = dump();
        for (String host : HOSTS) {
            for (boolean inside : new boolean[] {true, false}) {
                List<String> commands = new ArrayList<>();
                left.getOrDefault(Ground.place(host, inside), List.of()).stream()
                        .filter(fact -> fact.is("tunnel"))
                        .forEach(tunnel -> commands.add("l2tp del tunnel tunnel_id " + tunnel.get("id")));
                if (!inside) {
                    commands.addAll(furniture(host, false, "del"));
                }
                ip(host, inside, commands);
            }
        }
        for (String host : HOSTS) {
            LabHosts.exec(host, "ip", "netns", "delete", netns(host)).orThrow();
            Files.delete(files(host).resolve("netns").resolve(NETNS));
            Files.delete(files(host).resolve("module"));
        }
    }
}
