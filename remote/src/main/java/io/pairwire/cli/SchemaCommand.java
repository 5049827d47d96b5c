package io.pairwire.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code schema}: the JSON Schemas of what we read and write, for editors and scripts. */
@Command(
        name = "schema",
        description =
                "Prints a JSON Schema (2020-12): of topologies, YAML inventories, variables in files of their own and playbooks, for editors; of --json (output) and of audit"
                        + " logs, for scripts.")
final class SchemaCommand implements Callable<Integer> {
    static final List<String> NAMES =
            List.of("topology", "inventory", "variables", "playbook", "output", "host-audit", "controller-audit");

    private final Terminal terminal;

    @Parameters(
            paramLabel = "NAME",
            description = "topology, inventory, variables, playbook, output, host-audit or controller-audit")
    private String name = "";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything is called
    private CommandSpec spec;

    SchemaCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Returns a schema's text. */
    static String text(String name) {
        return Resource.text("schema/" + name + ".schema.json");
    }

    @Override
    public Integer call() {
        if (!NAMES.contains(name)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "there is no schema '" + name + "', but " + String.join(", ", NAMES)
                            + Selection.didYouMean(name, NAMES));
        }
        terminal.out().print(text(name));
        return ExitCode.DONE.number();
    }
}
