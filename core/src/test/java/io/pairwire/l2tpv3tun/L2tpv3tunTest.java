package io.pairwire.l2tpv3tun;

import static org.assertj.core.api.Assertions.assertThat;

import io.pairwire.kernel.FakeLink;
import io.pairwire.kernel.FakeSession;
import io.pairwire.kernel.FakeTunnel;
import io.pairwire.model.IpAddress;
import io.pairwire.netlink.Errno;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The utility's commands, from words to what the kernel carries and what is printed. */
final class L2tpv3tunTest {
    private static final IpAddress LOCAL = IpAddress.parse("192.168.1.1");
    private static final IpAddress REMOTE = IpAddress.parse("192.168.1.2");
    private static final String TUNNEL = "add tunnel remote 192.168.1.2 local 192.168.1.1 tunnel_id 1 peer_tunnel_id 1"
            + " encap udp udp_sport 5000 udp_dport 5001";
    private static final String SESSION = "add session tunnel_id 1 session_id 1 peer_session_id 1";

    private final Utility utility = new Utility();

    private String done(String line) {
        Utility.Result result = utility.run(line);
        assertThat(result.err()).isEmpty();
        assertThat(result.status()).isZero();
        return result.out();
    }

    private String refused(int status, String line) {
        Utility.Result result = utility.run(line);
        assertThat(result.status()).as(result.err()).isEqualTo(status);
        assertThat(result.out()).isEmpty();
        return result.err();
    }

    /** The text is the classic's own. */
    @Test
    void the_classic_pair_is_shown_to_the_letter() {
        assertThat(done(TUNNEL)).isEmpty();
        assertThat(done(SESSION + " name l2tpeth0")).isEmpty();
        assertThat(done("show tunnel")).isEqualTo("""
                Tunnel 1, encap UDP
                  From 192.168.1.1 to 192.168.1.2
                  Peer tunnel 1
                  UDP source / dest ports: 5000/5001
                """);
        assertThat(done("show session")).isEqualTo("""
                Session 1 in tunnel 1
                  Peer session 1, tunnel 1
                  interface name: l2tpeth0
                  offset 0, peer offset 0
                """);
    }

    @Test
    void keywords_come_in_any_order_and_in_their_short_forms() {
        done("add tunnel ptid 0xffffffff udp_dport 5001 local 192.168.1.1 tid 0x10 remote 192.168.1.2 udp_sport 5000");
        done("add session psid 3 sid 4294967295 tid 16");
        assertThat(utility.kernel.tunnels()).containsExactly(FakeTunnel.udp(16, -1, LOCAL, REMOTE, 5000, 5001));
        assertThat(utility.kernel.sessions()).containsExactly(FakeSession.ethernet(16, -1, 3, "l2tpeth0"));
        assertThat(done("show tunnel")).startsWith("Tunnel 16, encap UDP\n").contains("Peer tunnel 4294967295\n");
    }

