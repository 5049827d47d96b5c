package io.pairwire.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
    @Test
    void readsAndPrintsAsTheJavaLibraryDoes() throws UnknownHostException {
        Random random = new Random(20260401);
        for (int i = 0; i < 20_000; i++) {
            byte[] octets = new byte[i % 2 == 0 ? 4 : 16];
            random.nextBytes(octets);
            String text = InetAddress.getByAddress(octets).getHostAddress();

            IpAddress address = IpAddress.parse(text);

            assertThat(InetAddress.getByName(address.toString()).getAddress()).isEqualTo(octets);
            assertThat(IpAddress.parse(address.toString())).isEqualTo(address);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "255.255.255.255", "10.0.100.1", "::", "::1", "fd00:1::fe", "::ffff:192.0.2.1"})
    void printsWhatItRead(String text) {
        assertThat(IpAddress.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "1",
                "1.2.3",
                "1.2.3.",
                ".1.2.3",
                "1..2.3",
                "1.2.3.4.",
                "1.2.3.4.5",
                "256.1.1.1",
                "1.2.3.256",
                "01.2.3.4",
                "1.2.3.00",
                "1.2.3.4 ",
                " 1.2.3.4",
                "+1.2.3.4",
                "1.2.3.-4",
                "1.2.3.4294967296",
                "1.2.3.１",
                "0x1.2.3.4",
                "1:2",
                ":::",
                "1::2::3",
                "fe80::1%eth0",
                "g::1",
                "1:2:3:4:5:6:7:8:9",
                "host1"
            })
    void refusesWhatIsNoAddress(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IpAddress.parse(text))
                .withMessageContaining("'" + text + "'");
    }
}
