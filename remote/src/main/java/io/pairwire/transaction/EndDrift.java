package io.pairwire.transaction;

import io.pairwire.model.HostName;
import io.pairwire.reconcile.AttributeChange;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What one end of a pseudowire is like, against what it should be.
 *
 * @param differences from what it is to what it should be; none of an end that only should be there, or should not
 * @param obstacle what stands in its way
 */
public record EndDrift(HostName host, Presence presence, List<AttributeChange> differences, Optional<String> obstacle) {
    public EndDrift {
        differences = List.copyOf(differences);
    }

    /** Whether an end is there. */
    public enum Presence {
        THERE,
        MISSING,
        /** Not told, as something stands in its way. */
        UNKNOWN;

        /** Returns the word that JSON shows. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Returns the difference of an attribute, if it has one. */
    Optional<AttributeChange> difference(String attribute) {
        return differences.stream()
                .filter(change -> change.name().equals(attribute))
                .findFirst();
    }
}