    /** The lines behind the classic's four are those of {@code ip l2tp} (iproute2 6.1.0) for the same session. */
    @Test
    void every_option_reaches_the_kernel_and_comes_back() {
        done("add tunnel encap udp local 2001:db8::1 remote 2001:db8::2 tunnel_id 1 peer_tunnel_id 2"
                + " udp_sport 1 udp_dport 2 udp6_csum_tx off udp6_csum_rx on");
        done("add tunnel encap udp local 192.168.1.1 remote 192.168.1.2 tunnel_id 2 peer_tunnel_id 2"
                + " udp_sport 1 udp_dport 2 udp_csum on");
        done("add tunnel encap ip local 2001:db8::1 remote 2001:db8::2 tunnel_id 3 peer_tunnel_id 2");
        done("add session name full tunnel_id 1 session_id 7 peer_session_id 8 cookie 0123456789abcdef"
                + " peer_cookie fedcba98 seq both lns_mode on reorder_timeout 100 l2spec_type default");
        done(
                "add session name bare tunnel_id 1 session_id 9 peer_session_id 10 l2spec_type none seq none lns_mode off");
        assertThat(utility.kernel.sessions())
                .containsExactly(
                        new FakeSession(1, 7, 8, 5, "full", 1, "0123456789abcdef", "fedcba98", true, true, true, 100),
                        new FakeSession(1, 9, 10, 5, "bare", 0, "", "", false, false, false, 0));
        assertThat(done("show session")).isEqualTo("""
                Session 7 in tunnel 1
                  Peer session 8, tunnel 2
                  interface name: full
                  offset 0, peer offset 0
                  cookie 0123456789abcdef  peer cookie fedcba98
                  reorder timeout: 100
                  sequence numbering: send recv
                  LNS mode: on
                Session 9 in tunnel 1
                  Peer session 10, tunnel 2
                  interface name: bare
                  offset 0, peer offset 0
                """);
        assertThat(done("show tunnel")).isEqualTo("""
                Tunnel 1, encap UDP
                  From 2001:db8::1 to 2001:db8::2
                  Peer tunnel 2
                  UDP source / dest ports: 1/2
                  UDP checksum: rx
                Tunnel 2, encap UDP
                  From 192.168.1.1 to 192.168.1.2
                  Peer tunnel 2
                  UDP source / dest ports: 1/2
                  UDP checksum: enabled
                Tunnel 3, encap IP
                  From 2001:db8::1 to 2001:db8::2
                  Peer tunnel 2
                """);
        assertThat(utility.loaded).containsExactly("l2tp_ip6", "l2tp_eth", "l2tp_eth");
    }

    @Test
    void an_offset_is_accepted_with_a_warning() {
        done(TUNNEL);
        Utility.Result result = utility.run(SESSION + " offset 4 peer_offset 8");
        assertThat(result.status()).isZero();
        assertThat(result.err()).isEqualTo("""
                warning LT002: 'offset' has no effect: the kernel has dropped it
                warning LT002: 'peer_offset' has no effect: the kernel has dropped it
                """);
        assertThat(utility.kernel.sessions()).hasSize(1);
    }

    @Test
    void show_filters_what_the_kernel_does_not() {
        done(TUNNEL);
        done("add tunnel tunnel_id 2 peer_tunnel_id 2 encap ip local 192.168.1.1 remote 192.168.1.2");
        done("add session tunnel_id 1 session_id 11 peer_session_id 1");
        done("add session tunnel_id 2 session_id 21 peer_session_id 1");
        done("add session tunnel_id 2 session_id 22 peer_session_id 1");
        assertThat(done("show tunnel tunnel_id 2")).startsWith("Tunnel 2,").doesNotContain("Tunnel 1");
        assertThat(done("show session tunnel_id 2").lines().filter(line -> line.startsWith("Session")))
                .containsExactly("Session 21 in tunnel 2", "Session 22 in tunnel 2");
        assertThat(done("show session session_id 22").lines())
                .hasSize(4)
                .first()
                .isEqualTo("Session 22 in tunnel 2");
        assertThat(done("list session tid 1 sid 11").lines()).hasSize(4);
        assertThat(done("show session tunnel_id 3")).isEmpty();
        assertThat(refused(8, "show session tunnel_id 1 session_id 22")).contains("session 22 of tunnel 1: ENODEV");
        assertThat(refused(8, "show tunnel tunnel_id 3")).contains("tunnel 3: ENODEV", "hint: ");
    }

    @Test
    void what_others_made_is_shown_as_far_as_it_makes_sense() {
        utility.kernel.adopt(FakeTunnel.l2tpv2(7, LOCAL, REMOTE));
        utility.kernel.adopt(new FakeTunnel(8, 9, 3, 1, Optional.empty(), Optional.empty(), 0, 0, false, false, false));
        utility.kernel.adopt(new FakeSession(7, 70, 71, 7, "", 1, "", "", false, false, false, 0));
        utility.kernel.adopt(new FakeSession(8, 80, 81, 5, "odd0", 1, "010203", "fedcba98", false, false, false, 0));
        assertThat(done("show tunnel")).isEqualTo("""
                Tunnel 7, encap UDP
                  From 192.168.1.1 to 192.168.1.2
                  Peer tunnel 7
                  UDP source / dest ports: 1701/1701
                  not of this tool's kind: protocol version 2
                Tunnel 8, encap IP
                  Peer tunnel 9
                  not of this tool's kind: no addresses
                """);
        assertThat(done("show session")).isEqualTo("""
                Session 70 in tunnel 7
                  Peer session 71, tunnel 7
                  offset 0, peer offset 0
                  not of this tool's kind: pseudowire type 7
                Session 80 in tunnel 8
                  Peer session 81, tunnel 9
                  interface name: odd0
                  offset 0, peer offset 0
                  peer cookie fedcba98
                  not of this tool's kind: a cookie of 3 octets
                """);
    }

