package io.pairwire.cli;

import io.pairwire.inventory.Inventory;
import io.pairwire.model.HostName;
import io.pairwire.ssh.Cleaned;
import io.pairwire.ssh.Examination;
import io.pairwire.ssh.Examination.Check;
import io.pairwire.ssh.Examination.State;
import io.pairwire.ssh.SshOptions;
import io.pairwire.transaction.Agents;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Hosts that answer to errands by their names: {@code down} is not reached, {@code ill} lacks Java, all others are well. */
final class FakeErrands implements AgentSource, Errands {
    private final List<String> cleaned = Collections.synchronizedList(new ArrayList<>());

    /** Returns the hosts that were cleaned, in alphabetical order. */
    List<String> cleaned() {
        return cleaned.stream().sorted().toList();
    }

    @Override
    public Agents agents(Optional<Inventory> inventory, SshOptions options) {
        throw new AssertionError("no agent is needed");
    }

    @Override
    public Errands errands(Inventory inventory, SshOptions options) {
        return this;
    }

    @Override
    public Cleaned clean(HostName host, boolean check) throws IOException {
        if (host.text().equals("down")) {
            throw new IOException("is down");
        }
        if (!check) {
            cleaned.add(host.text());
        }
        return new Cleaned("/var/cache/pairwire", List.of(new Cleaned.Removed("agent-aa.jar", 1000)), 1);
    }

    @Override
    public Examination examine(HostName host) throws IOException {
        return switch (host.text()) {
            case "down" ->
                new Examination(false, List.of(new Check("reach", State.WRONG, "cannot connect to down", "Start it.")));
            case "ill" ->
                new Examination(
                        true, List.of(new Check("java", State.WRONG, "there is no Java 17 or later", "Install it.")));
            case "odd" -> throw new IOException("the inventory has it become root by doas");
            default ->
                new Examination(
                        true,
                        List.of(
                                new Check("reach", State.OK, "192.0.2.1:22, in 5 ms", ""),
                                new Check("modules_ip", State.NOTE, "this kernel lacks l2tp_ip", "Install it.")));
        };
    }
}
