package io.pairwire.agent;

import io.pairwire.kernel.FakeAddress;
import io.pairwire.kernel.FakeKernel;
import io.pairwire.kernel.FakeLink;
import io.pairwire.kernel.FakeSession;
import io.pairwire.kernel.FakeTunnel;
import io.pairwire.model.MacAddress;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** All that a fake kernel carries, but for the numbers that it gives by itself. */
public final class Snapshot {
    private Snapshot() {}

    /** Returns it as lines in alphabetical order. */
    public static List<String> of(FakeKernel kernel) {
        TreeSet<String> lines = new TreeSet<>();
        kernel.namespaces().forEach((name, namespace) -> of(namespace).forEach(line -> lines.add(name + ": " + line)));
        for (FakeTunnel tunnel : kernel.tunnels()) {
            lines.add(tunnel.toString());
        }
        for (FakeSession session : kernel.sessions()) {
            lines.add(session.toString());
        }
        Map<Integer, String> names = kernel.links().stream().collect(Collectors.toMap(FakeLink::index, FakeLink::name));
        for (FakeLink link : kernel.links()) {
            lines.add("link " + link.name() + " '" + link.alias() + "' " + link.mtu() + " " + link.up() + " "
                    + new MacAddress(link.mac())
                    + (link.master() == 0 ? "" : " in " + names.get(link.master())));
        }
        for (FakeAddress address : kernel.addresses()) {
            if (!address.address().address().isLinkLocal()) {
                lines.add("address " + address.address() + " on " + names.get(address.linkIndex()));
            }
        }
        return List.copyOf(lines);
    }
}
