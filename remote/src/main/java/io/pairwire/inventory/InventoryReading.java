package io.pairwire.inventory;

import io.pairwire.yaml.Problem;
import java.util.List;
import java.util.Optional;

/**
 * What came of reading an inventory.
 *
 * @param inventory present exactly where no problem is an error and there is no complaint
 * @param problems everything found, file by file and in the order of each
 * @param complaints what is wrong with the sources themselves: one that is not there, a program that fails
 */
public record InventoryReading(Optional<Inventory> inventory, List<Problem> problems, List<String> complaints) {
    public InventoryReading {
        problems = List.copyOf(problems);
        complaints = List.copyOf(complaints);
        if (inventory.isPresent() == (!complaints.isEmpty() || problems.stream().anyMatch(Problem::isError))) {
            throw new IllegalArgumentException("an inventory is given exactly where there is no error");
        }
    }
}
