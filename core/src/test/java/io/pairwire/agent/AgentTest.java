package io.pairwire.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.pairwire.exchange.Manifest;
import io.pairwire.exchange.Reply;
import io.pairwire.exchange.Request;
import io.pairwire.kernel.FakeKernel;
import io.pairwire.kernel.FakeLink;
import io.pairwire.kernel.FakeSession;
import io.pairwire.kernel.FakeTunnel;
import io.pairwire.model.Cookie;
import io.pairwire.model.IpAddress;
import io.pairwire.model.L2SpecType;
import io.pairwire.model.NetnsName;
import io.pairwire.netlink.Errno;
import io.pairwire.plan.HostPlan;
import io.pairwire.plan.PlannedSession;
import io.pairwire.reconcile.AttributeChange;
import io.pairwire.reconcile.Conflict;
import io.pairwire.reconcile.Orders;
import io.pairwire.reconcile.Verb;
import io.pairwire.reconcile.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class AgentTest {
    private static final HostPlan NOTHING = Wire.plan();
    private static final HostPlan SEED = Wire.plan(Wire.named("seed"));

    private FakeKernel kernel = new FakeKernel();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    private Conversation conversation() throws IOException {
        return new Conversation(kernel, directory);
    }

    /** Makes the network namespaces and the bridges that a plan takes for granted. */
    private void provideFor(HostPlan plan) throws IOException {
        for (NetnsName name : plan.namedNamespaces()) {
            makeNamespace(name.text());
        }
        for (PlannedSession session : plan.sessions()) {
            FakeKernel there =
                    session.netns().map(name -> kernel.namespace(name.text())).orElse(kernel);
            session.link()
                    .bridge()
                    .filter(bridge ->
                            there.links().stream().noneMatch(link -> link.name().equals(bridge.text())))
                    .ifPresent(bridge -> there.addLink(bridge.text(), 1500, "bridge"));
        }
    }

    private void bringTo(HostPlan plan) throws IOException {
        provideFor(plan);
        try (Conversation conversation = conversation()) {
            assertThat(conversation.observe(plan).conflicts()).isEmpty();
            Reply.Applied applied = conversation.apply();
            assertThat(applied.failures()).isEmpty();
            assertThat(applied.left()).isEmpty();
            conversation.confirm();
        }
    }

    private void makeNamespace(String name) throws IOException {
        Files.createDirectories(directory.resolve("netns"));
        Path file = directory.resolve("netns").resolve(name);
        if (!Files.exists(file)) {
            Files.createFile(file);
        }
    }

    private Path manifest() {
        return directory.resolve("lib").resolve("metro.json");
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            // What the last run has confirmed stays until the machine is rebooted, and the audit log longer than that.
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().equals("metro.last"))
                    .filter(file -> !file.endsWith("log/audit.jsonl"))
                    .map(file -> directory.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void itBringsTheHostToThePlanAndKeepsIt() throws IOException {
        bringTo(SEED);
        assertThat(kernel.journal())
                .containsExactly("TUNNEL_CREATE 42", "SESSION_CREATE 42/128", "SETLINK 3", "NEWADDR 10.5.1.2/24 3");
        assertThat(kernel.links())
                .filteredOn(link -> link.name().equals("l2tpeth0"))
                .singleElement()
                .satisfies(link -> assertThat(link.alias()).startsWith("pairwire:metro/seed#"))
                .satisfies(link -> assertThat(link.up()).isTrue())
                .satisfies(link -> assertThat(link.mtu()).isEqualTo(1446));
        assertThat(Manifest.read(Files.readString(manifest()))).isEqualTo(SEED);
        assertThat(Files.getPosixFilePermissions(manifest())).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Files.getPosixFilePermissions(manifest().getParent()))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        assertThat(files()).containsExactly("lib/metro.json");
    }

    @Test
    void aSecondRunWritesNothingToTheKernel() throws IOException {
        bringTo(SEED);
        int before = kernel.writes();
        List<FakeLink> links = List.copyOf(kernel.links());
        try (Conversation conversation = conversation()) {
            Reply.Observed observed = conversation.observe(SEED);
            assertThat(observed.differences())
                    .singleElement()
                    .satisfies(difference -> assertThat(difference.verb()).isEqualTo(Verb.NOTHING));
            assertThat(observed.manifestStale()).isFalse();
            assertThat(conversation.apply().netlinkWrites()).isZero();
            conversation.confirm();
        }
        assertThat(kernel.writes()).isEqualTo(before);
        assertThat(List.copyOf(kernel.links())).isEqualTo(links);
        assertThat(files()).containsExactly("lib/metro.json");
    }

    @Test
    void theOrderOfTheFileMakesNoManifestStale() throws IOException {
        Wire seed = Wire.named("seed");
        Wire blue = Wire.named("blue").apart(1);
        bringTo(Wire.plan(seed, blue));
        try (Conversation conversation = conversation()) {
            assertThat(conversation.look(Wire.plan(blue, seed)).manifestStale()).isFalse();
        }
    }

    @Test
    void aManifestIsStaleOnlyByWhatNeedsNoChange() throws IOException {
        bringTo(SEED);
        try (Conversation conversation = conversation()) {
            assertThat(conversation
                            .look(Wire.plan(
                                    Wire.named("seed"), Wire.named("blue").apart(1)))
                            .manifestStale())
                    .as("blue is to come: whether it will is not known yet")
                    .isFalse();
            assertThat(conversation.look(NOTHING).manifestStale()).isFalse();
        }
        Files.delete(manifest());
        try (Conversation conversation = conversation()) {
            assertThat(conversation.look(SEED).manifestStale()).isTrue();
        }
    }

    @Test
    void aLostManifestIsWrittenAgainWithoutNetlinkWrites() throws IOException {
        bringTo(SEED);
        int before = kernel.writes();
        Files.delete(manifest());
        bringTo(SEED);
        assertThat(kernel.writes()).isEqualTo(before);
        assertThat(Manifest.read(Files.readString(manifest()))).isEqualTo(SEED);
    }

    @Test
    void lookingChangesNothingAndMakesNoFile() throws IOException {
        for (HostPlan plan : List.of(SEED, NOTHING)) {
            try (Conversation conversation = conversation()) {
                conversation.look(plan);
                Reply.Refused refused = conversation.refused(Conversation.prepare(Orders.NONE, false));
                assertThat(refused.why()).isEqualTo(Reply.Refused.Why.INTERNAL);
                conversation.refused(new Request.Confirm(Set.of()));
            }
        }
        assertThat(kernel.writes()).isZero();
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void destroyingLeavesNothingBehind() throws IOException {
        List<String> before = Snapshot.of(kernel);
        bringTo(Wire.plan(
                Wire.named("seed"),
                Wire.named("blue").inTunnel(1),
                Wire.named("green").apart(2)));
        bringTo(NOTHING);
        assertThat(Snapshot.of(kernel)).isEqualTo(before);
        assertThat(files()).isEmpty();
    }

    static Stream<Arguments> changes() {
        Cookie cookie = new Cookie(0x0123456789abcdefL, 8);
        Wire seed = Wire.named("seed").with(wire -> {
            wire.cookie = Optional.of(cookie);
            wire.peerCookie = Optional.of(new Cookie(7, 4));
            wire.l2spec = L2SpecType.NONE;
            wire.addresses = List.of("10.5.1.2/24", "fd00::2/64");
        });
        HostPlan three = Wire.plan(
                seed, Wire.named("blue").inTunnel(1), Wire.named("green").apart(2));
        HostPlan changed = Wire.plan(
                Wire.named("seed").with(wire -> {
                    wire.cookie = Optional.of(cookie);
                    wire.peerCookie = Optional.of(new Cookie(7, 4));
                    wire.l2spec = L2SpecType.NONE;
                    wire.addresses = List.of("10.5.1.9/24");
                    wire.mtu = 1300;
                    wire.reorderTimeout = 100;
                }),
                Wire.named("blue").inTunnel(1).with(wire -> wire.lnsMode = true),
                Wire.named("green").apart(2).with(wire -> wire.addresses = List.of("10.5.1.2/24")));
        HostPlan replaced = Wire.plan(
                Wire.named("seed").with(wire -> wire.sourcePort = 6000),
                Wire.named("blue").inTunnel(1).with(wire -> wire.sourcePort = 6000),
                Wire.named("green").apart(2).with(wire -> wire.peerSessionId = 9));
        HostPlan swapped = Wire.plan(
                Wire.named("seed").apart(2),
                Wire.named("green"),
                Wire.named("blue").inTunnel(1));
        HostPlan bridged = Wire.plan(
                Wire.named("seed").with(wire -> {
                    wire.addresses = List.of();
                    wire.bridge = Optional.of("br0");
                }),
                Wire.named("blue").inTunnel(1).with(wire -> {
                    wire.addresses = List.of();
                    wire.bridge = Optional.of("br1");
                }),
                Wire.named("green").apart(2).with(wire -> {
                    wire.addresses = List.of("10.5.1.2/24", "fd00::2/64", "fd00::3/64");
                    wire.mac = Optional.of("02:00:5e:00:53:01");
                }));
        HostPlan otherwise = Wire.plan(
                Wire.named("seed").with(wire -> {
                    wire.addresses = List.of();
                    wire.bridge = Optional.of("br1");
                    wire.mac = Optional.of("02:00:5e:00:53:02");
                }),
                Wire.named("blue").inTunnel(1).with(wire -> wire.addresses = List.of("fd00::9/64")),
                Wire.named("green").apart(2).with(wire -> {
                    wire.addresses = List.of("10.5.1.2/24", "fd00::2/64", "fd00::4/64");
                    wire.mac = Optional.of("02:00:5e:00:53:03");
                }));
        HostPlan spread = Wire.plan(
                Wire.named("seed"),
                Wire.named("blue").with(wire -> wire.netns = Optional.of("blue")),
                Wire.named("green").apart(2).with(wire -> wire.netns = Optional.of("green")));
        HostPlan moved = Wire.plan(
                Wire.named("seed").with(wire -> wire.netns = Optional.of("green")),
                Wire.named("blue").with(wire -> {
                    wire.netns = Optional.of("blue");
                    wire.mtu = 1300;
                }),
                Wire.named("green").apart(2));
        return Stream.of(
                Arguments.of("bridges and MAC addresses", bridged, otherwise),
                Arguments.of("bridges go", bridged, NOTHING),
                Arguments.of("move between namespaces", spread, moved),
                Arguments.of("namespaces go", spread, NOTHING),
                Arguments.of("create", NOTHING, three),
                Arguments.of("change", three, changed),
                Arguments.of("replace", three, replaced),
                Arguments.of("swap", three, swapped),
                Arguments.of("remove one", three, Wire.plan(Wire.named("green").apart(2))),
                Arguments.of("remove all", three, NOTHING));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void aChangeIsTakenBackOnDemand(String what, HostPlan from, HostPlan to) throws IOException {
        bringTo(from);
        List<String> before = Snapshot.of(kernel);
        List<String> filesBefore = files();
        try (Conversation conversation = conversation()) {
            conversation.observe(to);
            assertThat(conversation.apply().failures()).isEmpty();
            assertThat(Snapshot.of(kernel)).as(what).isNotEqualTo(before);
            assertThat(conversation.rollBack().left()).isEmpty();
            assertThat(Snapshot.of(kernel)).isEqualTo(before);
        }
        assertThat(Snapshot.of(kernel)).isEqualTo(before);
        assertThat(files()).isEqualTo(filesBefore);
        bringTo(to);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void aChangeIsTakenBackByItselfWhenTheInputEndsBeforeTheConfirm(String what, HostPlan from, HostPlan to)
            throws IOException {
        bringTo(from);
        List<String> before = Snapshot.of(kernel);
        List<String> filesBefore = files();
        try (Conversation conversation = conversation()) {
            conversation.observe(to);
            conversation.apply();
        }
        assertThat(Snapshot.of(kernel)).as(what).isEqualTo(before);
        assertThat(files()).isEqualTo(filesBefore);
    }

    private int writesOf(HostPlan from, HostPlan to) throws IOException {
        bringTo(from);
        int before = kernel.writes();
        bringTo(to);
        int writes = kernel.writes() - before;
        bringTo(NOTHING);
        return writes;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void whicheverWriteIsRefusedTheHostIsTakenBackToWhatItWas(String what, HostPlan from, HostPlan to)
            throws IOException {
        int writes = writesOf(from, to);
        assertThat(writes).isPositive();
        for (Errno errno : List.of(Errno.EPERM, Errno.EEXIST)) {
            for (int nth = 1; nth <= writes; nth++) {
                kernel = new FakeKernel();
                bringTo(from);
                List<String> before = Snapshot.of(kernel);
                try (Conversation conversation = conversation()) {
                    conversation.observe(to);
                    kernel.faults().failWrite(nth, errno);
                    Reply.Applied applied = conversation.apply();
                    String as = what + ", write " + nth + " of " + writes + " " + errno + ": " + kernel.journal();
                    if (errno == Errno.EPERM) {
                        assertThat(applied.failures()).as(as).isNotEmpty();
                    }
                    assertThat(conversation.rollBack().left()).as(as).isEmpty();
                    assertThat(Snapshot.of(kernel)).as(as).isEqualTo(before);
                }
                bringTo(NOTHING);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void whicheverAnswerIsLostTheHostIsTakenBackToWhatItWas(String what, HostPlan from, HostPlan to)
            throws IOException {
        int writes = writesOf(from, to);
        for (int nth = 1; nth <= writes; nth++) {
            kernel = new FakeKernel();
            bringTo(from);
            List<String> before = Snapshot.of(kernel);
            try (Conversation conversation = conversation()) {
                conversation.observe(to);
                kernel.faults().loseAckOfWrite(nth);
                assertThat(conversation.apply().failures())
                        .as(what + " " + nth)
                        .anySatisfy(failure -> assertThat(failure.errno()).isEqualTo("ENOBUFS"));
                String as = what + ", answer " + nth + " of " + writes + " lost: " + kernel.journal();
                assertThat(conversation.rollBack().left()).as(as).isEmpty();
                assertThat(Snapshot.of(kernel)).as(as).isEqualTo(before);
            }
            bringTo(NOTHING);
        }
    }

    private FakeLink link(FakeKernel where, String name) {
        return where.links().stream()
                .filter(link -> link.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aMacAddressChangesInPlaceAndTheAddressesThatWouldBeLostComeBack() throws IOException {
        Wire seed = Wire.named("seed").with(wire -> wire.addresses = List.of("10.5.1.2/24", "fd00::2/64"));
        bringTo(Wire.plan(seed));
        FakeLink before = link(kernel, "l2tpeth0");
        int writes = kernel.writes();

        HostPlan changed = Wire.plan(seed.with(wire -> wire.mac = Optional.of("02:00:5E:00:53:01")));
        bringTo(changed);

        FakeLink after = link(kernel, "l2tpeth0");
        assertThat(after.index()).isEqualTo(before.index());
        assertThat(after.mac()).isEqualTo(0x02_00_5e_00_53_01L);
        assertThat(after.up()).isTrue();
        assertThat(kernel.journal().subList(writes, kernel.writes()))
                .containsExactly("DELADDR fd00::2/64 3", "SETLINK 3", "SETLINK 3", "NEWADDR fd00::2/64 3");
        bringTo(changed);
        assertThat(kernel.writes()).isEqualTo(writes + 4);
    }

    @Test
    void aMacAddressThatNobodyAsksForStaysWhatItIs() throws IOException {
        bringTo(Wire.plan(Wire.named("seed").with(wire -> wire.mac = Optional.of("02:00:5e:00:53:01"))));
        int writes = kernel.writes();
        bringTo(SEED);
        assertThat(kernel.writes()).isEqualTo(writes);
        assertThat(link(kernel, "l2tpeth0").mac()).isEqualTo(0x02_00_5e_00_53_01L);
    }

    @Test
    void anInterfaceBecomesAPortMovesAndIsFreed() throws IOException {
        Wire seed = Wire.named("seed").with(wire -> wire.addresses = List.of());
        bringTo(Wire.plan(seed.with(wire -> wire.bridge = Optional.of("br0"))));
        FakeLink first = link(kernel, "l2tpeth0");
        assertThat(first.master()).isEqualTo(link(kernel, "br0").index());
        bringTo(Wire.plan(seed.with(wire -> wire.bridge = Optional.of("br1"))));
        assertThat(link(kernel, "l2tpeth0").master())
                .isEqualTo(link(kernel, "br1").index());
        bringTo(Wire.plan(seed.with(wire -> wire.bridge = Optional.empty())));
        assertThat(link(kernel, "l2tpeth0").master()).isZero();
        assertThat(link(kernel, "l2tpeth0").index()).isEqualTo(first.index());
    }

    @Test
    void aMasterThatIsNoBridgeIsNobodysDifference() throws IOException {
        bringTo(SEED);
        int vrf = kernel.addLink("customers", 65575, "vrf");
        kernel.enslave("l2tpeth0", vrf);
        int writes = kernel.writes();
        bringTo(SEED);
        assertThat(kernel.writes()).isEqualTo(writes);
    }

    @Test
    void withoutItsBridgeAPseudowireIsNotTouched() throws IOException {
        kernel.addLink("br0", 1500, "dummy");
        try (Conversation conversation = conversation()) {
            Reply.Observed observed = conversation.observe(Wire.plan(
                    Wire.named("seed").with(wire -> wire.bridge = Optional.of("br0")),
                    Wire.named("green").apart(2)));
            assertThat(observed.conflicts())
                    .extracting(Conflict::message)
                    .containsExactly("there is no bridge br0; make it with 'ip link add br0 type bridge'");
            assertThat(conversation.apply("seed").failures()).isEmpty();
            conversation.confirm();
        }
        assertThat(kernel.sessions()).extracting(FakeSession::id).containsExactly(130);
    }

    @Test
    void withoutItsNetworkNamespaceAPseudowireIsNotTouched() throws IOException {
        bringTo(SEED);
        int writes = kernel.writes();
        try (Conversation conversation = conversation()) {
            Reply.Observed observed =
                    conversation.observe(Wire.plan(Wire.named("seed").with(wire -> wire.netns = Optional.of("blue"))));
            assertThat(observed.conflicts())
                    .extracting(Conflict::message)
                    .containsExactly("there is no network namespace blue; make it with 'ip netns add blue'");
            assertThat(observed.differences()).isEmpty();
            assertThat(conversation.apply("seed").failures()).isEmpty();
        }
        assertThat(kernel.writes()).isEqualTo(writes);
    }

    @Test
    void aPseudowireMovesBetweenNetworkNamespacesAsOne() throws IOException {
        bringTo(SEED);
        makeNamespace("blue");
        HostPlan there = Wire.plan(Wire.named("seed").with(wire -> wire.netns = Optional.of("blue")));
        try (Conversation conversation = conversation()) {
            assertThat(conversation.look(there).differences()).singleElement().satisfies(difference -> {
                assertThat(difference.verb()).isEqualTo(Verb.REPLACE);
                assertThat(difference.attributes())
                        .containsExactly(new AttributeChange("netns", Optional.empty(), Optional.of("blue"), true));
            });
        }
        bringTo(there);
        assertThat(kernel.sessions()).isEmpty();
        assertThat(kernel.tunnels()).isEmpty();
        assertThat(kernel.namespace("blue").sessions())
                .extracting(FakeSession::id)
                .containsExactly(128);
        assertThat(Manifest.read(Files.readString(manifest()))).isEqualTo(there);
        int writes = kernel.writes();
        bringTo(there);
        assertThat(kernel.writes()).isEqualTo(writes);
        bringTo(NOTHING);
        assertThat(kernel.namespace("blue").sessions()).isEmpty();
        assertThat(files()).containsExactly("netns/blue");
    }

    @Test
    void whatStandsInTheWayWhereAPseudowireGoesKeepsItWhereItIs() throws IOException {
        bringTo(SEED);
        makeNamespace("blue");
        kernel.namespace("blue").addLink("l2tpeth0", 1500, "");
        int writes = kernel.writes();
        try (Conversation conversation = conversation()) {
            Reply.Observed observed =
                    conversation.observe(Wire.plan(Wire.named("seed").with(wire -> wire.netns = Optional.of("blue"))));
            assertThat(observed.conflicts()).hasSize(1);
            assertThat(conversation.apply("seed").netlinkWrites()).isZero();
            conversation.confirm();
        }
        assertThat(kernel.writes()).isEqualTo(writes);
        assertThat(Manifest.read(Files.readString(manifest()))).isEqualTo(SEED);
    }

    @Test
    void theSameIdsAndNamesLiveInEachNetworkNamespace() throws IOException {
        HostPlan plan = Wire.plan(
                Wire.named("seed"),
                Wire.named("blue").with(wire -> wire.netns = Optional.of("blue")),
                Wire.named("green").with(wire -> wire.netns = Optional.of("green")));
        bringTo(plan);
        assertThat(kernel.journal())
                .containsExactly(
                        "TUNNEL_CREATE 42",
                        "SESSION_CREATE 42/128",
                        "SETLINK 3",
                        "NEWADDR 10.5.1.2/24 3",
                        "blue: TUNNEL_CREATE 42",
                        "blue: SESSION_CREATE 42/128",
                        "blue: SETLINK 3",
                        "blue: NEWADDR 10.5.1.2/24 3",
                        "green: TUNNEL_CREATE 42",
                        "green: SESSION_CREATE 42/128",
                        "green: SETLINK 3",
                        "green: NEWADDR 10.5.1.2/24 3");
    }

    @Test
    void withoutAManifestTheMarksAreFoundInEveryNetworkNamespace() throws IOException {
        bringTo(Wire.plan(Wire.named("blue").with(wire -> wire.netns = Optional.of("blue"))));
        Files.delete(manifest());
        try (Conversation conversation = conversation()) {
            assertThat(conversation.look(NOTHING).differences())
                    .singleElement()
                    .satisfies(difference -> assertThat(difference.verb()).isEqualTo(Verb.REMOVE));
        }
        bringTo(NOTHING);
        assertThat(kernel.namespace("blue").sessions()).isEmpty();
        assertThat(kernel.namespace("blue").tunnels()).isEmpty();
    }

    @Test
    void aNetworkNamespaceThatIsGoneTookAlongWhatWasInIt() throws IOException {
        bringTo(Wire.plan(Wire.named("seed"), Wire.named("blue").with(wire -> wire.netns = Optional.of("blue"))));
        Files.delete(directory.resolve("netns").resolve("blue"));
        bringTo(SEED);
        assertThat(Manifest.read(Files.readString(manifest()))).isEqualTo(SEED);
    }

    @Test
    void whatIsGoneAlreadyNeedsNotGo() throws IOException {
        bringTo(SEED);
        try (Conversation conversation = conversation()) {
            conversation.observe(NOTHING);
            kernel.faults().failWrite(1, Errno.ENODEV).failWrite(2, Errno.ENODEV);
            assertThat(conversation.apply().failures()).isEmpty();
        }
    }

    @Test
    void aRefusalIsToldInTheKernelsWords() throws IOException {
        kernel.faults().addressMissing(IpAddress.parse("192.168.1.1"));
        try (Conversation conversation = conversation()) {
            conversation.observe(SEED);
            Reply.Applied applied = conversation.apply();
            assertThat(applied.failures()).singleElement().satisfies(failure -> {
                assertThat(failure.action()).isEqualTo("create tunnel 42");
                assertThat(failure.errno()).isEqualTo("EADDRNOTAVAIL");
                assertThat(failure.message()).contains("TUNNEL_CREATE");
            });
        }
        assertThat(kernel.tunnels()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void deletionsThatTakeTheirTimeAreWaitedFor(String what, HostPlan from, HostPlan to) throws IOException {
        for (int looks : new int[] {1, 3, 7}) {
            kernel = new FakeKernel();
            bringTo(from);
            List<String> before = Snapshot.of(kernel);
            kernel.faults().deletesLinger(looks);
            try (Conversation conversation = conversation()) {
                conversation.observe(to);
                assertThat(conversation.apply().failures()).as(what).isEmpty();
                assertThat(conversation.rollBack().left()).as(what).isEmpty();
            }
            assertThat(Snapshot.of(kernel)).as(what).isEqualTo(before);
            bringTo(to);
            bringTo(NOTHING);
            assertThat(kernel.tunnels()).isEmpty();
        }
    }

    @Test
    void aDeletionThatNeverEndsIsAFailureAfterAMinute() throws IOException {
        bringTo(SEED);
        kernel.faults().deletesLinger(Integer.MAX_VALUE);
        try (Conversation conversation = conversation()) {
            conversation.observe(NOTHING);
            assertThat(conversation.apply().failures())
                    .singleElement()
                    .satisfies(failure -> assertThat(failure.errno()).isEqualTo("ETIMEDOUT"));
            kernel.faults().deletesLinger(0);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void onNewKernelsEverythingGoesTheSame(String what, HostPlan from, HostPlan to) throws IOException {
        kernel.faults().sessionsDuplicate().strangers().datagramOctets(300);
        bringTo(from);
        List<String> before = Snapshot.of(kernel);
        try (Conversation conversation = conversation()) {
            conversation.observe(to);
            assertThat(conversation.apply().failures()).as(what).isEmpty();
            assertThat(conversation.rollBack().left()).isEmpty();
        }
        assertThat(Snapshot.of(kernel)).isEqualTo(before);
        bringTo(to);
    }

    @Test
    void dumpsThatAreDisturbedAreReadAgain() throws IOException {
        kernel.faults().interruptDumps(2).loseAnswers(2);
        bringTo(SEED);
        kernel.faults().interruptDumps(2).loseAnswers(2);
        bringTo(NOTHING);
        assertThat(kernel.tunnels()).isEmpty();
    }

    @Test
    void aKernelThatFailsAfterTheFirstChangeIsNoUnfitHost() throws IOException {
        bringTo(SEED);
        List<String> before = Snapshot.of(kernel);
        try (Conversation conversation = conversation()) {
            conversation.observe(Wire.plan(Wire.named("seed").with(wire -> wire.sourcePort = 6000)));
            // Every dump from now on fails, so that what was deleted is never seen to be gone.
            kernel.faults().loseAnswers(8);
            Reply.Applied applied = conversation.apply();
            assertThat(applied.failures()).isNotEmpty();
            assertThat(conversation.rollBack().left()).isEmpty();
            assertThat(Snapshot.of(kernel)).isEqualTo(before);
        }
    }

    @Test
    void aHostWithoutL2tpIsUnfitAndSaysWhatToInstall() throws IOException {
        kernel.faults().familyAbsent(true);
        Reply.Refused refused = refusedFor(
                modprobe(
                        "echo 'modprobe: FATAL: Module l2tp_netlink not found in directory /lib/modules/6.1.0-cloud' >&2; exit 1"));
        assertThat(refused.why()).isEqualTo(Reply.Refused.Why.UNFIT);
        assertThat(refused.message())
                .contains("has no L2TP: module l2tp_netlink cannot be loaded")
                .contains("not found in directory /lib/modules/6.1.0-cloud");
        assertThat(refused.advice()).contains("linux-modules-extra");
    }

    @Test
    void anAgentThatMayNotLoadModulesSaysSo() throws IOException {
        kernel.faults().familyAbsent(true);
        Reply.Refused refused =
                refusedFor(modprobe("echo 'could not insert l2tp_netlink: Operation not permitted'; exit 1"));
        assertThat(refused.advice()).contains("root").contains("container");
    }

    @Test
    void aHostWithoutModprobeSaysSo() throws IOException {
        kernel.faults().familyAbsent(true);
        assertThat(refusedFor(directory.resolve("nowhere").toString()).message())
                .contains("modprobe cannot be run");
    }

    @Test
    void aHostWithoutL2tpHasNothingToDestroy() throws IOException {
        kernel.faults().familyAbsent(true);
        try (Conversation conversation = new Conversation(kernel, directory, "/bin/false")) {
            assertThat(conversation.observe(NOTHING).differences()).isEmpty();
            assertThat(conversation.apply().netlinkWrites()).isZero();
            conversation.confirm();
        }
        assertThat(files()).isEmpty();
    }

    private Reply.Refused refusedFor(String modprobe) throws IOException {
        try (Conversation conversation = new Conversation(kernel, directory, modprobe)) {
            return conversation.refused(new Request.Observe(SEED, Conversation.CLAIM));
        }
    }

    private String modprobe(String script) throws IOException {
        Path file = Files.writeString(directory.resolve("modprobe"), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return file.toString();
    }

    @Test
    void aHostThatDoesNotLetUsLookIsUnfit() throws IOException {
        kernel.faults().notPermitted();
        Reply.Refused refused = refusedFor("/bin/false");
        assertThat(refused.why()).isEqualTo(Reply.Refused.Why.UNFIT);
        assertThat(refused.advice()).contains("CAP_NET_ADMIN");
    }

    @Test
    void twoRunsNeverWorkOnOneTopologyAtOnce() throws IOException {
        try (Conversation first = conversation();
                Conversation second = conversation()) {
            first.observe(SEED);
            Reply.Refused refused = second.refused(new Request.Observe(SEED, Conversation.CLAIM));
            assertThat(refused.why()).isEqualTo(Reply.Refused.Why.LOCKED);
            assertThat(refused.message()).contains(": a test, run 1, process ");
            assertThat(second.look(SEED).differences())
                    .as("looking needs no lock")
                    .hasSize(1);
            assertThat(first.apply().failures()).isEmpty();
            first.confirm();
        }
        bringTo(SEED);
    }

    @Test
    void aHostThatChangedSinceItWasObservedIsStale() throws IOException {
        bringTo(SEED);
        try (Conversation conversation = conversation()) {
            conversation.observe(
                    Wire.plan(Wire.named("seed"), Wire.named("blue").apart(1)));
            kernel.adopt(foreign(43, 7000));
            int before = kernel.writes();
            Reply.Refused refused = conversation.refused(Conversation.prepare(Orders.NONE, true));
            assertThat(refused.why()).isEqualTo(Reply.Refused.Why.STALE);
            assertThat(kernel.writes()).isEqualTo(before);
        }
        assertThat(Manifest.read(Files.readString(manifest()))).isEqualTo(SEED);
    }

    private static FakeTunnel foreign(int id, int port) {
        return FakeTunnel.udp(id, id, IpAddress.parse("192.168.1.1"), IpAddress.parse("192.0.2.9"), port, port);
    }

    @Test
    void aForeignTunnelIsUntouchedThroughAllOfIt() throws IOException {
        kernel.adopt(foreign(900, 9000));
        kernel.adopt(FakeSession.ethernet(900, 901, 902, "theirs"));
        kernel.adopt(FakeTunnel.l2tpv2(7, IpAddress.parse("192.168.1.1"), IpAddress.parse("192.0.2.7")));
        List<HostPlan> plans = changes()
                .flatMap(change -> Stream.of(change.get()[1], change.get()[2]))
                .map(HostPlan.class::cast)
                .toList();
        for (HostPlan plan : plans) {
            provideFor(plan);
        }
        List<String> before = Snapshot.of(kernel);
        for (HostPlan plan : plans) {
            bringTo(plan);
            assertThat(Snapshot.of(kernel)).containsAll(before);
        }
        bringTo(NOTHING);
        assertThat(Snapshot.of(kernel)).isEqualTo(before);
        assertThat(kernel.journal()).noneMatch(order -> order.matches(".*_(DELETE|MODIFY) (900|7)\\b.*"));
    }

    @Test
    void whatStandsInTheWayIsNamedAndTheRestGoesOn() throws IOException {
        kernel.adopt(foreign(42, 9000));
        List<String> before = Snapshot.of(kernel);
        HostPlan plan = Wire.plan(Wire.named("seed"), Wire.named("blue").apart(1));
        try (Conversation conversation = conversation()) {
            assertThat(conversation.observe(plan).conflicts())
                    .extracting(conflict -> conflict.pseudowire().text())
                    .containsExactly("seed");
            assertThat(conversation.apply("seed").failures()).isEmpty();
            conversation.confirm();
        }
        assertThat(Snapshot.of(kernel)).containsAll(before);
        assertThat(Manifest.read(Files.readString(manifest())))
                .isEqualTo(Wire.plan(Wire.named("blue").apart(1)));
    }

    @Test
    void aHeldPseudowireKeepsItsPlaceInTheManifest() throws IOException {
        HostPlan both = Wire.plan(Wire.named("seed"), Wire.named("blue").apart(1));
        bringTo(both);
        try (Conversation conversation = conversation()) {
            conversation.observe(NOTHING);
            conversation.apply("seed");
            conversation.confirm();
        }
        assertThat(Manifest.read(Files.readString(manifest()))).isEqualTo(SEED);
        bringTo(NOTHING);
        assertThat(kernel.tunnels()).isEmpty();
    }

    @Test
    void whatAHeldPseudowireStandsInTheWayOfIsAFailureAndNotSilentlyLeftOut() throws IOException {
        bringTo(Wire.plan(Wire.named("seed"), Wire.named("blue").apart(1)));
        int before = kernel.writes();
        try (Conversation conversation = conversation()) {
            conversation.observe(Wire.plan(
                    Wire.named("seed").apart(5), Wire.named("blue").apart(1).with(wire -> wire.sourcePort = 5000)));
            assertThat(conversation.apply("seed").failures())
                    .singleElement()
                    .satisfies(failure -> assertThat(failure.message())
                            .contains("UDP port 5000 of 192.168.1.1 is held by pseudowire seed"));
        }
        assertThat(kernel.writes()).isEqualTo(before);
    }

    @Test
    void nothingIsConfirmedThatWasNotApplied() throws IOException {
        bringTo(SEED);
        try (Conversation conversation = conversation()) {
            conversation.refused(new Request.Confirm(Set.of()));
            conversation.observe(NOTHING);
            conversation.refused(new Request.Confirm(Set.of()));
            conversation.apply();
            assertThat(conversation.rollBack().left()).isEmpty();
            conversation.refused(new Request.Confirm(Conversation.names("seed")));
        }
        assertThat(Manifest.read(Files.readString(manifest()))).isEqualTo(SEED);
    }

    @Test
    void whatWasAppliedIsNeitherAppliedNorObservedAgain() throws IOException {
        List<String> before = Snapshot.of(kernel);
        try (Conversation conversation = conversation()) {
            conversation.observe(SEED);
            conversation.apply();
            conversation.refused(Conversation.prepare(Orders.NONE, false));
            conversation.refused(new Request.Observe(NOTHING, Optional.empty()));
        }
        assertThat(Snapshot.of(kernel)).isEqualTo(before);
    }

    @Test
    void aManifestThatCannotBeReadMakesTheHostUnfit() throws IOException {
        bringTo(SEED);
        Files.writeString(manifest(), "{\"version\":9}");
        Reply.Refused refused = refusedFor("/bin/false");
        assertThat(refused.why()).isEqualTo(Reply.Refused.Why.UNFIT);
        assertThat(refused.message()).contains("version 9");
    }

    @Test
    void aHostWhereTheManifestCannotBeKeptIsNotChanged() throws IOException {
        Files.writeString(directory.resolve("lib"), "a file where the directory should be");
        try (Conversation conversation = conversation()) {
            Reply.Refused refused = conversation.refused(new Request.Observe(SEED, Conversation.CLAIM));
            assertThat(refused.why()).isEqualTo(Reply.Refused.Why.UNFIT);
        }
        assertThat(kernel.writes()).isZero();
    }

    @Test
    void whatAKilledRunLeftIsRepairedByTheNext() throws IOException {
        HostPlan before = Wire.plan(Wire.named("blue").apart(1));
        HostPlan after = Wire.plan(Wire.named("blue").apart(1), Wire.named("seed"));
        for (int datagrams = 1; datagrams <= 4; datagrams++) {
            kernel = new FakeKernel();
            bringTo(before);
            MortalKernel mortal = new MortalKernel(kernel);
            try (Conversation conversation = new Conversation(mortal, directory)) {
                conversation.observe(after);
                conversation.apply();
                mortal.kill();
            }
            assertThat(kernel.sessions()).as("the agent could not go back").hasSize(2);
            bringTo(after);
            assertThat(Manifest.read(Files.readString(manifest()))).isEqualTo(after);
            assertThat(files()).containsExactly("lib/metro.json");
            bringTo(NOTHING);
            assertThat(kernel.tunnels()).isEmpty();
        }
    }

    @Test
    void lookingAtWhatAKilledRunLeftKeepsTheTraceOfIt() throws IOException {
        bringTo(Wire.plan(Wire.named("blue").apart(1)));
        HostPlan after = Wire.plan(Wire.named("blue").apart(1), Wire.named("seed"));
        MortalKernel mortal = new MortalKernel(kernel);
        try (Conversation conversation = new Conversation(mortal, directory)) {
            conversation.observe(after);
            conversation.apply();
            mortal.kill();
        }
        try (Conversation conversation = conversation()) {
            assertThat(conversation.look(after).conflicts()).isEmpty();
            assertThat(conversation.look(after).manifestStale()).isTrue();
        }
        try (Conversation conversation = conversation()) {
            List<Conflict> conflicts = conversation.observe(after).conflicts();
            assertThat(conflicts).isEmpty();
        }
        bringTo(after);
    }

    @Test
    void theManifestRemembersWhatIsProtectedAndIsWrittenForThatAlone() throws IOException {
        bringTo(SEED);
        int before = kernel.writes();
        HostPlan guarded = Wire.plan(Wire.named("seed").with(wire -> wire.isProtected = true));
        bringTo(guarded);
        assertThat(kernel.writes()).isEqualTo(before);
        assertThat(Manifest.read(Files.readString(manifest()))).isEqualTo(guarded);
        try (Conversation conversation = conversation()) {
            assertThat(conversation.observe(NOTHING).conflicts()).hasSize(1);
            assertThat(conversation.apply("seed").netlinkWrites()).isZero();
            conversation.confirm();
            assertThat(conversation.show(NOTHING).differences())
                    .as("what is protected is shown like the rest")
                    .hasSize(1);
        }
        assertThat(kernel.writes()).isEqualTo(before);
        assertThat(Manifest.read(Files.readString(manifest()))).isEqualTo(guarded);
        bringTo(SEED);
        bringTo(NOTHING);
        assertThat(kernel.tunnels()).isEmpty();
    }

    @Test
    void aManifestOfAnEarlierVersionProtectsNothing() throws IOException {
        bringTo(SEED);
        String text = Files.readString(manifest());
        Files.writeString(manifest(), text.replace("\"version\":3", "\"version\":2"));
        assertThat(Files.readString(manifest())).isNotEqualTo(text);
        bringTo(NOTHING);
        assertThat(kernel.tunnels()).isEmpty();
    }
}
