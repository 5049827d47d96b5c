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

    /** Starts a host's agent and asks it to observe, in one breath: the answer comes a round trip later. */
    static HostConversation start(HostName host, Agents agents, Request.Observe question) throws Failed {
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
            Reply.Hello hello = conversation.hear(Reply.Hello.class, HostFailure.Kind.UNREACHABLE);
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
    Reply.Observed observed() throws Failed {
        return hear(Reply.Observed.class, HostFailure.Kind.UNREACHABLE);
    }

    /** Asks to compare again with sessions that must be made anew. */
    Reply.Observed reconsider(Map<PseudowireName, Reason> remade) throws Failed {
        say(new Request.Reconsider(remade));
        return hear(Reply.Observed.class, HostFailure.Kind.UNREACHABLE);
    }

    Reply.Applied apply(Request.Apply request) throws Failed {
        return ask(request, Reply.Applied.class);
    }

    void confirm() throws Failed {
        ask(new Request.Confirm(), Reply.Confirmed.class);
    }

    Reply.RolledBack rollBack() throws Failed {
        return ask(new Request.RollBack(), Reply.RolledBack.class);
    }

    /** Asks to answer the far ends' probes from now on. */
    Reply.Listening listen(Set<PseudowireName> pseudowires, String nonce) throws Failed {
        say(new Request.Listen(pseudowires, nonce));
        return hear(Reply.Listening.class, HostFailure.Kind.UNREACHABLE);
    }

    /** Asks to probe, and does not wait for the answer: all hosts must begin before any has done. */
    void beginProbe(Set<PseudowireName> pseudowires, Duration budget) throws Failed {
        say(new Request.Probe(pseudowires, budget));
    }

    /** Hears what came of probing. */
    Reply.Probed probed() throws Failed {
        return hear(Reply.Probed.class, HostFailure.Kind.UNREACHABLE);
    }

    /** Asks something that changes nothing. */
    private void say(Request request) throws Failed {
        try {
            messages.send(request);
        } catch (IOException e) {
            throw new Failed(broken(e, HostFailure.Kind.UNREACHABLE));
        }
    }

    private <T extends Reply> T ask(Request request, Class<T> expected) throws Failed {
        try {
            messages.send(request);
        } catch (IOException e) {
            throw new Failed(broken(e, HostFailure.Kind.LEFT_CHANGED));
        }
        return hear(expected, HostFailure.Kind.LEFT_CHANGED);
    }

    private <T extends Reply> T hear(Class<T> expected, HostFailure.Kind ifBroken) throws Failed {
        Reply reply;
        try {
            Optional<Reply> next = messages.nextReply();
            if (next.isEmpty()) {
                throw new EOFException("the agent ended");
            }
            reply = next.get();
        } catch (IOException e) {
            throw new Failed(broken(e, ifBroken));
        }
        if (expected.isInstance(reply)) {
            return expected.cast(reply);
        }
        if (reply instanceof Reply.Refused refused) {
            throw new Failed(new HostFailure(
                    host, kind(refused.why(), ifBroken), host + ": " + refused.message(), refused.advice()));
        }
        throw new Failed(new HostFailure(host, ifBroken, host + ": its agent gave an answer to another question", ""));
    }

    private static HostFailure.Kind kind(Reply.Refused.Why why, HostFailure.Kind ifBroken) {
        return switch (why) {
            case LOCKED -> HostFailure.Kind.LOCKED;
            case STALE -> HostFailure.Kind.STALE;
            case UNFIT -> HostFailure.Kind.UNREACHABLE;
            case INTERNAL -> ifBroken;
        };
    }

    private HostFailure broken(IOException cause, HostFailure.Kind kind) {
        String said = agent.stderrTail().strip();
        String advice = kind == HostFailure.Kind.LEFT_CHANGED
                ? "the agent goes back by itself when its connection ends; run plan to see what the host carries"
                : "";
        return new HostFailure(
                host,
                kind,
                host + ": lost its agent: " + cause.getMessage() + (said.isEmpty() ? "" : "; it said:\n" + said),
                advice);
    }

    @Override
    public void close() {
        agent.close();
    }
}
