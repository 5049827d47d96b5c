package io.pairwire.ssh;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.OptionalInt;

/**
 * A running agent on a host, and the connection it lives on.
 *
 * <p>The two streams are its standard output and input, free of whatever the host's login printed before. Each stream is
 * for one thread at a time; reading and writing may go on at once. Both throw {@link ConnectionLostException} when the
 * connection breaks; {@link #fromAgent()} ends in the ordinary way when the agent ends.
 */
public interface AgentProcess extends AutoCloseable {
    /** Returns the host it runs on. */
    SshTarget target();

    /** Returns the agent's standard output, from its first octet. */
    InputStream fromAgent();

    /** Returns the agent's standard input. Closing it tells the agent that no more will come. Flush after each message. */
    OutputStream toAgent();

    /** Returns the last of what came on standard error, for reports; at most 16 KiB, control characters replaced. */
    String stderrTail();

    /**
     * Waits, no longer than the connect timeout, for the agent to end, and returns its exit status; empty if it has not
     * ended by then, was killed by a signal, or the connection broke. Read the streams to their end first.
     */
    OptionalInt exitStatus();

    /**
     * Returns the story of an agent that ended before it was done, for one who has seen {@link #fromAgent()} end too early:
     * its exit status and its last words on standard error.
     */
    SshException endedEarly();

    /** Returns how the start went, for {@code -v}. */
    StartReport startReport();

    /** Ends the agent's input and the connection, at once and without complaint. Safe to call twice, and from any thread. */
    @Override
    void close();
}
