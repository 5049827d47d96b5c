package io.pairwire.transaction;

import io.pairwire.exchange.EndProbe;
import io.pairwire.model.HostName;
import java.util.Optional;

/**
 * One end of a pseudowire, as it was found and probed.
 *
 * @param drift what it is like; absent where its host did not answer
 * @param probe what it noticed; absent where it was not probed
 * @param unable why it could not be probed, where it should have been
 */
public record ProbedEnd(HostName host, Optional<EndDrift> drift, Optional<EndProbe> probe, Optional<String> unable) {
    /** An end whose host did not answer. */
    static ProbedEnd silent(HostName host) {
        return new ProbedEnd(host, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** An end that was found, and not probed yet. */
    static ProbedEnd found(EndDrift drift) {
        return new ProbedEnd(drift.host(), Optional.of(drift), Optional.empty(), Optional.empty());
    }

    ProbedEnd probed(EndProbe noticed) {
        return new ProbedEnd(host, drift, Optional.of(noticed), Optional.empty());
    }

    ProbedEnd unable(String why) {
        return new ProbedEnd(host, drift, Optional.empty(), Optional.of(why));
    }

    boolean is(EndDrift.Presence presence) {
        return drift.filter(end -> end.presence() == presence).isPresent();
    }
}