    /** The fields up to {@code recv_seq} are those of {@code ip -j l2tp} (iproute2 6.1.0) for the same objects, in its order. */
    @Test
    void json_has_the_fields_of_ip_and_then_ours() {
        done(TUNNEL);
        done("add tunnel tunnel_id 2 peer_tunnel_id 3 local 2001:db8::1 remote 2001:db8::2 udp_sport 1 udp_dport 2"
                + " udp6_csum_tx off");
        done("add tunnel tunnel_id 3 peer_tunnel_id 4 encap ip local 192.168.1.1 remote 192.168.1.2");
        done(SESSION + " name l2tpeth0");
        done("add session name full tunnel_id 1 session_id 7 peer_session_id 8 cookie 0123456789abcdef"
                + " peer_cookie fedcba98 seq both lns_mode on reorder_timeout 100");
        assertThat(done("-j show tunnel"))
                .isEqualTo("[{\"tunnel_id\":1,\"encap\":\"UDP\",\"local\":\"192.168.1.1\",\"peer\":\"192.168.1.2\","
                        + "\"peer_tunnel\":1,\"local_port\":5000,\"peer_port\":5001,\"checksum\":false},"
                        + "{\"tunnel_id\":2,\"encap\":\"UDP\",\"local\":\"2001:db8::1\",\"peer\":\"2001:db8::2\","
                        + "\"peer_tunnel\":3,\"local_port\":1,\"peer_port\":2,\"checksum_tx\":false,\"checksum_rx\":true},"
                        + "{\"tunnel_id\":3,\"encap\":\"IP\",\"local\":\"192.168.1.1\",\"peer\":\"192.168.1.2\","
                        + "\"peer_tunnel\":4}]\n");
        assertThat(done("-j show session"))
                .isEqualTo("[{\"session_id\":1,\"tunnel_id\":1,\"peer_session_id\":1,\"peer_tunnel_id\":1,"
                        + "\"interface\":\"l2tpeth0\"},"
                        + "{\"session_id\":7,\"tunnel_id\":1,\"peer_session_id\":8,\"peer_tunnel_id\":1,"
                        + "\"interface\":\"full\",\"cookie\":\"0123456789abcdef\",\"peer_cookie\":\"fedcba98\","
                        + "\"reorder_timeout\":100,\"send_seq\":null,\"recv_seq\":null,\"lns_mode\":true}]\n");
        assertThat(done("--json show session session_id 1 stats"))
                .endsWith("\"stats\":{\"tx_packets\":0,\"tx_bytes\":0,\"tx_errors\":0,\"rx_packets\":0,\"rx_bytes\":0,"
                        + "\"rx_errors\":0,\"rx_seq_discards\":0,\"rx_oos_packets\":0,\"rx_cookie_discards\":0,"
                        + "\"rx_invalid\":0}}]\n");
        assertThat(done("-j show session tunnel_id 2")).isEqualTo("[]\n");
    }

    @Test
    void statistics_follow_each_object() {
        done(TUNNEL);
        done(SESSION);
        String counters = """
                  sent: 0 packets, 0 bytes, 0 errors
                  received: 0 packets, 0 bytes, 0 errors
                  discarded: 0 for sequence, 0 for cookie, 0 invalid; 0 out of sequence
                """;
        assertThat(done("show tunnel stats")).endsWith("5000/5001\n" + counters);
        assertThat(done("show session stats tunnel_id 1")).endsWith("peer offset 0\n" + counters);
    }

