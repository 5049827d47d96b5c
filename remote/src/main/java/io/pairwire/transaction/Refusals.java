package io.pairwire.transaction;

import io.pairwire.exchange.Reply;
import io.pairwire.model.HostName;
import io.pairwire.reconcile.Difference;
import java.util.List;

/** What a host's kernel did not take, in words. */
final class Refusals {
    private Refusals() {}

    static HostFailure of(HostName host, List<Reply.Failure> failures, List<Difference> left) {
        StringBuilder message = new StringBuilder(host + ": the kernel did not take every change");
        failures.forEach(failure ->
                message.append("\n  ").append(failure.action()).append(": ").append(failure.message()));
        left.forEach(difference -> message.append("\n  still to ")
                .append(difference.verb())
                .append(": ")
                .append(difference.pseudowire())
                .append(difference.attributes().isEmpty() ? "" : " (" + names(difference) + ")"));
        return new HostFailure(host, HostFailure.Kind.REFUSED, message.toString(), "");
    }

    private static String names(Difference difference) {
        return String.join(
                ", ",
                difference.attributes().stream().map(change -> change.name()).toList());
    }
}
