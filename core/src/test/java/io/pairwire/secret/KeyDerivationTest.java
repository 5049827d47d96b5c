package io.pairwire.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Goldens: the test vectors of RFC 5869, Appendix A, those with SHA-256. */
final class KeyDerivationTest {
    private static byte[] octets(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    private static String range(int from, int to) {
        StringBuilder digits = new StringBuilder();
        for (int octet = from; octet <= to; octet++) {
            digits.append(String.format("%02x", octet));
        }
        return digits.toString();
    }

    @ParameterizedTest
    @CsvSource({
        "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b, 000102030405060708090a0b0c, f0f1f2f3f4f5f6f7f8f9, "
                + "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865",
        "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b, '', '', "
                + "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8",
    })
    void theVectorsOfTheRfcComeOut(String key, String salt, String info, String derived) {
        byte[] made = KeyDerivation.of(octets(salt), octets(key)).derive(octets(info), derived.length() / 2);
        assertThat(HexFormat.of().formatHex(made)).isEqualTo(derived);
    }

    @Test
    void theLongVectorComesOut() {
        byte[] made = KeyDerivation.of(octets(range(0x60, 0xaf)), octets(range(0x00, 0x4f)))
                .derive(octets(range(0xb0, 0xff)), 82);
        assertThat(HexFormat.of().formatHex(made))
                .isEqualTo("b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c"
                        + "59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71"
                        + "cc30c58179ec3e87c14c01d5c1f3434f1d87");
    }

    @Test
    void moreThanThereIsCannotBeDerived() {
        KeyDerivation key = KeyDerivation.of(new byte[0], new byte[16]);
        assertThat(key.derive(new byte[0], 255 * 32)).hasSize(255 * 32);
        assertThatThrownBy(() -> key.derive(new byte[0], 255 * 32 + 1)).isInstanceOf(IllegalArgumentException.class);
        assertThat(key).hasToString("KeyDerivation");
    }
}
