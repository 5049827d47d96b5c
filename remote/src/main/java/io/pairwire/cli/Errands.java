package io.pairwire.cli;

import io.pairwire.model.HostName;
import io.pairwire.ssh.Cleaned;
import io.pairwire.ssh.Examination;
import java.io.IOException;

/** What is done on hosts without an agent. Thread-safe. */
interface Errands {
    /** Removes from a host what was cached there, or says only what would be. */
    Cleaned clean(HostName host, boolean check) throws IOException;

    /** Looks at a host; that it cannot be reached is an answer too. */
    Examination examine(HostName host) throws IOException;
}
