package io.pairwire.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pairwire.kernel.FakeKernel;
import io.pairwire.model.InterfaceAddress;
import io.pairwire.model.InterfaceName;
import io.pairwire.model.IpAddress;
import io.pairwire.model.MacAddress;
import io.pairwire.netlink.Connection;
import io.pairwire.netlink.Errno;
import io.pairwire.netlink.Golden;
import io.pairwire.netlink.Hostile;
import io.pairwire.netlink.NetlinkException;
import io.pairwire.netlink.Protocol;
import io.pairwire.netlink.ReplaySocket;
import io.pairwire.netlink.Request;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class LinksTest {

    private static final InterfaceAddress PEER4 =
            InterfaceAddress.parse("10.5.1.2/32").facing(IpAddress.parse("10.5.1.1"));
    private static final InterfaceAddress NET4 = InterfaceAddress.parse("10.6.0.1/24");
    private static final InterfaceAddress NET6 = InterfaceAddress.parse("2001:db8:1::1/64");
    private static final InterfaceAddress PEER6 =
            InterfaceAddress.parse("2001:db8:2::1/128").facing(IpAddress.parse("2001:db8:2::2"));

    private final FakeKernel kernel = new FakeKernel();
    private final Connection connection = Connection.over(kernel.open(Protocol.ROUTE));
    private final Links links = new Links(connection);

    @Test
    void one_message_sets_what_it_names_and_leaves_the_rest() throws NetlinkException {
        int index = kernel.addLink("pw0", 1446, "");
        int bridge = kernel.addLink("br0", 1500, "bridge");
        connection.execute(links.change(new InterfaceName("pw0"))
                .mtu(1400)
                .alias("pairwire:metro/é")
                .order());
        connection.execute(links.change(index)
                .master(bridge)
                .mac(new MacAddress(0x02_00_00_00_00_01L))
                .up()
                .order());
        LinkState link = links.links().get(2);
        assertThat(link.index()).isEqualTo(index);
        assertThat(link.name()).isEqualTo("pw0");
        assertThat(link.mtu()).isEqualTo(1400);
        assertThat(link.alias()).isEqualTo("pairwire:metro/é");
        assertThat(link.up()).isTrue();
        assertThat(link.master()).isEqualTo(OptionalInt.of(bridge));
        assertThat(link.mac()).map(MacAddress::toString).hasValue("02:00:00:00:00:01");
        assertThat(link.mayBePseudowire()).isTrue();
        assertThat(links.links().get(3).mayBePseudowire()).isFalse();
        assertThat(links.links().get(0).mayBePseudowire()).as("the loopback").isFalse();
        assertThatThrownBy(() -> connection.execute(
                        links.change(index).mac(new MacAddress(2)).order()))
                .hasMessageContaining("EBUSY (the interface is in use)");
        connection.execute(links.change(index).alias("").down().master(0).order());
        link = links.links().get(2);
        assertThat(link.alias()).isEmpty();
        assertThat(link.up()).isFalse();
        assertThat(link.master()).isEmpty();
        assertThat(kernel.writes()).isEqualTo(4);
    }

    @Test
    void addresses_read_back_equal_and_go_again() throws NetlinkException {
        int index = kernel.addLink("pw0", 1446, "");
        for (InterfaceAddress address : List.of(PEER4, NET4, NET6, PEER6)) {
            connection.execute(links.addAddress(index, address));
        }
        assertThat(links.addresses()).map(AddressState::address).containsExactly(PEER4, NET4, NET6, PEER6);
        assertThat(links.addresses()).allSatisfy(state -> {
            assertThat(state.linkIndex()).isEqualTo(index);
            assertThat(state.scope()).isEqualTo(AddressState.Scope.UNIVERSE);
            assertThat(state.tentative()).isFalse();
            assertThat(state.dadFailed()).isFalse();
        });
        connection.execute(links.deleteAddress(index, PEER4));
        connection.execute(links.deleteAddress(index, NET6));
        assertThat(links.addresses()).map(AddressState::address).containsExactly(NET4, PEER6);
    }

    @Test
    void the_address_that_the_kernel_gives_by_itself_is_known_by_its_scope() throws NetlinkException {
        kernel.addLink("pw0", 1446, "");
        connection.execute(links.change(new InterfaceName("pw0")).up().order());
        assertThat(links.addresses())
                .singleElement()
                .satisfies(state -> assertThat(state.scope()).isEqualTo(AddressState.Scope.LINK));
    }

    @Test
    void refusals_say_what_they_mean() {
        assertThatExceptionOfType(NetlinkException.class)
                .isThrownBy(() -> connection.execute(
                        links.change(new InterfaceName("gone")).up().order()))
                .withMessage("rtnl SETLINK gone: ENODEV (no such interface)");
        int index = kernel.addLink("pw0", 1446, "");
        assertThatExceptionOfType(NetlinkException.class)
                .isThrownBy(() -> connection.execute(links.deleteAddress(index, PEER4)))
                .withMessage("rtnl DELADDR 10.5.1.2 peer 10.5.1.1/32 on interface 3: EADDRNOTAVAIL"
                        + " (the interface has no such address)");
        for (LinkMeanings message : LinkMeanings.values()) {
            for (Errno errno : Errno.values()) {
                assertThat(message.of(errno).text()).isNotBlank();
            }
        }
    }

    @Test
    void nonsense_is_refused_before_it_is_sent() {
        assertThatIllegalArgumentException().isThrownBy(() -> links.change(0));
        assertThatIllegalArgumentException().isThrownBy(() -> links.change(1).alias("é".repeat(128)));
    }

    /** {@code ip} says NEWLINK, which makes what is not there if told to; SETLINK never does. */
    @ParameterizedTest
    @FieldSource("io.pairwire.netlink.Golden#KERNELS")
    void links_are_set_with_the_bytes_of_ip_but_the_type(String release) {
        int bridge = 6;
        MacAddress mac = new MacAddress(0x02005e100001L);
        set(
                "link/link-set",
                release,
                links.change(3).mtu(1446).alias("pairwire:metro/seed#1").up());
        set("link/link-set-bridge", release, links.change(4).master(bridge));
        set("link/link-set-no-bridge", release, links.change(4).master(0));
        set("link/link-set-mac", release, links.change(4).mac(mac));
        set("link/link-set-down", release, links.change(4).down());
    }

    private static void set(String golden, String release, LinkChange change) {
        ByteBuffer theirs = Golden.buffer(lastOf(golden, Rtnetlink.RTM_NEWLINK, release));
        Request ours = change.order();
        assertThat(ours.payload()).as(golden).isEqualTo(payloadOf(theirs));
        assertThat(ours.flags()).as(golden).isEqualTo(theirs.getShort(6));
        assertThat(ours.type()).as(golden).isEqualTo(Rtnetlink.RTM_SETLINK);
    }

    @ParameterizedTest
    @FieldSource("io.pairwire.netlink.Golden#KERNELS")
    void addresses_are_given_and_taken_with_the_bytes_of_ip(String release) {
        same("link/address-add-peer", Rtnetlink.RTM_NEWADDR, release, links.addAddress(3, PEER4));
        same("link/address-add", Rtnetlink.RTM_NEWADDR, release, links.addAddress(3, NET4));
        same("link/address-add6", Rtnetlink.RTM_NEWADDR, release, links.addAddress(3, NET6));
        same("link/address-delete", Rtnetlink.RTM_DELADDR, release, links.deleteAddress(3, NET4));
        same("link/address-delete-peer", Rtnetlink.RTM_DELADDR, release, links.deleteAddress(3, PEER4));
        same("link/address-add6-peer", Rtnetlink.RTM_NEWADDR, release, links.addAddress(3, PEER6));
    }

    private static void same(String golden, int type, String release, Request ours) {
        ByteBuffer theirs = Golden.buffer(lastOf(golden, type, release));
        assertThat(ours.payload()).as(golden).isEqualTo(payloadOf(theirs));
        assertThat(ours.flags()).as(golden).isEqualTo(theirs.getShort(6));
        assertThat(ours.type()).as(golden).isEqualTo(type);
    }

    private static List<Byte> lastOf(String golden, int type, String release) {
        return Golden.of(golden, release).last(type).sent();
    }

    private static byte[] payloadOf(ByteBuffer message) {
        byte[] payload = new byte[message.limit() - 16];
        message.get(16, payload);
        // `ip` writes the flag of duplicate address detection where the kernel reads 8 bits of them, as we do.
        return payload;
    }

    /** {@code ip} wants the counters too and asks without a family; behind its question for addresses lies what else is in its memory. */
    @ParameterizedTest
    @FieldSource("io.pairwire.netlink.Golden#KERNELS")
    void dumps_are_asked_for_with_the_bytes_of_ip(String release) throws NetlinkException {
        Golden.Exchange addresses = Golden.of("link/address-dump", release).exchange(Rtnetlink.RTM_GETADDR, true);
        Golden.Exchange dump = Golden.of("link/address-dump", release).exchange(Rtnetlink.RTM_GETLINK, true);
        ReplaySocket socket = new ReplaySocket(addresses, dump);
        Links replayed = new Links(Connection.over(socket));
        assertThat(replayed.addresses()).isNotEmpty();
        assertThat(replayed.links()).isNotEmpty();
        assertThat(withoutNumber(socket.sent().get(0), 24))
                .isEqualTo(withoutNumber(Golden.buffer(addresses.sent()), 24));
        assertThat(withoutNumber(socket.sent().get(1).putInt(36, 1), 40))
                .as("but IFLA_EXT_MASK")
                .isEqualTo(withoutNumber(Golden.buffer(dump.sent()), 40));
    }

    private static byte[] withoutNumber(ByteBuffer message, int octets) {
        byte[] all = new byte[octets];
        message.putInt(8, 0).get(0, all);
        return all;
    }

    @ParameterizedTest
    @FieldSource("io.pairwire.netlink.Golden#KERNELS")
    void dumps_of_real_kernels_read_as_what_was_set(String release) throws NetlinkException {
        try (Connection replay = Connection.over(
                new ReplaySocket(Golden.of("link/link-dump", release).exchange(Rtnetlink.RTM_GETLINK, true)))) {
            List<LinkState> all = new Links(replay).links();
            assertThat(all).extracting(LinkState::name).contains("lo", "d0", "l2tpeth0", "blue", "a23456789012345");
            LinkState pseudowire = all.stream()
                    .filter(link -> link.name().equals("l2tpeth0"))
                    .findFirst()
                    .orElseThrow();
            assertThat(pseudowire.index()).isEqualTo(3);
            assertThat(pseudowire.mtu()).isEqualTo(1446);
            assertThat(pseudowire.up()).isTrue();
            assertThat(pseudowire.alias()).isEqualTo("pairwire:metro/seed#1");
            assertThat(pseudowire.kind()).isEmpty();
            assertThat(pseudowire.mac()).isPresent();
            assertThat(pseudowire.mayBePseudowire()).isTrue();
            assertThat(all)
                    .filteredOn(link -> link.name().equals("d0"))
                    .allSatisfy(link -> assertThat(link.kind()).hasValue("dummy"));
        }
        try (Connection replay = Connection.over(
                new ReplaySocket(Golden.of("link/address-dump", release).exchange(Rtnetlink.RTM_GETADDR, true)))) {
            List<AddressState> all = new Links(replay).addresses();
            List<InterfaceAddress> ours = new ArrayList<>();
            for (AddressState state : all) {
                if (state.linkIndex() == 3 && state.scope() == AddressState.Scope.UNIVERSE) {
                    ours.add(state.address());
                    assertThat(state.tentative()).isFalse();
                }
            }
            assertThat(ours).containsExactlyInAnyOrder(PEER4, NET4, NET6, PEER6);
        }
    }

    @ParameterizedTest
    @FieldSource("io.pairwire.netlink.Golden#KERNELS")
    void nonsense_is_refused_and_never_worse(String release) {
        for (String golden : List.of("link-set-refused", "link-dump", "address-dump", "address-add-in-use")) {
            Hostile.feed(Golden.of("link/" + golden, release), LinkDecoder.INSTANCE, AddressDecoder.INSTANCE);
        }
    }
}
