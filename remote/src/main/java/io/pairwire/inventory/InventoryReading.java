package io.pairwire.inventory;

import io.pairwire.yaml.Problem;
import java.util.List;
import java.util.Optional;

/**
 * What came of reading an inventory.
 *
 * @param inventory present exactly where no problem is an error
 * @param problems everything found, in the order of the file
 */
public record InventoryReading(Optional<Inventory> inventory, List<Problem> problems) {
    public InventoryReading {
        problems = List.copyOf(problems);
        if (inventory.isPresent() == problems.stream().anyMatch(Problem::isError)) {
            throw new IllegalArgumentException("an inventory is given exactly where there is no error");
        }
    }
}
