package io.pairwire.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Becoming root by the real sudo, in every form that it can be allowed or refused in, as a user who may log in and no more. */
@Tag("lab")
@Tag("once")
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class SudoLab {
    private static final Path SUDOERS = Path.of("/etc/sudoers");
    private static final String PASSWORD = "sword fish";

    /** As Debian has them. */
    private static final String DEFAULTS = """
            Defaults env_reset
            Defaults secure_path="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
            Defaults use_pty
            """;

    private static final String OPEN = "deploy ALL=(root) NOPASSWD: /bin/sh\n";
    private static final String ASKING = "deploy ALL=(root) /bin/sh\n";

    private static final Duration CONFIRM_TIMEOUT = Duration.ofSeconds(8);

    @TempDir
    private static Path directory = Path.of("");

    @BeforeAll
    static void letAUserIn() {
        LabHosts.up("host1", "host2");
        LabHosts.run(List.of(
                        "sh",
                        "-c",
                        "id deploy 2>/dev/null || useradd -M -d / -s /bin/sh deploy; echo 'deploy:" + PASSWORD
                                + "' | chpasswd"))
                .orThrow();
    }

    @AfterEach
    void nothingIsLeft() {
        LabHosts.swept("host1", "host2");
    }

    @AfterAll
    static void leaveSudoAsItWas() throws IOException {
        allow("root ALL=(ALL:ALL) ALL\n");
    }

    /** Has sudo follow these lines, and forget who has typed a password. */
    private static void allow(String lines) throws IOException {
        Path file = Files.writeString(directory.resolve("sudoers"), DEFAULTS + lines);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r-----"));
        LabHosts.run(List.of("sh", "-c", "cp -p " + file + " " + SUDOERS + " && rm -rf /run/sudo/ts/*"))
                .orThrow();
    }

    private static Path topology() throws IOException {
        return Files.writeString(directory.resolve("sudo.yml"), """
                topology: sudo
                pseudowires:
                  blue: {a: {host: host1, local: 192.168.1.1, tunnel_id: 1, session_id: 1, udp_port: 6001},
                         b: {host: host2, local: 192.168.1.2, tunnel_id: 2, session_id: 2, udp_port: 6002}}
                """);
    }

    /** Writes an inventory in which both hosts are entered by that user, with some more variables. */
    private static Path inventory(String variables) throws IOException {
        return Files.writeString(directory.resolve("sudo.ini"), """
                host1 ansible_host=192.168.1.1
                host2 ansible_host=192.168.1.2
                [all:vars]
                ansible_user=deploy
                ansible_ssh_private_key_file=%s
                ansible_become=true
                %s
                """.formatted(LabHosts.key("ed25519"), variables));
    }

    private static LabHosts.Result plan(String variables) throws IOException {
        return LabCli.run(
                "plan", "-t", topology().toString(), "-i", inventory(variables).toString());
    }

    private static void assertReached(LabHosts.Result plan) {
        assertThat(plan.status()).as(plan.toString()).isZero();
        assertThat(plan.output()).contains("Plan: 1 to add");
    }

    private static void assertRefused(LabHosts.Result plan, String why, String next) {
        assertThat(plan.status()).as(plan.toString()).isEqualTo(4);
        assertThat(plan.output() + plan.errors()).contains(why).contains(next).doesNotContain(PASSWORD);
    }

    @Test
    void theRightToRunAShellWithoutAPasswordSuffices() throws IOException {
        allow(OPEN);
        assertReached(plan(""));
        LabHosts.Result plain = LabCli.run(
                "plan",
                "-t",
                topology().toString(),
                "-i",
                inventory("ansible_become=false").toString());
        assertRefused(plain, "is not root and lacks CAP_NET_ADMIN", "--become");
    }

    @Test
    void theOneLineThatDoctorPrintsSuffices() throws IOException {
        allow("");
        LabHosts.Result ill = doctor();
        assertThat(ill.status()).as(ill.toString()).isEqualTo(10);
        assertThat(ill.output()).contains(OPEN.strip());
        allow(OPEN);
        LabHosts.Result well = doctor();
        assertThat(well.status()).as(well.toString()).isZero();
        assertThat(well.output()).contains(OPEN.strip());
    }

    private static LabHosts.Result doctor() throws IOException {
        return LabCli.run("doctor", "-i", inventory("").toString());
    }

    @Test
    void aPasswordIsGivenWhereItIsWanted() throws IOException {
        allow(ASKING);
        assertReached(plan("ansible_become_password='" + PASSWORD + "'"));
        assertThat(LabHosts.run(List.of("ps", "-eo", "args")).output()).doesNotContain(PASSWORD);
    }

    @Test
    void aPasswordThatIsNotKnownOrWrongIsAClearError() throws IOException {
        allow(ASKING);
        assertRefused(plan(""), "sudo wants a password", "-K");
        assertRefused(plan("ansible_become_password='gold fish'"), "sudo does not take the password", "Try again");
    }

    @Test
    void aPasswordThatIsNotWantedDoesNoHarm() throws IOException {
        allow(OPEN);
        assertReached(plan("ansible_become_password='" + PASSWORD + "'"));
    }

    @Test
    void aPromptThatSudoersSetIsNotWhatIsWaitedFor() throws IOException {
        allow("Defaults passprompt=\"Passwort von %u: \"\n" + ASKING);
        assertReached(plan("ansible_become_password='" + PASSWORD + "'"));
    }

    @Test
    void aUserWhoMayNotIsToldWhatIsWanted() throws IOException {
        for (String lines : List.of("", "deploy ALL=(root) /usr/bin/id\n")) {
            allow(lines);
            // To nobody it cannot ask sudo says no more.
            assertRefused(plan(""), "sudo wants a password", "NOPASSWD");
            assertRefused(
                    plan("ansible_become_password='" + PASSWORD + "'"),
                    "sudo does not let user 'deploy' become root",
                    "run /bin/sh as root");
        }
    }

    @Test
    void aDemandForATerminalIsToldApart() throws IOException {
        allow("Defaults:deploy requiretty\n" + OPEN);
        assertRefused(plan(""), "sudo wants a terminal (requiretty)", "!requiretty");
    }

    @Test
    void aHostWithoutSudoSaysSo() throws IOException {
        allow(OPEN);
        LabHosts.exec("host1", "mount", "--bind", "/dev/null", "/usr/bin/sudo").orThrow();
        try {
            assertRefused(plan(""), "there is no sudo to become root by", "Install sudo on the host");
        } finally {
            LabHosts.exec("host1", "umount", "/usr/bin/sudo").orThrow();
        }
    }

    @Test
    void anAgentUnderSudoGoesBackByItself() throws Exception {
        allow(OPEN);
        Process command = new ProcessBuilder(
                        LabCli.program(),
                        "apply",
                        "-t",
                        topology().toString(),
                        "-i",
                        inventory("").toString(),
                        "--yes",
                        "--confirm",
                        "manual",
                        "--verify-timeout",
                        "3",
                        "--confirm-timeout",
                        Long.toString(CONFIRM_TIMEOUT.toSeconds()))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("apply.out").toFile())
                .start();
        try {
            await(() -> List.of("host1", "host2").stream()
                    .noneMatch(host -> RawDump.of(host).all("session").isEmpty()));
        } finally {
            command.destroyForcibly();
        }
        await(() -> List.of("host1", "host2").stream()
                .allMatch(host -> RawDump.of(host).l2tp().isEmpty()));
    }

    private static void await(BooleanSupplier wanted) throws InterruptedException, IOException {
        long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (!wanted.getAsBoolean()) {
            assertThat(System.nanoTime())
                    .as(Files.readString(directory.resolve("apply.out")))
                    .isLessThan(end);
            Thread.sleep(100);
        }
    }
}
