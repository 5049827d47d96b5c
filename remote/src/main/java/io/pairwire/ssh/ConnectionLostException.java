package io.pairwire.ssh;

import java.io.IOException;

/**
 * The connection to a running agent broke: reset, closed by the host, or silent for longer than the keepalive allows.
 *
 * <p>What the agent did with the last thing it was told is then unknown. Thrown by the streams of an {@link AgentProcess};
 * an agent that merely ended gives an ordinary end of stream instead.
 */
public final class ConnectionLostException extends IOException {
    private static final long serialVersionUID = 1L;

    ConnectionLostException(String message, Throwable cause) {
        super(message, cause);
    }
}
