package io.pairwire.transaction;

import io.pairwire.model.HostName;
import io.pairwire.ssh.AgentProcess;
import java.io.IOException;

/** Where agents come from. */
public interface Agents {
    /** Returns whether a host is known, so that an agent could be started there. */
    boolean knows(HostName host);

    /** Starts an agent on a host; blocks until it runs. Called by several threads at once. */
    AgentProcess start(HostName host) throws IOException;
}
