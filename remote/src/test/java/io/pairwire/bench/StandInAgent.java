package io.pairwire.bench;

import io.pairwire.agent.InProcessAgent;
import io.pairwire.kernel.FakeKernel;
import io.pairwire.libc.KernelSockets;
import io.pairwire.libc.PacketSockets;
import io.pairwire.netlink.Protocol;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * An agent whose host carries nothing, for a machine whose own kernel has no L2TP. It starts as the agent does, native library and all, speaks as it does and
 * writes what it does; only its kernel is a stand-in, and nobody settles what it leaves when it dies.
 */
public final class StandInAgent {
    private static final int OCTETS = 8192;

    private StandInAgent() {}

    public static void main(String[] arguments) throws IOException {
        new KernelSockets().open(Protocol.ROUTE).close();
        if (arguments[0].equals("rehearse")) {
            InProcessAgent.rehearse(new FakeKernel(), Path.of("/nonexistent"), "/bin/true");
            return;
        }
        try (InProcessAgent agent = InProcessAgent.ofHost(new FakeKernel(), new PacketSockets(), modules())) {
            new Thread(() -> copy(agent.fromAgent(), System.out), "answers").start();
            copy(System.in, agent.toAgent());
        }
    }

    /** Nobody is to pay for loading what is not there. */
    private static Path modules() throws IOException {
        Path directory = Path.of(System.getProperty("java.io.tmpdir"), "stand-in");
        for (String module : List.of("l2tp_netlink", "l2tp_eth", "l2tp_ip", "l2tp_ip6")) {
            Files.createDirectories(directory.resolve(module));
        }
        return directory;
    }

    private static void copy(InputStream from, OutputStream to) {
        byte[] octets = new byte[OCTETS];
        try {
            for (int count = from.read(octets); count >= 0; count = from.read(octets)) {
                to.write(octets, 0, count);
                to.flush();
            }
        } catch (IOException e) {
            System.err.println("the stream broke: " + e);
        }
    }
}
