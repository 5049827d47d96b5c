package io.pairwire.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.pairwire.kernel.FakeKernel;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a connection makes of a kernel that answers well, badly, or not at all. */
class ConnectionTest {
    private static final int SETLINK = 19;
    private static final int GETLINK = 18;

    private final FakeKernel kernel = new FakeKernel();
    private final Connection connection = Connection.over(kernel.open(Protocol.ROUTE), Duration.ofMillis(1));

    /** Sets the MTU of an interface, which is refused if there is none of the name. */
    private static Request mtu(String name, int octets) {
        Payload payload = ifinfomsg().string(3, name).s32(4, octets);
        return Request.write("rtnl SETLINK", name, SETLINK, 0, payload, Meanings.PLAIN);
    }

    private static Payload ifinfomsg() {
        return Payload.empty().fixed32(0).fixed32(0).fixed32(0).fixed32(0);
    }

    private List<String> names() throws NetlinkException {
        Request dump = Request.dump("rtnl GETLINK", "", GETLINK, ifinfomsg(), Meanings.PLAIN);
        return connection.dump(dump, message -> {
            Attributes attributes = message.attributes(16);
            while (attributes.next()) {
                if (attributes.type() == 3) {
                    return Optional.of(attributes.string());
                }
            }
            return Optional.empty();
        });
    }

