package io.pairwire.cli;

import io.pairwire.inventory.Inventory;
import io.pairwire.inventory.InventoryHost;
import io.pairwire.inventory.InventoryReader;
import io.pairwire.inventory.InventoryReading;
import io.pairwire.inventory.Listing;
import io.pairwire.model.HostName;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code inventory}: what an inventory says, in the shapes of {@code ansible-inventory}. */
final class InventoryCommand implements Command {
    private final Terminal terminal;
    private final GivenInventories inventories = new GivenInventories();
    private final Action action = new Action();
    private boolean export;
    private String group = "all";
    private final VaultOptions vault = new VaultOptions();
    private final OutputOptions output = new OutputOptions();

    /** What to show. */
    private static final class Action implements Worded {
        private boolean list;
        private boolean graph;
        private @Nullable String host;

        @Override
        public void words(Words words) {
            words.option("--list")
                    .says("all groups, and each host's variables, as JSON")
                    .flag(given -> list = given);
            words.option("--graph").says("groups and hosts as a tree").flag(given -> graph = given);
            words.option("--host")
                    .label("NAME")
                    .says("one host's variables, as JSON")
                    .text(given -> host = given);
        }
    }

    InventoryCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void words(Words words) {
        words.command(
                "inventory",
                "Shows what an inventory comes to, as ansible-inventory does; hides passwords, and contacts nobody.");
        words.include(inventories);
        words.oneOf(action);
        words.option("--export")
                .says("with --list: variables where they are given, not settled for each host")
                .flag(given -> export = given);
        words.parameter("GROUP")
                .optional()
                .otherwise("all")
                .says("with --graph: the group to begin with (default: ${DEFAULT-VALUE})")
                .text(given -> group = given);
        words.include(vault);
        words.include(output);
    }

    @Override
    public Integer call() throws InterruptedException {
        View view = output.view(terminal);
        InventoryReading reading =
                InventoryReader.ofThisProcess(vault.vault()).read(inventories.sources(), terminal.octets());
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
