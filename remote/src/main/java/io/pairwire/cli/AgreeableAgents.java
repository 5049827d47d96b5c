package io.pairwire.cli;

import io.pairwire.exchange.EndProbe;
import io.pairwire.exchange.Frames;
import io.pairwire.exchange.Messages;
import io.pairwire.exchange.Reply;
import io.pairwire.exchange.Request;
import io.pairwire.model.HostName;
import io.pairwire.model.PseudowireName;
import io.pairwire.plan.HostPlan;
import io.pairwire.reconcile.HostReconciliation;
import io.pairwire.reconcile.HostState;
import io.pairwire.reconcile.Orders;
import io.pairwire.ssh.AgentProcess;
import io.pairwire.ssh.SshException;
import io.pairwire.ssh.SshTarget;
import io.pairwire.ssh.StartReport;
import io.pairwire.transaction.Agents;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Agents of no host at all, for {@link StartRehearsal}: each tells of a host that carries nothing, and has done whatever it is asked to do. */
final class AgreeableAgents implements Agents {
    private static final int MTU = 1500;

    @Override
    public boolean knows(HostName host) {
        return true;
    }

    @Override
    public AgentProcess start(HostName host) throws IOException {
        PipedInputStream requests = new PipedInputStream();
        PipedInputStream replies = new PipedInputStream();
        PipedOutputStream toAgent = new PipedOutputStream(requests);
        PipedOutputStream fromAgent = new PipedOutputStream(replies);
        Thread agent = new Thread(() -> serve(requests, fromAgent), "agent of " + host);
        agent.setDaemon(true);
        agent.start();
        return new Talk(replies, toAgent);
    }

    private static void serve(InputStream requests, OutputStream replies) {
        try (replies) {
            Messages messages = new Messages(new Frames(requests, replies));
            messages.send(new Reply.Hello(Reply.PROTOCOL, "", ""));
            for (Optional<Request> request = messages.nextRequest();
                    request.isPresent();
                    request = messages.nextRequest()) {
                if (!(request.get() instanceof Request.Heartbeat)) {
                    messages.send(answer(request.get()));
                }
            }
        } catch (IOException e) {
            // Whoever asked has gone.
            return;
        }
    }

    private static Reply answer(Request request) {
        if (request instanceof Request.Observe observe) {
            return observed(observe.plan());
        } else if (request instanceof Request.Prepare) {
            return new Reply.Prepared(Map.of());
        } else if (request instanceof Request.Apply apply) {
            return new Reply.Applied(List.of(), List.of(), apply.pseudowires().size());
        } else if (request instanceof Request.Listen) {
            return new Reply.Listening(Map.of());
        } else if (request instanceof Request.Probe probe) {
            Map<PseudowireName, EndProbe> ends = new HashMap<>();
            probe.pseudowires().forEach(name -> ends.put(name, passed()));
            return new Reply.Probed(ends);
        } else if (request instanceof Request.Confirm) {
            return new Reply.Confirmed(Optional.empty());
        }
        return new Reply.Refused(Reply.Refused.Why.INTERNAL, "not rehearsed: " + request, "");
    }

    private static Reply observed(HostPlan plan) {
        HostReconciliation bare = HostReconciliation.of(plan, HostState.bare(plan), Optional.empty(), Orders.NONE);
        return new Reply.Observed(bare.differences(), bare.conflicts(), true, Map.of());
    }

    private static EndProbe passed() {
        return new EndProbe(
                true,
                true,
                true,
                true,
                OptionalLong.of(1),
                MTU,
                Optional.empty(),
                false,
                Optional.empty(),
                EndProbe.Growth.NONE);
    }

    private record Talk(InputStream fromAgent, OutputStream toAgent) implements AgentProcess {
        @Override
        public SshTarget target() {
            throw new UnsupportedOperationException("nowhere");
        }

        @Override
        public String stderrTail() {
            return "";
        }

        @Override
        public OptionalInt exitStatus() {
            return OptionalInt.empty();
        }

        @Override
        public SshException endedEarly() {
            throw new UnsupportedOperationException("it does not");
        }

        @Override
        public StartReport startReport() {
            throw new UnsupportedOperationException("nobody asks");
        }

        @Override
        public void close() {
            try {
                toAgent.close();
            } catch (IOException e) {
                // It has ended by itself.
                return;
            }
        }
    }
}
