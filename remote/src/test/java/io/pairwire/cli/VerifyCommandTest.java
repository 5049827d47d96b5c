package io.pairwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pairwire.kernel.FakeIp;
import io.pairwire.kernel.FakeKernel;
import io.pairwire.kernel.FakeSession;
import io.pairwire.transaction.FakeAgents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VerifyCommandTest {
    private static final String INVENTORY = """
            all:
              hosts: {lon1: {ansible_host: 192.0.2.1}, par1: {ansible_host: 192.0.2.5}, ams1: {ansible_host: 192.0.2.9}}
            """;
    private static final String TOPOLOGY = """
            topology: metro
            pseudowires:
              blue: {hosts: [lon1, par1], tunnel_id: [1, 2], session_id: [1, 2], udp_port: 6001, cookie: none}
              green: {hosts: [lon1, ams1], tunnel_id: [3, 4], session_id: [3, 4], encap: ip, cookie: none, netns: [inner, inner]}
              red: {hosts: [par1, ams1], tunnel_id: [5, 6], session_id: [5, 6], udp_port: 6005, mtu: 1400}
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    @SuppressWarnings("NullAway.Init") // set before each test
    private FakeAgents agents;

    @BeforeEach
    void bringUp() throws IOException {
        agents = new FakeAgents(directory);
        Files.writeString(directory.resolve("inventory.yml"), INVENTORY);
        for (String host : new String[] {"lon1", "ams1"}) {
            Files.createDirectories(directory.resolve(host).resolve("netns"));
            Files.createFile(directory.resolve(host).resolve("netns").resolve("inner"));
        }
        assertThat(run("apply", "--yes").exitCode()).isZero();
    }

    private Console run(String command, String... options) throws IOException {
        return Console.over(agents, words(command, options));
    }

    private String[] words(String command, String... options) throws IOException {
        Path topology = Files.writeString(directory.resolve("topology.yml"), TOPOLOGY);
        String words = command + " -t " + topology + " -i " + directory.resolve("inventory.yml") + " "
                + String.join(" ", options);
        return words.strip().split(" ");
    }

    private Console verify() throws IOException {
        return run("verify", "--verify-timeout", "1");
    }

    private static String line(Console console, String pseudowire) {
        return console.out()
                .lines()
                .filter(line -> line.startsWith(pseudowire + " "))
                .findFirst()
                .orElseThrow(() -> new AssertionError(console.toString()));
    }

    /** Changes a host's session by hand. */
    private static void change(FakeKernel kernel, int id, int peerId, String cookie) {
        FakeSession old = kernel.sessions().stream()
                .filter(session -> session.id() == id)
                .findFirst()
                .orElseThrow();
        kernel.replace(
                old,
                new FakeSession(
                        old.tunnelId(),
                        old.id(),
                        peerId,
                        old.pseudowireType(),
                        old.interfaceName(),
                        old.l2spec(),
                        cookie,
                        old.peerCookie(),
                        old.sequenceSent(),
                        old.sequenceRequired(),
                        old.lnsMode(),
                        old.reorderTimeoutMillis()));
    }

    @Test
    void allThatPassesIsSaidInALineEachAndNothingIsWritten() throws IOException {
        int before = agents.writes();
        Console console = run("verify");
        assertThat(console.exitCode()).as(console.toString()).isZero();
        assertThat(console.out().replaceAll(" [ 0-9]{6}\\.[0-9]{2} ms", "    <time> ms"))
                .isEqualTo("""
                blue    OK                 <time> ms   1446 octets both ways
                green   OK                 <time> ms   1458 octets both ways
                red     OK                 <time> ms   1400 octets both ways
                Verify: 3 OK; 3 pseudowires.
                """);
        assertThat(agents.writes()).isEqualTo(before);
        assertThat(agents.wire().opened())
                .containsExactlyInAnyOrder("lon1", "lon1/inner", "par1", "ams1", "ams1/inner");
        assertThat(agents.wire().open()).isZero();
    }

    @Test
    void noTimeAtAllIsNoTime() throws IOException {
        Console console = run("verify", "--verify-timeout", "0");
        assertThat(console.exitCode()).isEqualTo(5);
        assertThat(console.err()).contains("'--verify-timeout'");
    }

    @Test
    void aMissingEndIsNamedAndTheOthersPass() throws IOException {
        agents.kernel("par1").vanish(2, 2);
        Console console = verify();
        assertThat(console.exitCode()).isEqualTo(10);
        assertThat(line(console, "blue")).contains("MISSING_END", "par1 has no end of it");
        assertThat(line(console, "red")).contains(" OK ");
        assertThat(console.out()).endsWith("Verify: 2 OK, 1 MISSING_END; 3 pseudowires.\n");
    }

    @Test
    void aWrongSessionIdIsNamed() throws IOException {
        change(agents.kernel("lon1"), 1, 99, "");
        Console console = verify();
        assertThat(console.exitCode()).isEqualTo(10);
        assertThat(line(console, "blue")).contains("ID_MISMATCH", "peer_session_id: lon1 99, par1's session_id 2");
    }

    @Test
    void aWrongCookieIsNamedAndNotShown() throws IOException {
        change(agents.kernel("par1"), 5, 6, "0011223344556677");
        Console console = verify();
        assertThat(console.exitCode()).isEqualTo(10);
        assertThat(line(console, "red")).contains("COOKIE_MISMATCH");
        assertThat(console.out() + console.err()).doesNotContain("00112233");
    }

    @Test
    void aBlockedPathIsNamedWithItsDirection() throws IOException {
        agents.underlay().cut("lon1", "par1");
        Console console = verify();
        assertThat(console.exitCode()).isEqualTo(10);
        assertThat(line(console, "blue")).contains("PATH_BLOCKED", "lon1 -> par1: nothing arrived");
        agents.underlay().cut("par1", "lon1");
        assertThat(line(verify(), "blue")).contains("PATH_BLOCKED", "both ways: nothing arrived");
        agents.underlay().mend();
        assertThat(verify().exitCode()).isZero();
    }

    @Test
    void aPathThatLosesLongFramesIsNamed() throws IOException {
        agents.underlay().loseOver(1440);
        Console console = verify();
        assertThat(line(console, "blue")).contains("MTU_BLACKHOLE", "both ways");
        assertThat(line(console, "red")).contains(" OK ");
    }

    @Test
    void aHostThatDoesNotAnswerLeavesItsPseudowiresOpen() throws IOException {
        agents.unreachable("ams1", true);
        Console console = verify();
        assertThat(console.exitCode()).isEqualTo(10);
        assertThat(console.err()).contains("ams1");
        assertThat(line(console, "green")).contains("UNVERIFIED", "ams1 could not be asked");
        assertThat(line(console, "blue")).contains(" OK ");
    }

    @Test
    void whatWasMadeWithOtherIdsPassesAllTheSame() throws IOException {
        String text = TOPOLOGY.replace("session_id: [1, 2]", "session_id: [11, 12]");
        Path other = Files.writeString(directory.resolve("other.yml"), text);
        Console console = Console.over(
                agents,
                "verify",
                "-t",
                other.toString(),
                "-i",
                directory.resolve("inventory.yml").toString());
        assertThat(console.exitCode()).as(console.toString()).isZero();
        assertThat(line(console, "blue")).contains(" OK ");
    }

    @Test
    void scriptsReadALineForEachPseudowireAndASummary() throws IOException {
        agents.underlay().cut("lon1", "par1");
        Console console = run("verify", "--json", "--verify-timeout", "1");
        assertThat(console.exitCode()).isEqualTo(10);
        assertThat(console.out())
                .contains("{\"type\":\"verified\",\"pseudowire\":\"blue\",\"verdict\":\"path_blocked\",\"message\":"
                        + "\"lon1 -> par1: nothing arrived")
                .contains("{\"end\":\"b\",\"host\":\"par1\",\"presence\":\"there\",\"mtu\":1446,\"heard_small\":false,")
                .endsWith("{\"type\":\"summary\",\"ok\":2,\"missing_end\":0,\"id_mismatch\":0,\"cookie_mismatch\":0,"
                        + "\"path_blocked\":1,\"mtu_blackhole\":0,\"unverified\":0}\n");
    }

    @Test
    void aNarrowTerminalBreaksTheLineUnderItself() throws IOException {
        agents.underlay().cut("lon1", "par1");
        Console console = Console.narrow(90, agents, words("verify", "--verify-timeout", "1"));
        assertThat(console.out().lines()).allMatch(line -> line.length() <= 90);
        assertThat(console.out().lines()).anyMatch(line -> line.startsWith(" ".repeat(20)));
        assertThat(Console.coloured(agents, words("verify", "--verify-timeout", "1"))
                        .out())
                .contains("\u001b[31mPATH_BLOCKED\u001b[0m")
                .contains("\u001b[32mOK\u001b[0m");
    }

    @Test
    void anInterfaceThatIsDownIsSaid() throws IOException {
        FakeKernel kernel = agents.kernel("par1");
        new FakeIp(kernel).run("link set dev blue down");
        assertThat(line(verify(), "blue")).contains("PATH_BLOCKED", "both ways: par1's interface is down; 'apply'");
    }
}
