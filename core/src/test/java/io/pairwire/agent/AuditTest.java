package io.pairwire.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.pairwire.exchange.Commit;
import io.pairwire.exchange.PlanId;
import io.pairwire.exchange.Provenance;
import io.pairwire.exchange.Reply;
import io.pairwire.exchange.Request;
import io.pairwire.kernel.FakeKernel;
import io.pairwire.model.Cookie;
import io.pairwire.model.PseudowireName;
import io.pairwire.netlink.Errno;
import io.pairwire.plan.HostPlan;
import io.pairwire.reconcile.Orders;
import io.pairwire.reconcile.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a host writes down of its changes for those who ask later. */
final class AuditTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Cookie COOKIE = new Cookie(0x7eedfacecafef00dL, 8);
    private static final HostPlan SEED = Wire.plan(Wire.named("seed").with(wire -> wire.cookie = Optional.of(COOKIE)));
    private static final HostPlan SMALLER = Wire.plan(Wire.named("seed").with(wire -> {
        wire.cookie = Optional.of(COOKIE);
        wire.mtu = 1300;
    }));
    private static final Set<PseudowireName> NAMES = Set.of(new PseudowireName("seed"));
    private static final Provenance PROVENANCE = new Provenance(
            "apply",
            Optional.of(new Commit("0123456789abcdef0123456789abcdef01234567", true)),
            Optional.of(new PlanId("0011223344556677")));
    private static final Contact CONTACT = Contact.of(
            Map.of("SSH_CONNECTION", "192.0.2.9 51234 192.0.2.1 22", "LOGNAME", "root", "SUDO_USER", "anna"));

    /** What every line of a run has besides its time and its event. */
    private static final String HEAD = "\"topology\":\"metro\",\"host\":\"host1\",\"run\":\"7\",\"command\":\"apply\","
            + "\"operator\":\"anna@noc1\",\"login\":\"anna\",\"became\":\"root\",\"from\":{\"address\":\"192.0.2.9\","
            + "\"port\":51234},\"commit\":\"0123456789abcdef0123456789abcdef01234567\",\"dirty\":true,"
            + "\"plan\":\"0011223344556677\",";

    private FakeKernel kernel = new FakeKernel();
    private final FakeDisk disk = new FakeDisk();
    private final FakeClock clock = new FakeClock();

    private SteppedAgent start() {
        return new SteppedAgent(kernel, disk, clock, CONTACT);
    }

    private static Request.Claim claim(String run) {
        return new Request.Claim(run, "anna@noc1", Duration.ZERO);
    }

    private static <T extends Reply> T ask(SteppedAgent agent, Request request, Class<T> kind) {
        Reply reply = agent.handle(request).orElseThrow(() -> new AssertionError("no answer to " + request));
        assertThat(reply).isInstanceOf(kind);
        return kind.cast(reply);
    }

    private static Request.Prepare preparation() {
        return new Request.Prepare(Orders.NONE, Map.of(), false, TIMEOUT, PROVENANCE);
    }

    private static SteppedAgent prepared(SteppedAgent agent, HostPlan plan) {
        ask(agent, new Request.Observe(plan, Optional.of(claim("7"))), Reply.Observed.class);
        ask(agent, preparation(), Reply.Prepared.class);
        return agent;
    }

    private SteppedAgent applied(HostPlan plan) {
        SteppedAgent agent = prepared(start(), plan);
        ask(agent, new Request.Apply(NAMES), Reply.Applied.class);
        return agent;
    }

    private void bring(HostPlan plan) {
        SteppedAgent agent = applied(plan);
        ask(agent, new Request.Confirm(NAMES), Reply.Confirmed.class);
        ask(agent, new Request.Confirm(Set.of()), Reply.Confirmed.class);
        agent.inputEnds();
    }

    private List<String> audit() {
        assertThat(String.join("\n", disk.audit()))
                .doesNotContainIgnoringCase(COOKIE.reveal())
                .doesNotContain(Long.toString(0x7eedfacecafef00dL));
        return disk.audit();
    }

    private String last() {
        List<String> lines = audit();
        return lines.get(lines.size() - 1);
    }

    @Test
    void aChangeThatIsKeptHasItsStepsAndItsVerdict() {
        SteppedAgent agent = applied(SEED);
        assertThat(audit())
                .singleElement()
                .asString()
                .startsWith("{\"version\":1,\"time\":\"1970-01-01T00:00:00Z\",\"event\":\"begun\"," + HEAD
                        + "\"pseudowires\":[{\"pseudowire\":\"seed\"}],\"actions\":[{\"action\":\"create_tunnel\",")
                .contains("{\"action\":\"create_session\",\"pseudowire\":\"seed\",")
                .contains("\"cookie\":\"(8 octets)\"");
        clock.advance(Duration.ofMillis(1230));
        ask(agent, new Request.Confirm(NAMES, Map.of(new PseudowireName("seed"), "ok")), Reply.Confirmed.class);
        assertThat(audit())
                .hasSize(2)
                .last()
                .isEqualTo("{\"version\":1,\"time\":\"1970-01-01T00:00:01.230Z\",\"event\":\"kept\"," + HEAD
                        + "\"pseudowires\":[{\"pseudowire\":\"seed\",\"verdict\":\"ok\"}],\"duration_ms\":1230}");
    }

    @Test
    void aChangeInPlaceSaysFromWhatToWhat() {
        bring(SEED);
        applied(SMALLER);
        assertThat(last())
                .contains("\"action\":\"change_session\"")
                .contains("{\"name\":\"mtu\",\"from\":\"")
                .contains("\"to\":\"1300\"");
    }

    @Test
    void whoTookItBackIsSaid() {
        String head = "\"event\":\"taken_back\"," + HEAD + "\"pseudowires\":[{\"pseudowire\":\"seed\"";
        SteppedAgent byTheRun = applied(SEED);
        ask(
                byTheRun,
                new Request.RollBack(NAMES, Map.of(new PseudowireName("seed"), "par1: no")),
                Reply.RolledBack.class);
        assertThat(last()).contains(head + ",\"why\":\"par1: no\"}],\"by\":\"run\",\"duration_ms\":0}");
        byTheRun.inputEnds();

        SteppedAgent byTheHost = applied(SEED);
        clock.advance(TIMEOUT);
        assertThat(byTheHost.hasEnded()).isTrue();
        assertThat(last()).contains(head + "}],\"by\":\"host\",\"duration_ms\":60000}");

        SteppedAgent byTheGuard = applied(SEED);
        byTheGuard.kill();
        clock.advance(TIMEOUT);
        assertThat(byTheGuard.restart()).isTrue();
        assertThat(last()).contains(head + "}],\"by\":\"guard\",\"duration_ms\":60000}");

        applied(SEED).kill();
        ask(start(), new Request.Observe(SEED, Optional.of(claim("8"))), Reply.Observed.class);
        assertThat(last())
                .contains(
                        head
                                + "}],\"by\":\"another_run\",\"by_run\":\"8\",\"by_operator\":\"anna@noc1\",\"duration_ms\":0}");
        assertThat(kernel.sessions()).isEmpty();
        assertThat(audit()).hasSize(8);
    }

    @Test
    void whatAnotherKernelNoLongerCarriesARestartTookBack() {
        applied(SEED).kill();
        disk.rebootWithRunOnDisk();
        kernel = new FakeKernel();
        ask(start(), new Request.Observe(SEED, Optional.of(claim("8"))), Reply.Observed.class);
        assertThat(last())
                .contains("\"event\":\"taken_back\"," + HEAD
                        + "\"pseudowires\":[{\"pseudowire\":\"seed\"}],\"by\":\"restart\"}");
        assertThat(audit()).hasSize(2);
    }

    @Test
    void whatCannotBeTakenBackIsSaidWithTheReason() {
        SteppedAgent agent = applied(SEED);
        kernel.faults().failWrite(1, Errno.EPERM).failWrite(2, Errno.EPERM);
        List<String> left = ask(agent, new Request.RollBack(NAMES), Reply.RolledBack.class)
                .left()
                .getOrDefault(new PseudowireName("seed"), List.of());
        assertThat(left).hasSize(2).first().asString().contains("session 128", "EPERM");
        String messages = left.stream().map(message -> '"' + message + '"').collect(Collectors.joining(","));
        assertThat(last())
                .contains("\"event\":\"not_taken_back\"," + HEAD
                        + "\"pseudowires\":[{\"pseudowire\":\"seed\"}],\"by\":\"run\",\"messages\":[" + messages
                        + "]}");
    }

    @Test
    void whatWasOnlyPreparedIsNoChange() {
        SteppedAgent agent = prepared(start(), SEED);
        ask(agent, new Request.RollBack(NAMES), Reply.RolledBack.class);
        assertThat(audit()).isEmpty();
    }

    @Test
    void whatNeedsNoChangeWritesNothing() {
        bring(SEED);
        Map<String, String> before = disk.files();
        SteppedAgent agent = start();
        assertThat(ask(agent, new Request.Observe(SEED, Optional.of(claim("8"))), Reply.Observed.class)
                        .manifestStale())
                .isFalse();
        agent.inputEnds();
        assertThat(disk.files()).isEqualTo(before);
    }

    @Test
    void whereTheLogCannotBeWrittenNothingIsChanged() {
        SteppedAgent agent = start();
        ask(agent, new Request.Observe(SEED, Optional.of(claim("7"))), Reply.Observed.class);
        disk.fullOf("/fake/log");
        Reply.Refused unprepared = ask(agent, preparation(), Reply.Refused.class);
        assertThat(unprepared.why()).isEqualTo(Reply.Refused.Why.UNFIT);
        assertThat(unprepared.message())
                .isEqualTo(
                        "cannot prepare the change: java.io.IOException: /fake/log/.metro.trial.new: No space left on device");
        assertThat(unprepared.advice()).contains("/fake/log");
        disk.full(false);
        ask(agent, preparation(), Reply.Prepared.class);
        disk.fullOf("/fake/log");
        assertThat(ask(agent, new Request.Apply(NAMES), Reply.Refused.class).message())
                .contains("cannot begin the change")
                .contains("/fake/log/audit.jsonl");
        assertThat(kernel.writes()).isZero();
        ask(agent, new Request.RollBack(NAMES), Reply.RolledBack.class);
        agent.inputEnds();
        assertThat(disk.files()).isEmpty();
    }

    @Test
    void theRoomThatIsMadeSureOfIsEnough() {
        HostPlan other = Wire.plan(Wire.named("seed").with(wire -> wire.mtu = 1200));
        for (HostPlan plan : List.of(SEED, SMALLER, other, HostPlan.nothing(SEED.topology(), SEED.host()))) {
            int before = audit().size();
            bring(plan);
            String begun = audit().get(before);
            assertThat(begun).contains("\"event\":\"begun\"");
            assertThat(disk.reserved(disk.paths().auditTrial(SEED.topology()))).isGreaterThan(begun.length());
        }
    }

    @Test
    void whatCouldNotBeWrittenWhenItWasKeptIsWrittenByTheNextAgent() {
        SteppedAgent agent = applied(SEED);
        disk.fullOf("/fake/log");
        Reply.Confirmed kept =
                ask(agent, new Request.Confirm(NAMES, Map.of(new PseudowireName("seed"), "ok")), Reply.Confirmed.class);
        assertThat(kept.complaint().orElseThrow()).contains("cannot write the audit log");
        agent.inputEnds();
        assertThat(kernel.sessions()).hasSize(1);
        disk.full(false);
        ask(start(), new Request.Observe(SEED, Optional.of(claim("8"))), Reply.Observed.class);
        assertThat(audit()).hasSize(2);
        assertThat(last())
                .contains("\"event\":\"kept\",")
                .contains("\"run\":\"7\"")
                .contains("{\"pseudowire\":\"seed\",\"verdict\":\"ok\"}");
        assertThat(disk.files()).doesNotContainKey("/fake/run/metro.journal");
    }

    @Test
    void aManifestThatAloneChangesIsRecorded() {
        bring(SEED);
        HostPlan protectedPlan = new HostPlan(
                SEED.topology(),
                SEED.host(),
                SEED.tunnels(),
                SEED.sessions().stream()
                        .map(session -> session.withProtection(true))
                        .toList());
        SteppedAgent agent = prepared(start(), protectedPlan);
        ask(agent, new Request.Apply(Set.of()), Reply.Applied.class);
        ask(agent, new Request.Confirm(Set.of()), Reply.Confirmed.class);
        assertThat(last()).contains("\"event\":\"recorded\"," + HEAD + "\"pseudowires\":[{\"pseudowire\":\"seed\"}]}");
    }

    @Test
    void linesAreAddedToAFileThatIsRootsAloneAndALineThatWasCutOffStaysAlone(@TempDir Path directory)
            throws IOException {
        Path file = directory.resolve("pairwire").resolve("audit.jsonl");
        FileDisk real = new FileDisk();
        real.log(file, "{1}\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("pairwire"))))
                .isEqualTo("rwx------");
        Files.writeString(file, "{1}\n{2");
        real.log(file, "{3}\n{4}\n");
        assertThat(Files.readString(file)).isEqualTo("{1}\n{2\n{3}\n{4}\n");
        Object inode = Files.getAttribute(file, "unix:ino");
        real.log(file, "{5}\n");
        assertThat(Files.readString(file)).isEqualTo("{1}\n{2\n{3}\n{4}\n{5}\n");
        assertThat(Files.getAttribute(file, "unix:ino")).isEqualTo(inode);
    }
}