    private List<Request> mtus(int count) {
        List<Request> orders = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            kernel.addLink("pw" + i, 1500, "");
            orders.add(mtu("pw" + i, 1000 + i));
        }
        return orders;
    }

    @Test
    void a_batch_gives_each_order_its_own_result_and_goes_on_after_a_refusal() {
        List<Request> orders = mtus(3 * Connection.BATCH_REQUESTS + 1);
        orders.set(200, mtu("nobody", 1400));
        List<Ack> acks = connection.executeAll(orders, OnRefusal.CONTINUE);
        assertThat(acks).hasSameSizeAs(orders);
        for (int i = 0; i < acks.size(); i++) {
            assertThat(acks.get(i).isDone()).as("order %s", i).isEqualTo(i != 200);
        }
        assertThat(acks.get(200).failure())
                .hasValueSatisfying(why -> assertThat(why).hasMessage("rtnl SETLINK nobody: ENODEV (no such device)"));
        assertThat(connection.writesSent()).isEqualTo(orders.size());
        assertThat(kernel.writes()).isEqualTo(orders.size());
    }

    @Test
    void a_batch_that_is_to_stop_sends_nothing_after_a_refusal() {
        List<Request> orders = mtus(5);
        kernel.faults().failWrite(3, Errno.EBUSY);
        List<Ack> acks = connection.executeAll(orders, OnRefusal.STOP);
        assertThat(acks.get(1).isDone()).isTrue();
        assertThat(acks.get(2)).isInstanceOf(Ack.Refused.class);
        assertThat(acks.subList(3, 5)).containsOnly(new Ack.NotSent());
        assertThat(kernel.writes()).isEqualTo(3);
        assertThat(connection.writesSent()).isEqualTo(3);
    }

    @Test
    void an_empty_batch_is_nothing() {
        assertThat(connection.executeAll(List.of(), OnRefusal.CONTINUE)).isEmpty();
        assertThat(kernel.writes()).isZero();
    }

    @Test
    void an_order_whose_answer_was_lost_is_neither_done_nor_refused_nor_sent_again() {
        List<Request> orders = mtus(10);
        kernel.faults().loseAckOfWrite(4);
        List<Ack> acks = connection.executeAll(orders, OnRefusal.CONTINUE);
        assertThat(acks.get(3))
                .isInstanceOfSatisfying(
                        Ack.Lost.class, lost -> assertThat(lost.why().errno()).isEqualTo(Errno.ENOBUFS));
        acks.stream()
                .filter(ack -> ack != acks.get(3))
                .forEach(ack -> assertThat(ack.isDone()).isTrue());
        assertThat(kernel.writes()).isEqualTo(10);
    }

    @Test
    void silence_ends_in_a_timeout_and_leaves_orders_in_doubt() {
        kernel.faults().silent();
        assertThat(connection.executeAll(mtus(2), OnRefusal.CONTINUE))
                .allSatisfy(ack -> assertThat(ack)
                        .isInstanceOfSatisfying(
                                Ack.Lost.class,
                                lost -> assertThat(lost.why().errno()).isEqualTo(Errno.ETIMEDOUT)));
        assertThatExceptionOfType(NetlinkException.class)
                .isThrownBy(this::names)
                .withMessage("rtnl GETLINK: ETIMEDOUT (the kernel did not answer in 1 ms)");
    }

    @Test
    void a_closed_socket_refuses_everything_and_nothing_counts_as_sent() throws NetlinkException {
        List<Request> orders = mtus(2);
        connection.close();
        assertThat(connection.executeAll(orders, OnRefusal.CONTINUE))
                .allSatisfy(ack -> assertThat(ack)
                        .isInstanceOfSatisfying(
                                Ack.Refused.class,
                                refused -> assertThat(refused.why().errno()).isEqualTo(Errno.EBADF)));
        assertThat(connection.writesSent()).isZero();
    }

    @Test
    void answers_of_others_and_to_others_are_skipped() throws NetlinkException {
        kernel.faults().strangers();
        connection.execute(mtu("eth0", 1400));
        assertThat(names()).containsExactly("lo", "eth0");
    }

    @Test
    void a_dump_of_many_datagrams_comes_whole_and_in_order() throws NetlinkException {
        mtus(100);
        kernel.faults().datagramOctets(256);
        assertThat(names()).hasSize(102).startsWith("lo", "eth0", "pw1").endsWith("pw100");
    }

    @Test
    void a_dump_that_does_not_fit_together_is_asked_for_again() throws NetlinkException {
        kernel.faults().interruptDumps(3);
        assertThat(names()).containsExactly("lo", "eth0");
    }

    @Test
    void a_dump_that_never_fits_together_is_given_up() {
        kernel.faults().interruptDumps(1000);
        assertThatExceptionOfType(NetlinkException.class)
                .isThrownBy(this::names)
                .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.EINTR));
    }

    @Test
    void a_dump_of_which_a_part_was_lost_is_asked_for_again() throws NetlinkException {
        kernel.faults().loseAnswers(2).datagramOctets(64);
        assertThat(names()).containsExactly("lo", "eth0");
    }

    @Test
    void a_dump_that_keeps_losing_parts_is_given_up() {
        kernel.faults().loseAnswers(1000);
        assertThatExceptionOfType(NetlinkException.class)
                .isThrownBy(this::names)
                .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.ENOBUFS));
    }

    @Test
    void an_answer_too_long_for_the_buffer_makes_it_grow() throws NetlinkException {
        mtus(4000);
        kernel.faults().datagramOctets(1 << 20);
        assertThat(names()).hasSize(4002);
    }

    @Test
    void a_decoder_that_fails_leaves_the_connection_in_step() throws NetlinkException {
        mtus(100);
        kernel.faults().datagramOctets(256);
        Request dump = Request.dump("rtnl GETLINK", "", GETLINK, ifinfomsg(), Meanings.PLAIN);
        assertThatExceptionOfType(NetlinkException.class)
                .isThrownBy(() -> connection.dump(dump, message -> {
                    throw NetlinkException.malformed("nonsense");
                }));
        assertThat(names()).hasSize(102);
    }

    @Test
    void questions_do_not_count_as_writes() throws NetlinkException {
        names();
        assertThat(connection.writesSent()).isZero();
        assertThat(kernel.writes()).isZero();
    }

    @Test
    void the_kernels_own_words_are_part_of_the_story() {
        assertThatExceptionOfType(NetlinkException.class)
                .isThrownBy(() -> connection.execute(mtu("eth0", 70_000)))
                .withMessage(
                        "rtnl SETLINK eth0: EINVAL (invalid argument); the kernel says: mtu greater than device maximum")
                .satisfies(e -> assertThat(e.kernelMessage()).hasValue("mtu greater than device maximum"));
    }

    @Test
    void a_real_kernels_refusal_tells_all_it_has_capped_or_not() throws NetlinkException {
        for (String release : Golden.KERNELS) {
            Golden.Exchange exchange =
                    Golden.of("link/link-set-refused", release).exchange(16, false);
            // The first is `ip` asking whether the kernel is strict: refused without a word.
            try (Connection replay = Connection.over(new ReplaySocket(exchange))) {
                assertThatExceptionOfType(NetlinkException.class)
                        .isThrownBy(() -> replay.execute(mtu("l2tpeth0", 70_000)))
                        .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.ENODEV));
            }
            List<ByteBuffer> received =
                    Golden.of("link/link-set-refused", release).received();
            Message last = Message.listOf(received.get(received.size() - 1)).get(0);
            assertThat(Refusal.ofError(last)).isEqualTo(new Refusal(-22, "mtu greater than device maximum", -1));
        }
    }

    @Test
    void a_family_is_found_by_name_or_is_absent() throws NetlinkException {
        try (Connection generic = Connection.over(kernel.open(Protocol.GENERIC))) {
            assertThat(GenericNetlink.family(generic, "l2tp"))
                    .hasValueSatisfying(family -> assertThat(family.groups()).containsOnlyKeys("l2tp"));
            kernel.faults().familyAbsent(true);
            assertThat(GenericNetlink.family(generic, "l2tp")).isEmpty();
        }
    }

    @Test
    void a_real_kernels_families_are_read() throws NetlinkException {
        for (String release : Golden.KERNELS) {
            Golden.Exchange exchange = Golden.of("l2tp/tunnel-dump", release).exchange(16, false);
            try (Connection replay = Connection.over(new ReplaySocket(exchange))) {
                GenericFamily family = GenericNetlink.family(replay, "l2tp").orElseThrow();
                assertThat(family.version()).isEqualTo(1);
                assertThat(family.id()).isEqualTo(release.equals("6.1") ? 0x20 : 0x23);
                assertThat(family.groups()).containsOnlyKeys("l2tp");
            }
            Golden.Exchange absent = Golden.of("netlink/family-absent", release).exchange(16, false);
            try (Connection replay = Connection.over(new ReplaySocket(absent))) {
                assertThat(GenericNetlink.family(replay, "nosuchfamily")).isEmpty();
            }
        }
    }
}
