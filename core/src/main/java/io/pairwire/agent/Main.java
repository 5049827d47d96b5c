package io.pairwire.agent;

import io.pairwire.exchange.Frames;
import io.pairwire.exchange.JsonLines;
import io.pairwire.exchange.Messages;
import io.pairwire.exchange.Reply;
import io.pairwire.exchange.Request;
import io.pairwire.l2tpv3tun.L2tpv3tun;
import io.pairwire.l2tpv3tun.Streams;
import io.pairwire.libc.KernelSockets;
import io.pairwire.libc.PacketSockets;
import io.pairwire.model.PseudowireName;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The agent's way in, {@code java -jar pairwire-agent.jar agent}, and the local utility's, {@code … l2tpv3tun}. */
public final class Main {
    private static final int USAGE = 5;
    private static final String UTILITY = "l2tpv3tun";

    private Main() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length > 0 && arguments[0].equals(UTILITY)) {
            System.exit(utility(List.of(arguments).subList(1, arguments.length)));
        }
        boolean rehearsal = arguments.length == 1 && arguments[0].equals("rehearse");
        if (!rehearsal && (arguments.length != 1 || !arguments[0].equals("agent"))) {
            System.err.println("usage: java -jar pairwire-agent.jar agent   (speaks frames on its standard streams;"
                    + " 'pairwire' starts it)\n"
                    + "       java -jar pairwire-agent.jar l2tpv3tun help");
            System.exit(USAGE);
        }
        // Frames alone go to standard output; whatever else is printed in this process goes where it does no harm.
        PrintStream out = System.out;
        System.setOut(System.err);
        try (Host host = new Host(new KernelSockets(), new PacketSockets(), AgentPaths.OF_HOST)) {
            if (rehearsal) {
                Rehearsal.run(host);
            } else {
                serve(new Messages(new Frames(System.in, out)), host);
            }
        }
    }

    private static int utility(List<String> arguments) throws IOException {
        Modules modules = new Modules(AgentPaths.OF_HOST.modules(), AgentPaths.OF_HOST.modprobe());
        try (UtilityKernel kernel = new UtilityKernel(new KernelSockets(), modules)) {
            Streams streams = new Streams(System.in, System.out, System.err);
            return new L2tpv3tun(kernel, streams, JsonLines::text).run(arguments);
        }
    }

    /** Answers requests until there are no more, and then goes back, if there is anything that was not confirmed. */
    static void serve(Messages messages, Host host) throws IOException {
        try {
            messages.send(new Reply.Hello(
                    Reply.PROTOCOL, System.getProperty("os.version", ""), System.getProperty("java.version", "")));
            Optional<Request> request = messages.nextRequest();
            while (request.isPresent()) {
                if (!(request.get() instanceof Request.Heartbeat)) {
                    messages.send(answer(request.get(), host));
                }
                request = messages.nextRequest();
            }
        } finally {
            Map<PseudowireName, List<String>> left = host.takeBack();
            if (!left.isEmpty()) {
                System.err.println("pairwire agent: left alone, and could not take everything back: " + left);
            }
        }
    }

    static Reply answer(Request request, Host host) {
        try {
            return request.accept(host);
        } catch (RuntimeException e) {
            e.printStackTrace();
            return new Reply.Refused(
                    Reply.Refused.Why.INTERNAL,
                    "the agent failed: " + e,
                    "report this, with what stands on standard error");
        }
    }
}
