package io.pairwire.ssh;

/**
 * Starts agents on hosts. Thread-safe: one for a run, shared by all its hosts.
 */
public final class SshClient {
    private final SshOptions options;

    public SshClient(SshOptions options) {
        this.options = options;
    }

    /**
     * Connects to the host, checks its key, logs in, brings the jar into the host's cache if it is not there, and starts
     * the agent ({@code java -jar … agent}). Blocks until the host has handed over to the agent.
     */
    public AgentProcess startAgent(SshTarget target, AgentJar jar) throws SshException {
        String what = "cannot start the agent of " + jar.size() + " octets on";
        throw new SshException(
                SshException.Kind.PROTOCOL, what, target, options.toString(), "Wait.", java.util.Optional.empty());
    }
}
