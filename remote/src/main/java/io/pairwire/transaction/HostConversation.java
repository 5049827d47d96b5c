package io.pairwire.transaction;

import io.pairwire.exchange.Frames;
import io.pairwire.exchange.Messages;
import io.pairwire.exchange.Reply;
import io.pairwire.exchange.Request;
import io.pairwire.model.HostName;
import io.pairwire.model.PseudowireName;
import io.pairwire.reconcile.Reason;
import io.pairwire.ssh.AgentProcess;
import io.pairwire.ssh.SshException;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** The talk with one host's agent, each question with its answer, its failures turned into words. */
final class HostConversation implements AutoCloseable {
    private final HostName host;
    private final AgentProcess agent;
    private final Messages messages;

    private HostConversation(HostName host, AgentProcess agent) {
        this.host = host;
        this.agent = agent;
        this.messages = new Messages(new Frames(agent.fromAgent(), agent.toAgent()));
    }

    /** A host that could not do what it was asked. */
    static final class Failed extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient HostFailure failure;

        Failed(HostFailure failure) {
            super(failure.message());
            this.failure = failure;
        }

        HostFailure failure() {
            return failure;
        }
    }

    /** Starts a host's agent and asks it its first question in one breath: the answer comes a round trip later. */
    static HostConversation start(HostName host, Agents agents, Request question) throws Failed {
        AgentProcess agent;
        try {
            agent = agents.start(host);
        } catch (SshException e) {
            throw new Failed(
                    new HostFailure(host, HostFailure.Kind.UNREACHABLE, String.valueOf(e.getMessage()), e.next()));
        } catch (IOException e) {
            throw new Failed(new HostFailure(host, HostFailure.Kind.UNREACHABLE, host + ": " + e.getMessage(), ""));
        }
        HostConversation conversation = new HostConversation(host, agent);
        try {
            conversation.messages.send(question);
            Reply.Hello hello = conversation.expect(Reply.Hello.class);
            if (hello.protocol() != Reply.PROTOCOL) {
                throw new Failed(new HostFailure(
                        host,
                        HostFailure.Kind.UNREACHABLE,
                        host + ": its agent speaks protocol " + hello.protocol() + ", this command " + Reply.PROTOCOL,
                        "run the command and the agent jar of one version"));
            }
            return conversation;
        } catch (IOException e) {
            conversation.close();
            throw new Failed(conversation.broken(e, HostFailure.Kind.UNREACHABLE));
        } catch (Failed e) {
            conversation.close();
            throw e;
        }
    }

    HostName host() {
        return host;
    }

    /** Hears the answer to the question that the conversation began with. */
    <T extends Reply> T expect(Class<T> expected) throws Failed {
        Reply reply = hear(HostFailure.Kind.UNREACHABLE);
        if (expected.isInstance(reply)) {
            return expected.cast(reply);
        }
        throw new Failed(
                reply instanceof Reply.Refused refused
                        ? HostFailure.of(host, refused)
                        : new HostFailure(
                                host,
                                HostFailure.Kind.UNREACHABLE,
                                host + ": its agent gave an answer to another question",
                                ""));
    }

    /** Asks to compare again with sessions that must be made anew. */
    Reply.Observed reconsider(Map<PseudowireName, Reason> remade) throws Failed {
        send(new Request.Reconsider(remade), HostFailure.Kind.UNREACHABLE);
        return expect(Reply.Observed.class);
    }

    /** Asks something after which the host may have changed, and hears whatever the answer is. */
    Reply ask(Request request) throws Failed {
        send(request, HostFailure.Kind.LOST);
        return hear(HostFailure.Kind.LOST);
    }

    /** Says that we live; where that cannot be said, whoever waits for an answer notices. */
    void heartbeat() {
        try {
            send(new Request.Heartbeat(), HostFailure.Kind.LOST);
        } catch (Failed e) {
            return;
        }
    }

    /** Asks to answer the far ends' probes from now on. */
    Reply.Listening listen(Set<PseudowireName> pseudowires, String nonce) throws Failed {
        send(new Request.Listen(pseudowires, nonce), HostFailure.Kind.UNREACHABLE);
        return expect(Reply.Listening.class);
    }

    /** Asks to probe, and does not wait for the answer: all hosts must begin before any has done. */
    void beginProbe(Set<PseudowireName> pseudowires, Duration budget) throws Failed {
        send(new Request.Probe(pseudowires, budget), HostFailure.Kind.UNREACHABLE);
    }

    /** Hears what came of probing. */
    Reply.Probed probed() throws Failed {
        return expect(Reply.Probed.class);
    }

    private void send(Request request, HostFailure.Kind ifBroken) throws Failed {
        try {
            synchronized (messages) {
                messages.send(request);
            }
        } catch (IOException e) {
            throw new Failed(broken(e, ifBroken));
        }
    }

    private Reply hear(HostFailure.Kind ifBroken) throws Failed {
        try {
            return messages.nextReply().orElseThrow(() -> new EOFException("the agent ended"));
        } catch (IOException e) {
            throw new Failed(broken(e, ifBroken));
        }
    }

    private HostFailure broken(IOException cause, HostFailure.Kind kind) {
        String said = agent.stderrTail().strip();
        return new HostFailure(
                host,
                kind,
                host + ": lost its agent: " + cause.getMessage() + (said.isEmpty() ? "" : "; it said:\n" + said),
                "");
    }

    @Override
    public void close() {
        agent.close();
    }
}
