package io.pairwire.transaction;

import io.pairwire.model.Topology;
import io.pairwire.topology.Hosts;
import io.pairwire.topology.TopologyReader;
import java.nio.charset.StandardCharsets;

/** Topologies for tests, from their text. */
final class Topologies {
    private Topologies() {}

    /** Returns a topology of these pseudowires, each a line of the file. */
    static Topology of(String... pseudowires) {
        StringBuilder text = new StringBuilder("""
                topology: metro
                defaults: {encap: udp, cookie: none}
                tunnels:
                  shared:
                    a: {host: lon1, local: 192.0.2.1, tunnel_id: 90, udp_port: 6090}
                    b: {host: par1, local: 192.0.2.5, tunnel_id: 91, udp_port: 6091}
                pseudowires:
                """);
        for (String pseudowire : pseudowires) {
            text.append("  ").append(pseudowire).append('\n');
        }
        String file = text.indexOf("tunnel: shared") < 0
                ? text.toString().replaceAll("(?s)tunnels:.*?pseudowires:", "pseudowires:")
                : text.toString();
        var reading = TopologyReader.read("test.yml", file.getBytes(StandardCharsets.UTF_8), Hosts.unknown());
        return reading.topology().orElseThrow(() -> new AssertionError(reading.problems() + "\n" + file));
    }

    /** Returns the line of a pseudowire with a tunnel of its own, all its numbers made from one. */
    static String wire(String name, String hostA, String hostB, int number, String more) {
        return name + ": {a: {host: " + hostA + ", local: " + local(hostA) + ", tunnel_id: " + number
                + ", session_id: " + (100 + number) + ", udp_port: " + (6000 + number) + "}, b: {host: " + hostB
                + ", local: " + local(hostB) + ", tunnel_id: " + (number + 1) + ", session_id: " + (200 + number)
                + ", udp_port: " + (7000 + number) + "}" + more + "}";
    }

    /** Returns the line of a pseudowire in the tunnel that lon1 and par1 share. */
    static String shared(String name, int number, String more) {
        return name + ": {tunnel: shared, a: {session_id: " + (100 + number) + "}, b: {session_id: " + (200 + number)
                + "}" + more + "}";
    }

    private static String local(String host) {
        return switch (host) {
            case "lon1" -> "192.0.2.1";
            case "par1" -> "192.0.2.5";
            default -> "192.0.2.9";
        };
    }
}
