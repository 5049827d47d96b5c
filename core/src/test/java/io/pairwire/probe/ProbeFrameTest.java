package io.pairwire.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pairwire.model.MacAddress;
import io.pairwire.model.PseudowireName;
import io.pairwire.model.Side;
import io.pairwire.model.TopologyName;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProbeFrameTest {
    private static final MacAddress SOURCE = MacAddress.parse("02:00:5e:00:53:01");
    private static final Nonce NONCE = Nonce.parse("00112233445566778899aabbccddeeff");
    private static final ProbeFrame FRAME = new ProbeFrame(
            ProbeFrame.Kind.ECHO, FrameSize.FULL, Side.B, 65, 0x01020304, NONCE, 0x1122334455667788L, 0x0a0b0c0d0e0fL);

    private static byte[] octets(ProbeFrame frame) {
        ByteBuffer buffer = ByteBuffer.allocate(2000);
        Arrays.fill(buffer.array(), (byte) 0xff);
        frame.writeTo(buffer, SOURCE);
        return Arrays.copyOf(buffer.array(), buffer.limit());
    }

    @Test
    void aFrameIsWrittenAsDescribed() {
        assertThat(HexFormat.of().formatHex(octets(FRAME)))
                .isEqualTo("0180c200000e" + "02005e005301" + "88b5" + "50575052" + "01010101" + "00000041" + "01020304"
                        + "00112233445566778899aabbccddeeff" + "1122334455667788" + "00000a0b0c0d0e0f" + "000000");
    }

    @Test
    void aFrameIsReadFromItsBeginningAlone() {
        byte[] octets = octets(FRAME);
        assertThat(ProbeFrame.read(ByteBuffer.wrap(octets), octets.length)).contains(FRAME);
        assertThat(ProbeFrame.read(ByteBuffer.wrap(octets, 0, ProbeFrame.HEADER_OCTETS), octets.length))
                .contains(FRAME);
        assertThat(ProbeFrame.read(ByteBuffer.wrap(octets), octets.length + 4)).contains(FRAME);
    }

    @Test
    void aFrameThatWasCutProvesNothing() {
        byte[] octets = octets(FRAME);
        assertThat(ProbeFrame.read(ByteBuffer.wrap(octets), octets.length - 1)).isEmpty();
        for (int length = 0; length < ProbeFrame.HEADER_OCTETS; length++) {
            assertThat(ProbeFrame.read(ByteBuffer.wrap(octets, 0, length), octets.length))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 12, 13, 14, 17, 18, 19, 20, 21, 22, 23})
    void aForeignFrameIsNoneOfOurs(int at) {
        byte[] octets = octets(FRAME);
        octets[at] ^= 0x55;
        assertThat(ProbeFrame.read(ByteBuffer.wrap(octets), octets.length)).isEmpty();
    }

    @Test
    void anyOctetsGiveAFrameOrNothing() {
        Random random = new Random(88);
        byte[] whole = octets(FRAME);
        for (int i = 0; i < 20_000; i++) {
            byte[] octets = whole.clone();
            for (int spoilt = random.nextInt(6); spoilt >= 0; spoilt--) {
                octets[14 + random.nextInt(octets.length - 14)] = (byte) random.nextInt();
            }
            ProbeFrame.read(ByteBuffer.wrap(octets, 0, random.nextInt(octets.length + 1)), random.nextInt(70_000))
                    .ifPresent(frame -> assertThat(frame.length()).isBetween(62, 65549));
        }
    }

    @Test
    void aLongFrameIsAsLongAsTheInterfaceTakes() {
        assertThat(ProbeFrame.lengthOf(FrameSize.FULL, 1446)).isEqualTo(1460);
        assertThat(ProbeFrame.lengthOf(FrameSize.SMALL, 1446)).isEqualTo(62);
        assertThat(ProbeFrame.lengthOf(FrameSize.FULL, 20)).isEqualTo(62);
        assertThatThrownBy(() -> new ProbeFrame(ProbeFrame.Kind.PROBE, FrameSize.SMALL, Side.A, 61, 0, NONCE, 0, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anEchoIsTheProbeFromTheOtherEndAndNoLongerThanThatEndTakes() {
        ProbeFrame probe = new ProbeFrame(ProbeFrame.Kind.PROBE, FrameSize.FULL, Side.A, 1460, 7, NONCE, 9, 11);
        assertThat(probe.echo(1500))
                .isEqualTo(new ProbeFrame(ProbeFrame.Kind.ECHO, FrameSize.FULL, Side.B, 1460, 7, NONCE, 9, 11));
        assertThat(probe.echo(1300).length()).isEqualTo(1314);
    }

    @Test
    void aNonceIsThirtyTwoHexadecimalDigits() {
        assertThat(NONCE).hasToString("00112233445566778899aabbccddeeff");
        assertThat(Nonce.parse("FFEEDDCCBBAA99887766554433221100")).hasToString("ffeeddccbbaa99887766554433221100");
        for (String wrong :
                new String[] {"", "0011", "00112233445566778899aabbccddeefg", "+0112233445566778899aabbccddeeff"}) {
            assertThatThrownBy(() -> Nonce.parse(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aPseudowireHasTheSameDigestAtBothEndsAndNoOtherHasIt() {
        TopologyName metro = new TopologyName("metro");
        PseudowireName blue = new PseudowireName("blue");
        assertThat(PseudowireDigest.of(metro, blue))
                .isEqualTo(PseudowireDigest.of(new TopologyName("metro"), new PseudowireName("blue")))
                .isNotEqualTo(PseudowireDigest.of(metro, new PseudowireName("green")))
                .isNotEqualTo(PseudowireDigest.of(new TopologyName("lab"), blue));
    }
}
