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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** The talk with one host's agent, each question with its answer, its failures turned into words. */
final class HostConversation implements AutoCloseable {
    /** How long a Java that has been started may take to say its first word: many times what it takes on slow hosts. */
    private static final Duration HELLO_PATIENCE = Duration.ofSeconds(60);

    private final HostName host;
    private final AgentProcess agent;
    private final Messages messages;
    private Optional<Reply.Hello> hello = Optional.empty();

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
        return start(host, agents, question, HELLO_PATIENCE);
    }

    /**
     * Starts it so.
     *
     * @param patience how long to wait for the agent's first word
     */
    static HostConversation start(HostName host, Agents agents, Request question, Duration patience) throws Failed {
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
        // What runs there may neither speak nor end; then we end it.
        AtomicBoolean ended = new AtomicBoolean();
        CompletableFuture<Void> ending = CompletableFuture.runAsync(
                () -> {
                    ended.set(true);
                    agent.close();
                },
                CompletableFuture.delayedExecutor(patience.toMillis(), TimeUnit.MILLISECONDS));
        try {
            conversation.messages.send(question);
            Reply.Hello hello = conversation.expect(Reply.Hello.class);
            conversation.hello = Optional.of(hello);
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
            throw ended.get() ? new Failed(conversation.silent(patience)) : e;
        } finally {
            // One that runs already is not held up; nothing begins afterwards.
            ending.cancel(false);
        }
    }

    HostName host() {
        return host;
    }

    /** Returns the agent's first word. */
    Reply.Hello hello() {
        return hello.orElseThrow();
    }

    /** Asks to observe anew, in a talk that has gone on before; empty where nobody is there any more. */
    Optional<Reply> observeAnew(Request.Observe question) {
        try {
            send(question, HostFailure.Kind.UNREACHABLE);
            return Optional.of(hear(HostFailure.Kind.UNREACHABLE));
        } catch (Failed e) {
            close();
            return Optional.empty();
        }
    }

    /** Hears the answer to the question that the conversation began with. */
    <T extends Reply> T expect(Class<T> expected) throws Failed {
        return as(expected, hear(HostFailure.Kind.UNREACHABLE));
    }

    /** Returns a reply as what is expected. */
    <T extends Reply> T as(Class<T> expected, Reply reply) throws Failed {
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

    private HostFailure silent(Duration patience) {
        return new HostFailure(
                host,
                HostFailure.Kind.UNREACHABLE,
                host + ": its agent was started and has said nothing for " + patience.toSeconds() + " s",
                "look at the host: whether it is overloaded or out of memory, and what its Java does");
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
