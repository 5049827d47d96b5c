package io.pairwire.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The ways to a host, by the command itself: keys, host keys, bastions and servers that count. Every server is OpenSSH's. */
@Tag("lab")
@Tag("once")
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class SshLab {
    private static final int PORT = 2222;

    /** Says nothing to anybody, and lets nobody in. */
    private static final String DOWN = "192.168.1.1:9";

    private static final String TOPOLOGY = """
            topology: ways
            pseudowires:
              blue: {a: {host: host1, local: 192.168.1.1, tunnel_id: 1, session_id: 1, udp_port: 6001},
                     b: {host: host2, local: 192.168.1.2, tunnel_id: 2, session_id: 2, udp_port: 6002}}
            """;

    private static final String BEYOND = """
              green: {a: {host: host1, local: 192.168.1.1, tunnel_id: 3, session_id: 3, udp_port: 6003},
                      b: {host: host3, local: 192.168.1.3, tunnel_id: 4, session_id: 4, udp_port: 6004}}
            """;

    @TempDir
    private static Path directory = Path.of("");

    @BeforeAll
    static void bringHostsUp() {
        LabHosts.up("host1", "host2", "host3");
    }

    @AfterAll
    static void nothingIsLeft() {
        LabHosts.swept("host1", "host2", "host3");
    }

    /** How the hosts are reached: what the inventory says of each, and the file in ssh_config's manner. */
    private record Way(List<String> inventory, List<String> config) {
        /** Reaches the first host so, and the second as usual. */
        static Way to1(String variables, String... config) {
            return new Way(List.of("host1 " + at("host1") + variables, usual("host2")), List.of(config));
        }

        LabHosts.Result run(String topology, String command, String... options) throws IOException {
            List<String> words = new ArrayList<>(List.of(
                    command,
                    "-t",
                    Files.writeString(directory.resolve("ways.yml"), topology).toString(),
                    "-i",
                    Files.write(directory.resolve("hosts.ini"), inventory).toString(),
                    "--ssh-config",
                    Files.write(directory.resolve("ssh_config"), config).toString()));
            words.addAll(List.of(options));
            return LabCli.run(words.toArray(String[]::new));
        }

        /** Expects that a plan can be made, for which every host must have answered. */
        LabHosts.Result reaches(String... options) throws IOException {
            LabHosts.Result plan = run(TOPOLOGY, "plan", options);
            assertThat(plan.status()).as(plan.toString()).isZero();
            assertThat(plan.output()).contains("Plan: 1 to add");
            return plan;
        }

        /** Expects that the first host is not reached, for a reason. */
        void isRefused(String why) throws IOException {
            LabHosts.Result plan = run(TOPOLOGY, "plan");
            assertThat(plan.status()).as(plan.toString()).isEqualTo(4);
            assertThat(plan.output() + plan.errors()).contains("host1").contains(why);
        }
    }

    private static String at(String host) {
        return "ansible_user=root ansible_host=" + LabHosts.address(host) + " ";
    }

    private static String key(String type) {
        return "ansible_ssh_private_key_file=" + LabHosts.key(type) + " ";
    }

    private static String usual(String host) {
        return host + " " + at(host) + key("ed25519");
    }

    /** Makes a key, without a passphrase, or does something with one. */
    private static Path keygen(Path file, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of("ssh-keygen", "-q", "-f", file.toString()));
        command.addAll(List.of(options));
        LabHosts.run(command).orThrow();
        return file;
    }

    private static Path newKey(String name) throws IOException {
        Path file = directory.resolve(name);
        Files.deleteIfExists(file);
        return keygen(file, "-t", "ed25519", "-N", "");
    }

    /** Returns a host's public key of a type, without its comment. */
    private static String hostKey(String host, String type) throws IOException {
        String[] words = Files.readString(
                        LabHosts.knownHosts().resolveSibling(host).resolve("ssh_host_" + type + ".pub"))
                .split(" ", -1);
        return words[0] + " " + words[1];
    }

    /** Writes what is known of the first host, and, as usual, of all others. */
    private static String knowing(String... lines) throws IOException {
        List<String> known = new ArrayList<>(List.of(lines));
        for (String line : Files.readAllLines(LabHosts.knownHosts())) {
            if (!line.startsWith("host1,")) {
                known.add(line);
            }
        }
        return "UserKnownHostsFile " + Files.write(directory.resolve("known"), known);
    }

    @Test
    void eachTypeOfKeyLogsIn() throws IOException {
        for (String type : List.of("ed25519", "ecdsa", "rsa")) {
            Way.to1(key(type)).reaches();
        }
    }

    @Test
    void anAgentsKeyLogsIn() throws IOException {
        Path socket = directory.resolve("agent");
        Process agent = new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString()).start();
        try {
            while (!Files.exists(socket)) {
                Thread.onSpinWait();
            }
            LabHosts.run(List.of(
                            "env",
                            "SSH_AUTH_SOCK=" + socket,
                            "ssh-add",
                            "-q",
                            LabHosts.key("rsa").toString()))
                    .orThrow();
            Way.to1("", "IdentityAgent " + socket, "IdentityFile /nonexistent").reaches();
        } finally {
            agent.destroy();
        }
    }

    @Test
    void aUsersCertificateLogsIn() throws Exception {
        Path authority = newKey("user-ca");
        Path user = newKey("user");
        keygen(authority, "-s", authority.toString(), "-I", "operator", "-n", "root", user + ".pub");
        try (LabServer server = LabServer.start(
                "host1", PORT, "AuthorizedKeysFile none", "TrustedUserCAKeys " + readableByAll(authority))) {
            String known = knowing("[192.168.1.1]:" + PORT + " " + hostKey("host1", "ed25519"));
            Way.to1("ansible_port=" + PORT + " ansible_ssh_private_key_file=" + user, known)
                    .reaches();
            assertThat(server.log()).contains("ED25519-CERT");
            Way.to1("ansible_port=" + PORT + " " + key("ed25519"), known).isRefused("ansible_ssh_private_key_file");
        }
    }

    private static Path readableByAll(Path key) throws IOException {
        Path copy = LabHosts.knownHosts().resolveSibling(key.getFileName() + ".pub");
        return Files.copy(Path.of(key + ".pub"), copy, StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void aHostsCertificateIsBelieved() throws Exception {
        Path authority = newKey("host-ca");
        Path host = newKey("certified");
        keygen(authority, "-s", authority.toString(), "-I", "host1", "-h", "-n", "192.168.1.1", host + ".pub");
        String believed = "@cert-authority *.1 " + publicKey(authority);
        try (LabServer server =
                LabServer.start("host1", PORT, "HostKey " + host, "HostCertificate " + host + "-cert.pub")) {
            String variables = "ansible_port=" + server.port() + " " + key("ed25519");
            Way.to1(variables, "HostKeyAlgorithms ssh-ed25519-cert-v01@openssh.com", knowing(believed))
                    .reaches();
            Way.to1(variables, knowing(believed, "@revoked * " + publicKey(authority)))
                    .isRefused("revoked");
            Way.to1(variables, knowing(believed.replace("*.1", "*.9"))).isRefused("known");
        }
    }

    private static String publicKey(Path key) throws IOException {
        String[] words = Files.readString(Path.of(key + ".pub")).split(" ", -1);
        return words[0] + " " + words[1];
    }

    @Test
    void hashedNamesAreFound() throws IOException {
        String known = knowing("192.168.1.1 " + hostKey("host1", "ed25519"));
        keygen(directory.resolve("known"), "-H");
        assertThat(Files.readString(directory.resolve("known"))).doesNotContain("192.168.1.1 ");
        Way.to1(key("ed25519"), known).reaches();
    }

    @Test
    void aChangedKeyIsRefusedAndSoIsARevokedOne() throws IOException {
        String own = "192.168.1.1 " + hostKey("host1", "ed25519");
        Way.to1(key("ed25519"), knowing("192.168.1.1 " + hostKey("host2", "ed25519")))
                .isRefused("changed");
        Way.to1(key("ed25519"), knowing(own, "@revoked * " + hostKey("host1", "ed25519")))
                .isRefused("revoked");
        Way.to1(key("ed25519"), knowing()).isRefused("--accept-new");
        Way.to1(key("ed25519"), knowing()).reaches("--accept-new");
        assertThat(Files.readString(directory.resolve("known"))).contains("192.168.1.1 ssh-ed25519 ");
    }

    @Test
    void aHostIsReachedOverTwoBastions() throws Exception {
        String jumps = "ansible_ssh_common_args='-J root@" + LabHosts.address("host1") + ",root@"
                + LabHosts.address("host2") + "'";
        try (LabServer server = LabServer.start("host3", PORT, "LogLevel VERBOSE")) {
            String known = Files.readString(LabHosts.knownHosts()).replace("host3,", "[192.168.1.3]:" + PORT + ",");
            Way way = new Way(
                    List.of(
                            usual("host1"),
                            usual("host2"),
                            "host3 " + at("host3") + key("ed25519") + "ansible_port=" + server.port() + " " + jumps),
                    List.of(
                            "IdentityFile " + LabHosts.key("ed25519"),
                            "UserKnownHostsFile " + Files.writeString(directory.resolve("known"), known)));
            LabHosts.Result plan = way.run(TOPOLOGY + BEYOND, "plan");
            assertThat(plan.status()).as(plan.toString()).isZero();
            assertThat(plan.output()).contains("Plan: 2 to add");
            assertThat(server.log()).contains("from 192.168.1.2 port").doesNotContain("from 192.168.1.254 port");
        }
    }

    @Test
    void aBastionThatIsDownFailsOnlyWhatIsBehindIt() throws IOException {
        Way way = new Way(
                List.of(
                        usual("host1"),
                        usual("host2"),
                        usual("host3") + "ansible_ssh_common_args='-o ProxyJump=root@" + DOWN + "'"),
                List.of());
        LabHosts.Result applied = way.run(TOPOLOGY + BEYOND, "apply", "--yes");
        assertThat(applied.status()).as(applied.toString()).isEqualTo(4);
        assertThat(applied.output() + applied.errors()).contains("host3").contains(DOWN);
        assertThat(RawDump.of("host1").all("session"))
                .singleElement()
                .satisfies(session -> assertThat(session.get("ifname")).isEqualTo("blue"));
        assertThat(RawDump.of("host2").all("session")).hasSize(1);
        assertThat(RawDump.of("host3").all("tunnel")).isEmpty();
        LabHosts.Result destroyed = way.run(TOPOLOGY, "destroy", "--yes");
        assertThat(destroyed.status()).as(destroyed.toString()).isZero();
    }

    @Test
    void aServerMayGrantASingleSession() throws Exception {
        try (LabServer server = LabServer.start("host1", PORT, "MaxSessions 1")) {
            Way way = Way.to1(
                    "ansible_port=" + server.port() + " " + key("ed25519"),
                    knowing("[192.168.1.1]:" + PORT + " " + hostKey("host1", "ed25519")));
            LabHosts.Result applied = way.run(TOPOLOGY, "apply", "--yes");
            assertThat(applied.status()).as(applied.toString()).isZero();
            LabHosts.Result destroyed = way.run(TOPOLOGY, "destroy", "--yes");
            assertThat(destroyed.status()).as(destroyed.toString()).isZero();
        }
    }

    @Test
    void aServerThatTurnsNewcomersAwayIsTriedAgain() throws Exception {
        try (LabServer server = LabServer.start("host1", PORT, "MaxStartups 1", "LoginGraceTime 120")) {
            Way way = Way.to1(
                    "ansible_port=" + server.port() + " " + key("ed25519"),
                    knowing("[192.168.1.1]:" + PORT + " " + hostKey("host1", "ed25519")));
            // It does not log in, and so takes up the one place until it goes.
            Socket idler = new Socket("192.168.1.1", PORT);
            assertThat(idler.getInputStream().read()).isEqualTo('S');
            Thread leaving = new Thread(() -> leave(server, idler));
            leaving.start();
            way.reaches();
            leaving.join();
            assertThat(server.log().toLowerCase(Locale.ROOT)).contains("maxstartups");
        }
    }

    /** Leaves once another was turned away. */
    private static void leave(LabServer server, Socket idler) {
        try (idler) {
            while (!server.log().toLowerCase(Locale.ROOT).contains("maxstartups")) {
                Thread.sleep(50);
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
