package io.pairwire.l2tpv3tun;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the grammar refuses, by which rule, before the kernel hears of it. */
final class GrammarTest {
    private static final String TUNNEL = "add tunnel ";
    private static final String ADDRESSES = " local 192.168.1.1 remote 192.168.1.2";
    private static final String PORTS = " udp_sport 5000 udp_dport 5001";
    private static final String IDS = " tunnel_id 1 peer_tunnel_id 2";
    private static final String SESSION = "add session tunnel_id 1 session_id 1 peer_session_id 1 ";

    private final Utility utility = new Utility();

    private Utility.Result refused(int status, String line) {
        Utility.Result result = utility.run(line);
        assertThat(result.status()).as(line + "\n" + result.err()).isEqualTo(status);
        assertThat(utility.kernel.writes()).isZero();
        return result;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PW017 | local 192.168.1.1 remote 192.168.1.2 tunnel_id 0 peer_tunnel_id 2 udp_sport 1 udp_dport 2",
                "PW017 | local 192.168.1.1 remote 192.168.1.2 tunnel_id 1 peer_tunnel_id 0x0 udp_sport 1 udp_dport 2",
                "PW005 | local 192.168.1.1 remote 192.168.1.2 tunnel_id 4294967296 peer_tunnel_id 2 udp_sport 1 udp_dport 2",
                "PW005 | local 192.168.1.1 remote 192.168.1.2 tunnel_id 010 peer_tunnel_id 2 udp_sport 1 udp_dport 2",
                "PW005 | local 192.168.1.1 remote 192.168.1.2 tunnel_id -1 peer_tunnel_id 2 udp_sport 1 udp_dport 2",
                "LT001 | local 192.168.1.1 remote 192.168.1.2 tunnel_id 1 peer_tunnel_id 2 udp_sport 1",
                "LT001 | local 192.168.1.1 remote 192.168.1.2 tunnel_id 1 peer_tunnel_id 2 encap udp udp_dport 1",
                "PW005 | local 192.168.1.1 remote 192.168.1.2 tunnel_id 1 peer_tunnel_id 2 udp_sport 0 udp_dport 2",
                "PW005 | local 192.168.1.1 remote 192.168.1.2 tunnel_id 1 peer_tunnel_id 2 udp_sport 1 udp_dport 65536",
                "PW005 | local 192.168.1.1 remote 192.168.1.2 tunnel_id 1 peer_tunnel_id 2 encap gre",
                "PW005 | local 192.168.1.1 remote peer.example tunnel_id 1 peer_tunnel_id 2 encap ip",
                "PW005 | local 192.168.1.1/24 remote 192.168.1.2 tunnel_id 1 peer_tunnel_id 2 encap ip",
                "PW005 | local 192.168.1.1 remote 192.168.1.2 tunnel_id 1 peer_tunnel_id 2 udp_sport 1 udp_dport 2 udp_csum maybe",
                "PW025 | local 192.168.1.1 remote 2001:db8::2 tunnel_id 1 peer_tunnel_id 2 encap ip",
                "PW027 | local fe80::1 remote fe80::2 tunnel_id 1 peer_tunnel_id 2 encap ip",
                "PW027 | local 2001:db8::1 remote fe80::2%eth0 tunnel_id 1 peer_tunnel_id 2 encap ip",
                "PW027 | local 0.0.0.0 remote 192.168.1.2 tunnel_id 1 peer_tunnel_id 2 encap ip",
                "PW027 | local 192.168.1.1 remote 224.0.0.1 tunnel_id 1 peer_tunnel_id 2 encap ip",
                "PW042 | local 192.168.1.1 remote 192.168.1.2 tunnel_id 1 peer_tunnel_id 2 encap ip udp_sport 1",
                "PW042 | local 192.168.1.1 remote 192.168.1.2 tunnel_id 1 peer_tunnel_id 2 encap ip udp_csum on",
            })
    void a_tunnel_the_kernel_would_do_wrong_is_refused(String rule, String words) {
        assertThat(refused(3, TUNNEL + words).err())
                .startsWith("error " + rule + ": ")
                .contains("\n  hint: ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PW017 | tunnel_id 0 session_id 1 peer_session_id 1",
                "PW017 | tunnel_id 1 session_id 0 peer_session_id 1",
                "PW017 | tunnel_id 1 session_id 1 peer_session_id 00",
                "PW010 | tunnel_id 1 session_id 1 peer_session_id 1 cookie 010203",
                "PW010 | tunnel_id 1 session_id 1 peer_session_id 1 peer_cookie 0x123456",
                "PW010 | tunnel_id 1 session_id 1 peer_session_id 1 cookie 0123456789abcdef01",
                "PW016 | tunnel_id 1 session_id 1 peer_session_id 1 name pw%d",
                "PW016 | tunnel_id 1 session_id 1 peer_session_id 1 name a/b",
                "PW016 | tunnel_id 1 session_id 1 peer_session_id 1 name a234567890123456",
                "PW030 | tunnel_id 1 session_id 1 peer_session_id 1 seq both l2spec_type none",
                "PW005 | tunnel_id 1 session_id 1 peer_session_id 1 seq sometimes",
                "PW005 | tunnel_id 1 session_id 1 peer_session_id 1 l2spec_type atm",
                "PW005 | tunnel_id 1 session_id 1 peer_session_id 1 lns_mode maybe",
                "PW005 | tunnel_id 1 session_id 1 peer_session_id 1 reorder_timeout 3600001",
                "PW005 | tunnel_id 1 session_id 1 peer_session_id 1 offset many",
            })
    void a_session_the_kernel_would_do_wrong_is_refused(String rule, String words) {
        assertThat(refused(3, "add session " + words).err())
                .startsWith("error " + rule + ": ")
                .contains("\n  hint: ");
    }

    @ParameterizedTest
    @CsvSource({"remote", "local", "tunnel_id", "peer_tunnel_id"})
    void what_a_tunnel_needs_is_named(String missing) {
        String words = (TUNNEL + ADDRESSES + IDS + PORTS).replaceAll(" " + missing + " \\S+", "");
        assertThat(refused(5, words).err()).contains("'add tunnel' needs '" + missing + "'", "l2tpv3tun add tunnel");
    }

    @ParameterizedTest
    @CsvSource({"tunnel_id", "session_id", "peer_session_id"})
    void what_a_session_needs_is_named(String missing) {
        String words = SESSION.replaceAll(" " + missing + " \\S+", "");
        assertThat(refused(5, words).err()).contains("'add session' needs '" + missing + "'");
    }

    @Test
    void a_word_of_another_form_and_a_word_twice_are_refused() {
        assertThat(refused(5, "del tunnel tunnel_id 1 session_id 2").err())
                .contains("'del tunnel' takes no 'session_id'");
        assertThat(refused(5, SESSION + " tid 2").err()).contains("'tunnel_id' is there twice");
        assertThat(refused(5, SESSION + " name").err()).contains("'name' needs a value");
    }

    @Test
    void what_has_no_effect_is_done_with_a_warning() {
        Utility.Result tunnel = utility.run(TUNNEL + ADDRESSES + IDS + PORTS + " udp6_csum_rx off");
        assertThat(tunnel.status()).isZero();
        assertThat(tunnel.err()).isEqualTo("warning PW043: 'udp6_csum_rx' has no effect between IPv4 addresses\n");
        Utility.Result session = utility.run(SESSION + " reorder_timeout 10 seq send");
        assertThat(session.status()).isZero();
        assertThat(session.err()).startsWith("warning PW032: 'reorder_timeout' has no effect");
    }

    /** A cookie that stands where it should not, or is not quite one, is in no message. */
    @Test
    void no_error_ever_shows_what_may_be_a_cookie() {
        Random random = new Random(20261122);
        List<String> places = List.of(
                "%s",
                "add %s",
                "add session %s",
                "show session %s",
                SESSION + "%s",
                SESSION + "cookie %sg",
                SESSION + "cookie 0x%s",
                SESSION + "name %s",
                SESSION + "seq %s",
                SESSION + "offset %s",
                SESSION + "reorder_timeout %s",
                SESSION + "cookie %s cookie 01234567",
                "show session session_id %s",
                "show tunnel tunnel_id %sx",
                TUNNEL + "local %s remote 192.168.1.2 tunnel_id 1 peer_tunnel_id 2",
                TUNNEL + ADDRESSES + IDS + " udp_dport 1 udp_sport %s",
                TUNNEL + ADDRESSES + IDS + " encap %s");
        for (String place : places) {
            List<String> cookies = new ArrayList<>(List.of("0123456789abcdef", "FEDCBA9876543210"));
            for (int i = 0; i < 20; i++) {
                cookies.add(String.format("%016x", random.nextLong()));
            }
            for (String cookie : cookies) {
                Utility.Result result = utility.run(place.formatted(cookie));
                assertThat(result.out() + result.err()).as(place).doesNotContain(cookie);
            }
        }
    }
}
