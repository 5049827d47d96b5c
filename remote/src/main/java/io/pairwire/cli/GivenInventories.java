package io.pairwire.cli;

import java.util.List;

/** The inventories of a command that needs no topology, and so at least one of them. */
final class GivenInventories implements Worded {
    private List<String> sources = List.of();

    @Override
    public void words(Words words) {
        words.option("-i", "--inventory")
                .label("SOURCE")
                .required()
                .says(
                        "an inventory: a file in INI, YAML or JSON, a directory, a program, hosts with a comma, or - for what is"
                                + " piped; more than one are read on top of each other")
                .texts(given -> sources = given);
    }

    List<String> sources() {
        return List.copyOf(sources);
    }
}