    @Test
    void add_looks_before_it_makes_on_kernels_that_would_make_it_twice() {
        utility.kernel.faults().sessionsDuplicate();
        done(TUNNEL);
        done(SESSION);
        int before = utility.kernel.writes();
        assertThat(refused(8, SESSION))
                .startsWith("error PW013: session 1: EEXIST (there is one already, in tunnel 1)");
        assertThat(refused(8, TUNNEL)).startsWith("error PW012: tunnel 1: EEXIST");
        assertThat(refused(8, "add session tunnel_id 1 session_id 2 peer_session_id 2 name eth0"))
                .startsWith("error PW015: interface eth0: EEXIST");
        assertThat(utility.kernel.writes()).isEqualTo(before);
    }

    @Test
    void del_of_a_session_by_another_tunnel_deletes_nothing() {
        utility.kernel.faults().sessionsDuplicate();
        done(TUNNEL);
        done("add tunnel tunnel_id 7 peer_tunnel_id 7 encap ip local 192.168.1.1 remote 192.168.1.2");
        done("add session tunnel_id 7 session_id 7777 peer_session_id 1");
        assertThat(refused(8, "del session tunnel_id 1 session_id 7777")).isEqualTo("""
                        error: session 7777 of tunnel 1: ENODEV (that session is in tunnel 7)
                          hint: 'l2tpv3tun show session' lists those there are
                        """);
        assertThat(utility.kernel.sessions()).hasSize(1);
        done("delete session tunnel_id 7 session_id 7777");
        assertThat(utility.kernel.sessions()).isEmpty();
        assertThat(utility.kernel.links()).extracting(FakeLink::name).containsExactly("lo", "eth0");
    }

    @Test
    void del_returns_when_the_object_is_gone() {
        done(TUNNEL);
        done(SESSION);
        utility.kernel.faults().deletesLinger(3);
        done("del tunnel tunnel_id 1");
        assertThat(utility.kernel.tunnels()).isEmpty();
        assertThat(utility.kernel.sessions()).isEmpty();
    }

    @Test
    void del_gives_up_on_what_never_goes() {
        done(TUNNEL);
        utility.kernel.faults().deletesLinger(Integer.MAX_VALUE);
        assertThat(refused(9, "del tunnel tunnel_id 1"))
                .contains("tunnel 1 is being deleted, and is still there", "hint:");
        assertThat(refused(8, "del tunnel tunnel_id 2")).contains("tunnel 2: ENODEV (no such tunnel)");
        assertThat(refused(8, "del session tunnel_id 1 session_id 2")).contains("ENODEV (no such session)");
    }

    /** The errors of the kernel that no look beforehand spares, each with a word on what to do. */
    @ParameterizedTest
    @CsvSource({
        "EEXIST, tunnel", "EADDRINUSE, tunnel", "EADDRNOTAVAIL, tunnel", "ENETUNREACH, tunnel", "EHOSTUNREACH, tunnel",
        "EINVAL, tunnel", "EPROTONOSUPPORT, tunnel", "EBUSY, tunnel", "EEXIST, session", "ENODEV, session",
        "EINVAL, session", "EPROTONOSUPPORT, session", "ERANGE, session"
    })
    void what_the_kernel_refuses_comes_with_what_to_do(Errno errno, String object) {
        if (object.equals("session")) {
            done(TUNNEL);
        }
        utility.kernel.faults().failWrite(1, errno);
        assertThat(refused(8, object.equals("tunnel") ? TUNNEL : SESSION + " cookie 0123456789abcdef"))
                .startsWith(
                        "error: l2tp " + (object.equals("tunnel") ? "TUNNEL" : "SESSION") + "_CREATE " + object + " 1")
                .contains(errno + " (")
                .containsPattern("\n  hint: \\S")
                .doesNotContain("0123456789abcdef");
    }

    @Test
    void without_privilege_or_l2tp_the_host_is_unfit() {
        utility.kernel.faults().notPermitted();
        assertThat(refused(4, "show tunnel")).contains("EPERM", "hint: Run as root");
        utility.kernel.faults().familyAbsent(true);
        assertThat(refused(4, "show tunnel")).contains("no L2TP", "hint: load it");
    }

    @Test
    void help_needs_no_kernel_and_names_every_form() {
        utility.kernel.faults().familyAbsent(true);
        String help = done("help");
        for (Form form : Form.values()) {
            assertThat(help).contains("l2tpv3tun " + form);
        }
        assertThat(done("-h")).isEqualTo(help);
        assertThat(refused(5, "")).contains("which command?", "help");
    }

