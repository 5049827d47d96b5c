package io.pairwire.cli;

import io.pairwire.inventory.Inventory;
import io.pairwire.inventory.InventoryReader;
import io.pairwire.inventory.InventoryReading;
import io.pairwire.model.HostName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** A command over an inventory's hosts that needs no topology and no agent. */
abstract class ErrandCommand implements Command {
    private final Terminal terminal;
    private final AgentSource source;
    private final GivenInventories inventories = new GivenInventories();
    private @Nullable String limit;
    private final VaultOptions vault = new VaultOptions();
    private final HostOptions hosts = new HostOptions();
    private final OutputOptions output = new OutputOptions();

    ErrandCommand(Terminal terminal, AgentSource source) {
        this.terminal = terminal;
        this.source = source;
    }

    @Override
    public void words(Words words) {
        words.include(inventories);
        words.option("-l", "--limit")
                .label("PATTERN")
                .says("only hosts that it chooses: a pattern as Ansible's over hosts and groups, or @FILE")
                .text(given -> limit = given);
        words.include(vault);
        words.include(hosts);
        words.include(output);
    }

    @Override
    public final Integer call() throws IOException, InterruptedException {
        hosts.expect();
        View view = output.view(terminal);
        InventoryReading reading =
                InventoryReader.ofThisProcess(vault.vault()).read(inventories.sources(), terminal.octets());
        view.problems(reading.problems(), reading.complaints());
        if (reading.inventory().isEmpty()) {
            return ExitCode.INVALID_INPUT.number();
        }
        Inventory inventory = reading.inventory().get();
        try {
            return run(chosen(inventory), hosts.errands(source, inventory), view)
                    .number();
        } catch (Selection.EmptyException e) {
            view.nothingSelected(String.valueOf(e.getMessage()));
            return ExitCode.NOTHING_SELECTED.number();
        }
    }

    private List<HostName> chosen(Inventory inventory) throws Selection.EmptyException {
        if (inventory.names().isEmpty()) {
            throw new Selection.EmptyException("the inventory has no hosts");
        }
        return limit == null ? List.copyOf(inventory.names()) : Selection.hosts(limit, inventory);
    }

    /** Does the command's own part over the hosts that were chosen. */
    abstract ExitCode run(List<HostName> chosen, Errands errands, View view) throws IOException, InterruptedException;

    final Terminal terminal() {
        return terminal;
    }

    /** What is done on one host. */
    interface Work<T> {
        T at(HostName host);
    }

    /** Takes what came of one host's part. */
    interface Taker<T> {
        void take(HostName host, T result);
    }

    /** Does something on all of them at once, as many as there are forks, and takes what comes of it in their order. */
    final <T> void onEach(List<HostName> chosen, Work<T> work, Taker<T> taker) throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(Math.min(hosts.forks(), chosen.size()));
        try {
            List<Future<T>> results = new ArrayList<>();
            chosen.forEach(host -> results.add(pool.submit(() -> work.at(host))));
            for (int i = 0; i < results.size(); i++) {
                taker.take(chosen.get(i), results.get(i).get());
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }
}
