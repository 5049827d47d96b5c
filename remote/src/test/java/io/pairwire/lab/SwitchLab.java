package io.pairwire.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.pairwire.exchange.Provenance;
import io.pairwire.exchange.Reply;
import io.pairwire.exchange.Request;
import io.pairwire.model.Cookie;
import io.pairwire.model.L2SpecType;
import io.pairwire.model.PseudowireName;
import io.pairwire.plan.HostPlan;
import io.pairwire.reconcile.Difference;
import io.pairwire.reconcile.Orders;
import io.pairwire.reconcile.Verb;
import io.pairwire.reconcile.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a host does by itself when its agent is killed, hangs or is left alone, on a real kernel and with a real guard. */
@Tag("lab")
final class SwitchLab {
    private static final String HOST = "host1";

    /** By how much a Java that settles may be late on an emulated machine that others use too; what it was is printed. */
    private static final Duration SLACK = Duration.ofSeconds(20);

    /** What an agent takes to start here; on an emulated machine that others use too, that is not to be foretold. */
    private static Duration start = Duration.ZERO;

    /** Long enough that another Java, which settles, has started when it is over. */
    private static Duration timeout = Duration.ZERO;

    /** The kernel's own MAC addresses are another each time. */
    private static final Wire KEPT =
            Wire.named("kept").apart(9).with(wire -> wire.mac = Optional.of("02:00:5e:00:53:09"));

    private static final HostPlan BEFORE = Wire.plan(KEPT, Wire.named("seed").with(wire -> {
        wire.cookie = Optional.of(new Cookie(0x0123456789abcdefL, 8));
        wire.peerCookie = Optional.of(new Cookie(0x01020304, 4));
        wire.l2spec = L2SpecType.NONE;
        wire.mtu = 1300;
        wire.mac = Optional.of("02:00:5e:00:53:01");
        wire.addresses = List.of("10.5.1.2/24", "fd00:5::2/64");
    }));
    private static final HostPlan AFTER = Wire.plan(
            KEPT,
            Wire.named("seed").with(wire -> wire.cookie = Optional.of(new Cookie(0x76543210fedcba98L, 8))),
            Wire.named("blue").apart(1));

    private Set<String> before = Set.of();

    @BeforeAll
    static void bringHostUp() {
        LabHosts.up(HOST);
        LabAgent.rehearse();
        long begin = System.nanoTime();
        LabAgent.start(HOST).close();
        start = Duration.ofNanos(System.nanoTime() - begin);
        timeout = start.multipliedBy(3).dividedBy(2).plusSeconds(3);
        System.out.println(
                "an agent starts in " + start.toMillis() + " ms; the confirm timeout is " + timeout.toMillis() + " ms");
    }

    @AfterAll
    static void nothingIsLeft() {
        bringTo(Wire.plan());
        assertThat(RawDump.of(HOST).l2tp()).isEmpty();
        assertThat(isThere("/run/pairwire/metro.journal")).isFalse();
        assertThat(isThere("/run/pairwire/metro.lock")).isFalse();
        assertThat(isThere("/var/lib/pairwire/metro.json")).isFalse();
    }

    @BeforeEach
    void bringToWhatIsThereBefore() {
        bringTo(BEFORE);
        before = carried();
        assertThat(before).anyMatch(line -> line.contains("0123456789abcdef"));
    }

    @AfterEach
    void theNextApplyConverges() {
        bringTo(AFTER);
        assertThat(carried()).anyMatch(line -> line.contains("76543210fedcba98"));
    }

    private static boolean isThere(String file) {
        return LabHosts.exec(HOST, "test", "-e", file).status() == 0;
    }

    /** Returns all that counts of what the host carries, interfaces by their names. */
    private static Set<String> carried() {
        RawDump dump = RawDump.of(HOST);
        Map<String, String> names = new HashMap<>();
        Set<String> lines = new TreeSet<>();
        for (RawDump.Item item : dump.l2tp()) {
            Map<String, String> fields = new LinkedHashMap<>(item.fields());
            if (item.kind().equals("link")) {
                names.put(item.get("index"), item.get("name"));
                fields.remove("index");
            }
            lines.add(item.kind() + " " + fields);
        }
        for (RawDump.Item address : dump.all("address")) {
            String name = names.get(address.get("index"));
            if (name != null && !address.get("local").startsWith("fe80")) {
                lines.add("address of " + name + " " + address.get("local"));
            }
        }
        return lines;
    }

    private static Set<PseudowireName> observe(LabAgent agent, HostPlan plan, String run) {
        Request.Claim claim = new Request.Claim(run, "the lab", Duration.ofSeconds(30));
        Reply.Observed observed = agent.ask(new Request.Observe(plan, Optional.of(claim)), Reply.Observed.class);
        assertThat(observed.conflicts()).isEmpty();
        return observed.differences().stream()
                .filter(difference -> difference.verb() != Verb.NOTHING)
                .map(Difference::pseudowire)
                .collect(Collectors.toSet());
    }

