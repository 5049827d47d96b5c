package io.pairwire.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttributesTest {
    private static final int HEADER = 4;

    /** A message as it lies in memory that held something else before. */
    private static Message written(Payload payload) throws NetlinkException {
        byte[] dirt = new byte[512];
        Arrays.fill(dirt, (byte) 0xff);
        ByteBuffer buffer = ByteBuffer.wrap(dirt).order(ByteOrder.nativeOrder());
        buffer.position(8);
        Message.write(buffer, 32, 5, 7, 9, payload.octets());
        buffer.limit(buffer.position()).position(8);
        return Message.listOf(buffer).get(0);
    }

    @Test
    void every_shape_reads_back_as_it_was_written() throws NetlinkException {
        Payload inner = Payload.empty().u16(1, 0xfffe).s64(2, Long.MIN_VALUE);
        Message message = written(Payload.generic(3, 1)
                .u8(1, 255)
                .u16(2, 65535)
                .s32(3, -1)
                .s64(4, -2)
                .flag(5)
                .string(6, "pw0")
                .text(7, "alias")
                .bigEndian(8, 0x0123456789abL, 6)
                .bigEndian128(9, 0x20010db8_00000000L, 1)
                .nested(10, inner));
        assertThat(message.type()).isEqualTo(32);
        assertThat(message.flags()).isEqualTo(5);
        assertThat(message.sequence()).isEqualTo(7);
        assertThat(message.portId()).isEqualTo(9);
        assertThat(message.u8(0)).isEqualTo(3);
        Attributes attributes = message.attributes(HEADER);
        assertThat(attributes.next()).isTrue();
        assertThat(attributes.u8()).isEqualTo(255);
        assertThat(attributes.next()).isTrue();
        assertThat(attributes.u16()).isEqualTo(65535);
        assertThat(attributes.next()).isTrue();
        assertThat(attributes.s32()).isEqualTo(-1);
        assertThat(attributes.next()).isTrue();
        assertThat(attributes.s64()).isEqualTo(-2);
        assertThat(attributes.next()).isTrue();
        assertThat(attributes.type()).isEqualTo(5);
        assertThat(attributes.octets()).isZero();
        assertThat(attributes.next()).isTrue();
        assertThat(attributes.string()).isEqualTo("pw0");
        assertThat(attributes.octets()).isEqualTo(4);
        assertThat(attributes.next()).isTrue();
        assertThat(attributes.string()).isEqualTo("alias");
        assertThat(attributes.octets()).isEqualTo(5);
        assertThat(attributes.next()).isTrue();
        assertThat(attributes.bigEndian(0, 6)).isEqualTo(0x0123456789abL);
        assertThat(attributes.bigEndian(0, 1)).isEqualTo(1);
        assertThat(attributes.next()).isTrue();
        assertThat(attributes.bigEndian(0, 8)).isEqualTo(0x20010db8_00000000L);
        assertThat(attributes.bigEndian(8, 8)).isEqualTo(1);
        assertThat(attributes.next()).isTrue();
        Attributes nested = attributes.nested();
        assertThat(nested.next()).isTrue();
        assertThat(nested.u16()).isEqualTo(0xfffe);
        assertThat(nested.next()).isTrue();
        assertThat(nested.s64()).isEqualTo(Long.MIN_VALUE);
        assertThat(nested.next()).isFalse();
        assertThat(attributes.next()).isFalse();
    }

    @Test
    void padding_is_zero_whatever_the_memory_held() throws NetlinkException {
        Payload payload = Payload.empty().u8(1, 1).string(2, "ab");
        assertThat(payload.octets()).isEqualTo(new byte[] {5, 0, 1, 0, 1, 0, 0, 0, 7, 0, 2, 0, 'a', 'b', 0, 0});
    }

    @Test
    void a_payload_grows() throws NetlinkException {
        Payload payload = Payload.empty();
        for (int i = 1; i <= 100; i++) {
            payload.s32(i, i);
        }
        assertThat(payload.octets()).hasSize(800);
        assertThat(payload.octets()[799 - 3]).isEqualTo((byte) 100);
    }

    @Test
    void a_value_longer_than_its_length_can_tell_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Payload.empty().text(1, "x".repeat(65532)));
    }

    @Test
    void a_value_of_another_length_than_its_shape_is_refused() throws NetlinkException {
        Attributes attributes = written(Payload.empty().u16(3, 1)).attributes(0);
        attributes.next();
        assertThatExceptionOfType(NetlinkException.class)
                .isThrownBy(attributes::s32)
                .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.EBADMSG))
                .withMessage("netlink: EBADMSG (attribute 3 has 2 octets, not 4)");
        assertThatExceptionOfType(NetlinkException.class).isThrownBy(() -> attributes.bigEndian(0, 3));
    }

    @Test
    void an_attribute_that_claims_more_than_is_there_is_refused() throws NetlinkException {
        ByteBuffer bad = ByteBuffer.allocate(24).order(ByteOrder.nativeOrder());
        bad.putInt(24)
                .putInt(0)
                .putInt(0)
                .putInt(0)
                .putShort((short) 9)
                .putShort((short) 1)
                .flip()
                .limit(24);
        Attributes attributes = Message.listOf(bad).get(0).attributes(0);
        assertThatExceptionOfType(NetlinkException.class).isThrownBy(attributes::next);
    }

    @Test
    void a_message_that_claims_more_than_is_there_is_refused() {
        for (int claim : List.of(-1, 0, 15, 17, Integer.MAX_VALUE, Integer.MIN_VALUE)) {
            ByteBuffer bad = ByteBuffer.allocate(16).order(ByteOrder.nativeOrder());
            bad.putInt(claim).position(0);
            assertThatExceptionOfType(NetlinkException.class).isThrownBy(() -> Message.listOf(bad));
        }
    }

    @Test
    void every_error_number_finds_its_name_and_nonsense_finds_none() {
        for (Errno errno : Errno.values()) {
            assertThat(Errno.of(-errno.number())).isEqualTo(errno);
        }
        for (int number : List.of(Integer.MIN_VALUE, Integer.MAX_VALUE, 41, 525, -100_000)) {
            assertThat(Errno.of(number)).isEqualTo(Errno.UNKNOWN);
        }
    }
}
