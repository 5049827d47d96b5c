package io.pairwire.agent;

import io.pairwire.exchange.Frames;
import io.pairwire.exchange.Messages;
import io.pairwire.exchange.Reply;
import io.pairwire.exchange.Request;
import io.pairwire.l2tp.Patience;
import io.pairwire.model.Cookie;
import io.pairwire.model.Encapsulation;
import io.pairwire.model.HostName;
import io.pairwire.model.InterfaceAddress;
import io.pairwire.model.InterfaceName;
import io.pairwire.model.IpAddress;
import io.pairwire.model.L2SpecType;
import io.pairwire.model.LinkSpec;
import io.pairwire.model.MacAddress;
import io.pairwire.model.PseudowireName;
import io.pairwire.model.SequenceNumbers;
import io.pairwire.model.SessionId;
import io.pairwire.model.SessionSpec;
import io.pairwire.model.Side;
import io.pairwire.model.TopologyName;
import io.pairwire.model.TunnelId;
import io.pairwire.model.TunnelSpec;
import io.pairwire.model.UdpChecksums;
import io.pairwire.model.UdpPort;
import io.pairwire.plan.HostPlan;
import io.pairwire.plan.MadeCookies;
import io.pairwire.plan.PlannedSession;
import io.pairwire.plan.PlannedTunnel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * A run to no purpose but that the virtual machine keeps what it loaded for the next start: observes the host for a plan of nobody's, changes
 * one that there is not, and loads what else there is. Changes nothing of the host.
 */
final class Rehearsal {
    private Rehearsal() {}

    /** Runs with an agent over the host itself; what is written meanwhile is, in a directory of its own, among temporary files. */
    static void run(Agent agent, Path temporary) throws IOException {
        play(agent, temporary);
        loadTheRest();
    }

    /** Does all of {@link #run} that needs no jar around it. */
    static void play(Agent agent, Path temporary) throws IOException {
        answers(agent, List.of(new Request.Observe(plan(), Optional.empty())));
        // So called, `clean` knows it where a rehearsal was cut short.
        Path directory = Files.createDirectory(
                temporary.resolve("agent-rehearsal-" + ProcessHandle.current().pid() + ".tmp"));
        try {
            RehearsedChange.run(plan(), directory);
        } finally {
            remove(directory);
        }
    }

    /** Has an agent answer to requests as if they came over its standard input, which then ends; its hello is not among what is returned. */
    static List<Reply> answers(Agent agent, List<Request> requests) throws IOException {
        ByteArrayOutputStream questions = new ByteArrayOutputStream();
        Messages asking = new Messages(new Frames(InputStream.nullInputStream(), questions));
        for (Request request : requests) {
            asking.send(request);
        }
        ByteArrayOutputStream answers = new ByteArrayOutputStream();
        Main.serve(
                new Messages(new Frames(new ByteArrayInputStream(questions.toByteArray()), answers)),
                agent,
                Patience.SYSTEM_CLOCK);
        Messages answered = new Messages(
                new Frames(new ByteArrayInputStream(answers.toByteArray()), OutputStream.nullOutputStream()));
        List<Reply> replies = new ArrayList<>();
        answered.nextReply();
        for (Optional<Reply> reply = answered.nextReply(); reply.isPresent(); reply = answered.nextReply()) {
            replies.add(reply.get());
        }
        return replies;
    }

    private static void remove(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(file);
            }
        }
    }

    static HostPlan plan() {
        Optional<Cookie> cookie = Optional.of(new Cookie(0, 8));
        TunnelId tunnelId = new TunnelId(1);
        TunnelSpec tunnel = new TunnelSpec(
                tunnelId,
                tunnelId,
                IpAddress.parse("192.0.2.1"),
                IpAddress.parse("192.0.2.2"),
                new Encapsulation.Udp(new UdpPort(1), new UdpPort(1), UdpChecksums.DEFAULT));
        SessionSpec session = new SessionSpec(
                tunnelId,
                new SessionId(1),
                new SessionId(1),
                cookie,
                cookie,
                L2SpecType.DEFAULT,
                SequenceNumbers.NONE,
                false,
                0);
        LinkSpec link = new LinkSpec(
                new InterfaceName("rehearsal"),
                1400,
                List.of(InterfaceAddress.parse("192.0.2.3/32")),
                Optional.empty(),
                Optional.of(MacAddress.parse("02:00:5e:00:53:01")));
        HostName nobody = new HostName("nobody");
        return new HostPlan(
                new TopologyName("rehearsal"),
                nobody,
                List.of(new PlannedTunnel(Optional.empty(), tunnel)),
                List.of(new PlannedSession(
                        new PseudowireName("rehearsal"),
                        Side.A,
                        nobody,
                        Optional.empty(),
                        session,
                        MadeCookies.NONE,
                        link,
                        false)));
    }

    private static void loadTheRest() throws IOException {
        try {
            Path jar = Path.of(Rehearsal.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            try (JarFile entries = new JarFile(jar.toFile())) {
                for (JarEntry entry : (Iterable<JarEntry>) entries.stream()::iterator) {
                    String name = entry.getName();
                    if (name.startsWith("io/pairwire/") && name.endsWith(".class") && !name.endsWith("-info.class")) {
                        Class.forName(name.substring(0, name.length() - ".class".length())
                                .replace('/', '.'));
                    }
                }
            }
        } catch (URISyntaxException | ClassNotFoundException e) {
            throw new IOException("the jar holds what cannot be loaded: " + e, e);
        }
    }
}