    private static Request.Prepare prepare() {
        return new Request.Prepare(Orders.NONE, Map.of(), false, timeout, Provenance.of("apply"));
    }

    private static void bringTo(HostPlan plan) {
        try (LabAgent agent = LabAgent.within(HOST)) {
            Set<PseudowireName> changing = observe(agent, plan, "brings");
            agent.ask(prepare(), Reply.Prepared.class);
            apply(agent, changing);
            agent.ask(new Request.Confirm(changing), Reply.Confirmed.class);
            agent.ask(new Request.Confirm(Set.of()), Reply.Confirmed.class);
        }
    }

    private static void apply(LabAgent agent, Set<PseudowireName> changing) {
        if (!changing.isEmpty()) {
            Reply.Applied applied = agent.ask(new Request.Apply(changing), Reply.Applied.class);
            assertThat(applied.failures()).isEmpty();
            assertThat(applied.left()).isEmpty();
        }
    }

    private static Set<PseudowireName> names(String... names) {
        return List.of(names).stream().map(PseudowireName::new).collect(Collectors.toSet());
    }

    private static LabAgent prepared(HostPlan plan) {
        LabAgent agent = LabAgent.start(HOST);
        observe(agent, plan, "doomed");
        agent.ask(prepare(), Reply.Prepared.class);
        return agent;
    }

    private LabAgent applied() {
        LabAgent agent = prepared(AFTER);
        apply(agent, names("seed", "blue"));
        assertThat(carried()).isNotEqualTo(before);
        return agent;
    }

    /** Waits until the host is as it should be and nothing is left to settle; by then no more than so much time has passed. */
    private static void becomes(Set<String> wanted, Duration within) throws InterruptedException {
        long from = System.nanoTime();
        while (isThere("/run/pairwire/metro.journal")) {
            assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(within.plusSeconds(60));
            Thread.sleep(50);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - from);
        System.out.println("settled after " + took.toMillis() + " ms, of " + within.toMillis());
        assertThat(carried()).isEqualTo(wanted);
        assertThat(took).isLessThan(within.plus(SLACK));
    }

    private static Duration soon() {
        return timeout.plusSeconds(2);
    }

    @Test
    void anAgentThatIsKilledAfterItHasPrepared() throws InterruptedException {
        prepared(AFTER).signal("KILL");
        becomes(before, soon());
    }

    @Test
    void anAgentThatIsKilledInTheMidstOfAnApply() throws InterruptedException {
        List<Wire> wires = new ArrayList<>();
        for (int i = 20; i < 120; i++) {
            wires.add(Wire.named("wire" + i).apart(i));
        }
        HostPlan many = Wire.plan(wires.toArray(Wire[]::new));
        LabAgent agent = prepared(many);
        Set<PseudowireName> all =
                wires.stream().map(wire -> new PseudowireName(wire.name)).collect(Collectors.toSet());
        all.addAll(names("seed", "kept"));
        agent.say(new Request.Apply(all));
        while (RawDump.of(HOST).all("session").size() < 10) {
            Thread.onSpinWait();
        }
        agent.signal("KILL");
        int sessions = RawDump.of(HOST).all("session").size();
        System.out.println("killed with " + sessions + " sessions");
        becomes(before, soon());
    }

    @Test
    void anAgentThatIsKilledAfterTheApply() throws InterruptedException {
        applied().signal("KILL");
        becomes(before, soon());
    }

    @Test
    void anAgentThatIsKilledAfterTheConfirmOfOneOfTwoSets() throws InterruptedException {
        LabAgent agent = applied();
        agent.ask(new Request.Confirm(names("seed")), Reply.Confirmed.class);
        agent.signal("KILL");
        Set<String> half = carried();
        half.removeIf(line -> line.contains("l2tpeth1 ") || line.contains("l2tpeth1,") || line.contains("id=43"));
        becomes(half, soon());
        assertThat(half).anyMatch(line -> line.contains("76543210fedcba98"));
    }

    @Test
    void anAgentWhoseInputEnds() throws InterruptedException {
        LabAgent agent = applied();
        long from = System.nanoTime();
        agent.endInput();
        Thread.sleep(timeout.dividedBy(2).toMillis());
        assertThat(carried()).as("not at once: the run may come back").isNotEqualTo(before);
        becomes(before, soon().minusNanos(System.nanoTime() - from));
        assertThat(agent.endsWithin(start)).isTrue();
    }