    @Test
    void a_batch_stops_at_the_first_failure_unless_it_is_forced(@TempDir Path directory) throws IOException {
        Path batch = Files.writeString(directory.resolve("batch"), """
                # one tunnel

                %s   # the classic
                add session tunnel_id 1 session_id 1 peer_session_id 1 cookie 01234
                %s
                """.formatted(TUNNEL, SESSION));
        assertThat(refused(3, "-b " + batch))
                .startsWith(batch + ":4: error PW010: 'cookie': a cookie is 8 or 16 hexadecimal digits")
                .doesNotContain("01234 ");
        assertThat(utility.kernel.sessions()).isEmpty();
        assertThat(refused(8, "--force -b " + batch)).contains(":3: error PW012", ":4: error PW010");
        assertThat(utility.kernel.sessions()).hasSize(1);
        utility.typing("show tunnel\nshow session\n");
        assertThat(done("-j -batch -").lines()).hasSize(2).allMatch(line -> line.startsWith("[{"));
        assertThat(refused(3, "-b " + directory.resolve("none"))).contains("cannot read the batch", "hint:");
        assertThat(refused(5, "-b " + batch + " show tunnel")).contains("no command besides");
    }

    @Test
    void monitor_tells_of_each_change_and_of_no_cookie() {
        Utility.Result text = monitor("monitor");
        assertThat(text.out()).isEqualTo("""
                Created: Tunnel 1, encap UDP
                  From 192.168.1.1 to 192.168.1.2
                  Peer tunnel 1
                  UDP source / dest ports: 5000/5001
                Created: Session 1 in tunnel 1
                  Peer session 1, tunnel 1
                  interface name: l2tpeth0
                  offset 0, peer offset 0
                  cookie (8 octets)  peer cookie (4 octets)
                Deleted: Session 1 in tunnel 1
                  Peer session 1, tunnel 1
                  interface name: l2tpeth0
                  offset 0, peer offset 0
                  cookie (8 octets)  peer cookie (4 octets)
                Deleted: Tunnel 1, encap UDP
                  From 192.168.1.1 to 192.168.1.2
                  Peer tunnel 1
                  UDP source / dest ports: 5000/5001
                """);
        assertThat(text.err()).isEmpty();
        Utility.Result json = monitor("-j monitor");
        assertThat(json.out().lines())
                .hasSize(4)
                .element(1)
                .isEqualTo(
                        "{\"event\":\"created\",\"object\":\"session\",\"session_id\":1,\"tunnel_id\":1,\"peer_session_id\":1,"
                                + "\"peer_tunnel_id\":1,\"interface\":\"l2tpeth0\",\"cookie\":\"(8 octets)\","
                                + "\"peer_cookie\":\"(4 octets)\"}");
    }

    @Test
    void monitor_says_when_it_missed_something() {
        Utility.Result result = monitorWith("monitor", () -> {
            utility.kernel.faults().loseEvents(1);
            done(TUNNEL);
            done("del tunnel tunnel_id 1");
        });
        assertThat(result.err()).startsWith("warning: some events were lost");
        assertThat(result.out()).startsWith("Deleted: Tunnel 1");
    }

    private Utility.Result monitor(String line) {
        return monitorWith(line, () -> {
            done(TUNNEL);
            done(SESSION + " cookie 0123456789abcdef peer_cookie fedcba98");
            done("del session tunnel_id 1 session_id 1");
            done("del tunnel tunnel_id 1");
        });
    }

    /** The monitor joins, then at its first question whether to go on the rest happens, and then it hears of it. */
    private Utility.Result monitorWith(String line, Runnable meanwhile) {
        return utility.meanwhile(meanwhile).looking(8).run(line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "show",
                "show nothing",
                "add tunnel",
                "frobnicate",
                "del tunnel",
                "monitor all",
                "-x show tunnel",
                "-b"
            })
    void what_is_not_the_grammar_is_a_usage_error(String line) {
        assertThat(refused(5, line)).startsWith("error: ").contains("  hint: ");
        assertThat(utility.kernel.writes()).isZero();
    }
}
