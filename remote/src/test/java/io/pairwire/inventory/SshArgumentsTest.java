package io.pairwire.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.pairwire.model.HostName;
import io.pairwire.secret.Secret;
import io.pairwire.yaml.Problem;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SshArgumentsTest {
    private static InventoryReading read(String variables) {
        return new InventoryReader(Path.of("/home/me"), Path.of("/srv"))
                .read("hosts.yml", "all:\n  hosts:\n    h:\n" + variables.indent(6));
    }

    private static InventoryHost host(String variables) {
        InventoryReading reading = read(variables);
        assertThat(reading.problems()).isEmpty();
        return reading.inventory().orElseThrow().host(new HostName("h")).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-J jump                                    | jump",
                "-Jme@jump:2222,[2001:db8::1]:22            | me@jump:2222 [2001:db8::1]:22",
                "-o ProxyJump=ssh://me@jump                 | me@jump",
                "-o proxyjump=a -J b                        | a",
                "-o 'ProxyJump b'                           | b",
            })
    void jumpHostsAreAList(String arguments, String hosts) {
        Proxy proxy = host("ansible_ssh_common_args: \"" + arguments + "\"")
                .sshArguments()
                .proxy()
                .orElseThrow();

        assertThat(((Proxy.Jump) proxy).hosts().stream().map(JumpHost::toString))
                .containsExactly(hosts.split(" "));
    }

    @Test
    void aProxyCommandStaysTheTextThatItIs() {
        assertThat(host("ansible_ssh_common_args: '-o ProxyCommand=\"ssh -W %h:%p -q me@gate\"'")
                        .sshArguments()
                        .proxy())
                .contains(new Proxy.Command("ssh -W %h:%p -q me@gate"));
    }

    @Test
    void ofWhatIsAskedTwiceTheFirstCountsAndNoneIsAnAnswer() {
        SshArguments arguments = host("""
                ansible_ssh_extra_args: -J late -p 22
                ansible_ssh_common_args: -o ProxyCommand=none -p 2022 -C -o UserKnownHostsFile=/x
                """).sshArguments();

        assertThat(arguments.proxy()).isEmpty();
        assertThat(arguments.options()).isEqualTo(Map.of("port", "2022", "userknownhostsfile", "/x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-J", "-o", "-o Port=", "jump", "-J a,,b", "-J 'a b'", "'-o", "-J h:70000"})
    void argumentsThatSshWouldNotTakeAreAnError(String arguments) {
        assertThat(read("ansible_ssh_common_args: \"" + arguments + "\"").problems())
                .extracting(Problem::ruleId)
                .containsExactly("IV006");
    }

    @Test
    void becomingIsAskedForByABooleanHoweverItIsWritten() {
        assertThat(host("ansible_become: 'yes'").become())
                .contains(new Become("sudo", "root", Optional.empty(), Optional.empty(), Optional.empty()));
        assertThat(host("ansible_become: false\nansible_become_user: root").become())
                .isEmpty();
        assertThat(host("ansible_become_user: root").become()).isEmpty();
    }

    @Test
    void becomingHasItsMethodUserProgramAndFlags() {
        Become become = host("""
                ansible_become: true
                ansible_become_method: doas
                ansible_become_user: netadmin
                ansible_become_exe: /usr/local/bin/doas
                ansible_become_flags: ''
                ansible_become_pass: hunter2
                """).become().orElseThrow();

        assertThat(become)
                .isEqualTo(new Become(
                        "doas",
                        "netadmin",
                        Optional.of("/usr/local/bin/doas"),
                        Optional.of(""),
                        Optional.of(Secret.of("hunter2"))));
        assertThat(become.toString()).doesNotContain("hunter2").contains("********");
    }

    @Test
    void theNamesOfOldStillCount() {
        InventoryHost host = host("""
                ansible_ssh_host: 192.0.2.1
                ansible_host: 192.0.2.2
                ansible_ssh_port: 2022
                ansible_ssh_user: me
                ansible_private_key_file: /k
                ansible_ssh_pass: hunter2
                """);

        assertThat(host.address()).isEqualTo("192.0.2.1");
        assertThat(host.port()).isEqualTo(2022);
        assertThat(host.user()).contains("me");
        assertThat(host.privateKeyFile()).contains(Path.of("/k"));
        assertThat(host.password().orElseThrow().reveal()).isEqualTo("hunter2");
    }
}