    @Test
    void anAgentThatHangs() throws InterruptedException {
        LabAgent agent = applied();
        agent.signal("STOP");
        assertThat(LabAgent.isOn(HOST)).isTrue();
        // After its deadline comes a second's grace, and the start of another Java.
        becomes(before, soon().plus(start).plus(start));
        assertThat(LabAgent.isOn(HOST)).isFalse();
        assertThat(agent.endsWithin(start)).isTrue();
    }

    @Test
    void aClockThatJumpsMovesNoDeadline() throws InterruptedException {
        LabAgent agent = applied();
        long from = System.nanoTime();
        LabHosts.run(List.of("date", "-s", "+2 hours")).orThrow();
        try {
            Thread.sleep(2000);
            assertThat(carried()).isNotEqualTo(before);
            LabHosts.run(List.of("date", "-s", "-5 hours")).orThrow();
            agent.signal("KILL");
            becomes(before, soon().minusNanos(System.nanoTime() - from).plusSeconds(1));
        } finally {
            LabHosts.run(List.of("date", "-s", "+3 hours")).orThrow();
        }
    }

    @Test
    void theSameRunComesBackWithAnotherAgent() throws InterruptedException {
        LabAgent agent = applied();
        try (LabAgent again = LabAgent.start(HOST)) {
            agent.endInput();
            Request.Claim claim = new Request.Claim("doomed", "the lab", Duration.ZERO);
            Reply.Resumed resumed = again.ask(new Request.Resume(Wire.TOPOLOGY, claim), Reply.Resumed.class);
            assertThat(resumed.open()).isEqualTo(names("seed", "blue"));
            again.ask(new Request.Confirm(names("seed", "blue")), Reply.Confirmed.class);
        }
        assertThat(agent.endsWithin(start)).isTrue();
        Set<String> after = carried();
        Thread.sleep(soon().toMillis());
        assertThat(carried()).isEqualTo(after).isNotEqualTo(before);
    }

    @Test
    void fullAndReadOnlyDirectoriesMeanThatNothingIsChanged() {
        for (String directory : List.of("/var/lib/pairwire", "/run/pairwire")) {
            for (String options : List.of("full", "ro")) {
                // Over the present manifest comes an empty directory: what is there is ours by its mark.
                String script = "mkdir -p " + directory + " && mount -t tmpfs -o size=64k none " + directory
                        + (options.equals("ro")
                                ? " && mount -o remount,ro " + directory
                                : " && dd if=/dev/zero of=" + directory + "/filler bs=1k 2>/dev/null; true");
                LabHosts.exec(HOST, "sh", "-c", script).orThrow();
                try {
                    LabAgent agent = LabAgent.start(HOST);
                    Request.Claim claim = new Request.Claim("doomed", "the lab", Duration.ZERO);
                    Reply reply = agent.ask(new Request.Observe(AFTER, Optional.of(claim)), Reply.class);
                    if (reply instanceof Reply.Observed) {
                        reply = agent.ask(prepare(), Reply.class);
                    }
                    assertThat(reply).as(directory + " " + options).isInstanceOf(Reply.Refused.class);
                    assertThat(((Reply.Refused) reply).why()).isEqualTo(Reply.Refused.Why.UNFIT);
                    agent.close();
                    assertThat(carried()).isEqualTo(before);
                } finally {
                    LabHosts.exec(HOST, "umount", directory).orThrow();
                }
            }
        }
    }

    @Test
    void aRebootIsAWayBack() throws InterruptedException {
        LabAgent agent = applied();
        agent.signal("KILL");
        LabHosts.exec(HOST, "sh", "-c", "pkill -9 -f [p]airwire-guard; rm -rf /run/pairwire/*");
        for (RawDump.Item tunnel : RawDump.of(HOST).all("tunnel")) {
            LabHosts.exec(HOST, "ip", "l2tp", "del", "tunnel", "tunnel_id", tunnel.get("id"))
                    .orThrow();
        }
        while (!RawDump.of(HOST).l2tp().isEmpty()) {
            Thread.sleep(100);
        }
        bringTo(BEFORE);
        assertThat(carried()).isEqualTo(before);
    }

    @Test
    void aChangeOfWhatTheConnectionRunsOverIsTold() {
        try (LabAgent agent = LabAgent.start(HOST, "SSH_CONNECTION=10.5.1.77 40000 10.5.1.2 22")) {
            Request.Observe look = new Request.Observe(AFTER, Optional.empty());
            // It goes with seed, and blue has an address that draws it away.
            assertThat(agent.ask(look, Reply.Observed.class).selfCut()).isEqualTo(names("seed", "blue"));
        }
        try (LabAgent agent = LabAgent.start(HOST, "SSH_CONNECTION=192.168.1.2 40000 192.168.1.1 22")) {
            Request.Observe look = new Request.Observe(AFTER, Optional.empty());
            assertThat(agent.ask(look, Reply.Observed.class).selfCut()).isEmpty();
        }
    }
}
