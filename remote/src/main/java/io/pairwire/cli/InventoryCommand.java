package io.pairwire.cli;

import io.pairwire.inventory.Inventory;
import io.pairwire.inventory.InventoryHost;
import io.pairwire.inventory.InventoryReader;
import io.pairwire.inventory.InventoryReading;
import io.pairwire.inventory.Listing;
import io.pairwire.model.HostName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code inventory}: what an inventory says, in the shapes of {@code ansible-inventory}. */
@Command(
        name = "inventory",
        description =
                "Shows what an inventory comes to, as ansible-inventory does; hides passwords, and contacts nobody.",
        sortOptions = false)
final class InventoryCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(
            names = {"-i", "--inventory"},
            required = true,
            paramLabel = "SOURCE",
            description =
                    "an inventory: a file in INI, YAML or JSON, a directory, a program, hosts with a comma, or - for what is"
                            + " piped; more than one are read on top of each other")
    private List<String> inventories = new ArrayList<>();

    @ArgGroup(multiplicity = "1")
    private Action action = new Action();

    @Option(names = "--export", description = "with --list: variables where they are given, not settled for each host")
    private boolean export;

    @Parameters(
            arity = "0..1",
            paramLabel = "GROUP",
            defaultValue = "all",
            description = "with --graph: the group to begin with (default: ${DEFAULT-VALUE})")
    private String group = "all";

    @Mixin
    private final VaultOptions vault = new VaultOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    /** What to show. */
    static final class Action {
        @Option(names = "--list", description = "all groups, and each host's variables, as JSON")
        private boolean list;

        @Option(names = "--graph", description = "groups and hosts as a tree")
        private boolean graph;

        @Option(names = "--host", paramLabel = "NAME", description = "one host's variables, as JSON")
        private @Nullable String host;
    }

    InventoryCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        View view = output.view(terminal);
        InventoryReading reading = InventoryReader.ofThisProcess(vault.vault()).read(inventories, terminal.octets());
        view.problems(reading.problems(), reading.complaints());
        return (reading.inventory().isEmpty()
                        ? ExitCode.INVALID_INPUT
                        : show(reading.inventory().get(), view))
                .number();
    }

    private static String didYouMean(@Nullable String host, Inventory inventory) {
        return host == null
                ? ""
                : Selection.didYouMean(
                        host, inventory.names().stream().map(HostName::text).toList());
    }

    private ExitCode show(Inventory inventory, View view) {
        Listing listing = Listing.of(inventory);
        if (action.list) {
            terminal.out().println(listing.list(export));
        } else if (action.graph) {
            if (!inventory.groups().containsKey(group)) {
                view.nothingSelected("the inventory has no group '" + group + "'"
                        + Selection.didYouMean(group, inventory.groups().keySet()));
                return ExitCode.NOTHING_SELECTED;
            }
            terminal.out().println(listing.graph(group));
        } else {
            Optional<InventoryHost> host = inventory.hosts().values().stream()
                    .filter(one -> one.name().text().equals(action.host))
                    .findFirst();
            if (host.isEmpty()) {
                view.nothingSelected(
                        "the inventory has no host '" + action.host + "'" + didYouMean(action.host, inventory));
                return ExitCode.NOTHING_SELECTED;
            }
            terminal.out().println(listing.host(host.get()));
        }
        return ExitCode.DONE;
    }
}
