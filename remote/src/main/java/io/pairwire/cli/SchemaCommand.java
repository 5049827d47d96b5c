package io.pairwire.cli;

import java.util.List;

/** {@code schema}: the JSON Schemas of what we read and write, for editors and scripts. */
final class SchemaCommand implements Command {
    static final List<String> NAMES =
            List.of("topology", "inventory", "variables", "playbook", "output", "host-audit", "controller-audit");

    private final Terminal terminal;

    private String name = "";

    SchemaCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void words(Words words) {
        words.command(
                "schema",
                "Prints a JSON Schema (2020-12): of topologies, YAML inventories, variables in files of their own and playbooks, for editors; of --json (output) and of audit"
                        + " logs, for scripts.");
        words.parameter("NAME")
                .says("topology, inventory, variables, playbook, output, host-audit or controller-audit")
                .text(given -> name = given);
    }

    /** Returns a schema's text. */
    static String text(String name) {
        return Resource.text("schema/" + name + ".schema.json");
    }

    @Override
    public Integer call() {
        if (!NAMES.contains(name)) {
            throw new UsageException("there is no schema '" + name + "', but " + String.join(", ", NAMES)
                    + Selection.didYouMean(name, NAMES));
        }
        terminal.out().print(text(name));
        return ExitCode.DONE.number();
    }
}
