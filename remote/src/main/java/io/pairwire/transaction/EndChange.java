package io.pairwire.transaction;

import io.pairwire.model.HostName;
import io.pairwire.reconcile.Difference;

/** What happens to one end of a pseudowire, and where. */
public record EndChange(HostName host, Difference difference) {}
