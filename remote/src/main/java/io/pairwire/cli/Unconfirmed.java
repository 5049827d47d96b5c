package io.pairwire.cli;

import io.pairwire.exchange.Reply;
import io.pairwire.model.HostName;
import io.pairwire.model.PseudowireName;
import java.util.Collection;
import java.util.stream.Collectors;

/** What people are told of a change that a host still holds open. */
final class Unconfirmed {
    static final String ADVICE =
            "it confirms it, or the host takes it back by itself; where that run is no more, the next 'apply' settles it at once";

    private Unconfirmed() {}

    static String message(HostName host, Reply.Unconfirmed left) {
        return host + ": run " + left.run() + " has changed " + joined(left.pseudowires())
                + " and not confirmed it yet";
    }

    static String joined(Collection<PseudowireName> names) {
        return names.stream().sorted().map(PseudowireName::text).collect(Collectors.joining(", "));
    }
}
