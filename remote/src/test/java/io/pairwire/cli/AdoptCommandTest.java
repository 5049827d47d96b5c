package io.pairwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pairwire.kernel.FakeKernel;
import io.pairwire.kernel.FakeLink;
import io.pairwire.kernel.FakeSession;
import io.pairwire.kernel.FakeTunnel;
import io.pairwire.model.IpAddress;
import io.pairwire.transaction.FakeAgents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AdoptCommandTest {
    private static final String TOPOLOGY = "../inventory-examples/classic/topology.yml";
    private static final String INVENTORY = "../inventory-examples/classic/inventory.yml";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    @SuppressWarnings("NullAway.Init") // set before each test
    private FakeAgents agents;

    @BeforeEach
    void startAfresh() {
        agents = new FakeAgents(directory.resolve("hosts"));
    }

    private void makeByHand(String host, int peerId) {
        FakeKernel kernel = agents.kernel(host);
        boolean first = host.equals("host1");
        kernel.adopt(FakeTunnel.udp(
                first ? 42 : 45,
                first ? 45 : 42,
                IpAddress.parse(first ? "192.168.1.1" : "192.168.1.2"),
                IpAddress.parse(first ? "192.168.1.2" : "192.168.1.1"),
                first ? 5000 : 5001,
                first ? 5001 : 5000));
        kernel.adopt(FakeSession.ethernet(first ? 42 : 45, first ? 128 : 5196755, peerId, "l2tpeth0"));
    }

    private Console adopt(String... more) {
        return command("adopt", TOPOLOGY, more);
    }

    private Console command(String name, String topology, String... more) {
        String[] words = new String[5 + more.length];
        System.arraycopy(new String[] {name, "-t", topology, "-i", INVENTORY}, 0, words, 0, 5);
        System.arraycopy(more, 0, words, 5, more.length);
        return Console.over(agents, words);
    }

    private String alias(String host) {
        return agents.kernel(host).links().stream()
                .filter(link -> link.name().equals("l2tpeth0"))
                .map(FakeLink::alias)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void bothEndsAreMarkedAndThePlanSaysWhatIsTakenOnTrust() {
        makeByHand("host1", 5196755);
        makeByHand("host2", 128);
        Console adopted = adopt("--yes");
        assertThat(adopted.exitCode()).isZero();
        assertThat(adopted.out())
                .startsWith("  ~ seed ")
                .contains("not told by the kernel -> default, as the topology has it")
                .contains("(none) -> 10.5.1.2 peer 10.5.1.1/32, by a later apply")
                .contains("Plan: 0 to add, 1 to change, 0 to replace, 0 to remove; 0 unchanged.")
                .endsWith("1 changed, 0 replaced, 0 removed; 0 unchanged; 2 netlink writes.\n");
        assertThat(agents.writes()).isEqualTo(2);
        assertThat(alias("host1")).startsWith("pairwire:classic/seed#");
        assertThat(alias("host2")).startsWith("pairwire:classic/seed#");
        Console again = adopt("--yes");
        assertThat(again.out()).isEqualTo("Nothing to do: 1 pseudowire as it should be; 0 netlink writes.\n");
        assertThat(command("apply", TOPOLOGY, "--yes").out()).contains("0 added, 1 changed, 0 replaced");
    }

    @Test
    void checkingAndSayingNoChangeNothing() {
        makeByHand("host1", 5196755);
        makeByHand("host2", 128);
        Map<String, ?> before = agents.snapshot();
        assertThat(adopt("--check").out()).contains("1 to change");
        Console declined = Console.typing("n\n", agents, "adopt", "-t", TOPOLOGY, "-i", INVENTORY);
        assertThat(declined.out()).endsWith("Nothing was changed.\n");
        assertThat(agents.snapshot()).isEqualTo(before);
        assertThat(agents.writes()).isZero();
    }

    @Test
    void oneEndIsNotAdoptedWithoutTheOther() {
        makeByHand("host1", 5196755);
        agents.kernel("host2");
        Console adopted = adopt("--yes");
        assertThat(adopted.exitCode()).isEqualTo(8);
        assertThat(adopted.out())
                .contains(
                        "! seed stays as it is at both ends: it is there at one end alone, and not on host2, and one end is"
                                + " not adopted without the other");
        assertThat(agents.writes()).isZero();
    }

    @Test
    void anEndThatDoesNotFitKeepsBothAsTheyAre() {
        makeByHand("host1", 9);
        makeByHand("host2", 128);
        Console adopted = adopt("--yes");
        assertThat(adopted.exitCode()).isEqualTo(8);
        assertThat(adopted.out())
                .contains(
                        "! seed stays as it is at both ends: on host1, it is there, but it does not fit: peer_session_id is 9,"
                                + " should be 5196755");
        assertThat(agents.writes()).isZero();
    }

    @Test
    void whatIsNowhereIsLeftToApply() {
        Console adopted = adopt("--yes");
        assertThat(adopted.exitCode()).isZero();
        assertThat(adopted.out()).contains("! seed stays as it is at both ends: it is not there; 'apply' makes it");
        assertThat(agents.writes()).isZero();
    }

    @Test
    void cookiesThatAreMadeMustBeTheSameAtBothEnds() throws IOException {
        Path topology = Files.writeString(
                directory.resolve("topology.yml"),
                Files.readString(Path.of(TOPOLOGY)).replaceAll("cookie: none.*", "cookie: auto"));
        for (String other : new String[] {"fedcba9876543210", "fedcba9876543211"}) {
            startAfresh();
            agents = new FakeAgents(directory.resolve(other));
            makeByHand("host1", 5196755);
            makeByHand("host2", 128);
            give("host1", "0123456789abcdef", "fedcba9876543210");
            give("host2", other, "0123456789abcdef");
            Console adopted = command("adopt", topology.toString(), "--yes");
            boolean same = other.endsWith("0");
            assertThat(adopted.exitCode()).as(adopted.toString()).isEqualTo(same ? 0 : 8);
            assertThat(agents.writes()).isEqualTo(same ? 2 : 0);
            if (!same) {
                assertThat(adopted.out()).contains("the two ends' cookies are not the same");
            }
            assertThat(adopted.out() + adopted.err())
                    .doesNotContain("0123456789abcdef")
                    .doesNotContain(other);
        }
    }

    private void give(String host, String cookie, String peerCookie) {
        FakeKernel kernel = agents.kernel(host);
        FakeSession session = kernel.sessions().get(0);
        kernel.replace(session, session.withCookies(cookie, peerCookie));
    }
}
