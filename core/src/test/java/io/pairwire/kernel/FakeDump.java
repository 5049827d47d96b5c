package io.pairwire.kernel;

import io.pairwire.model.InterfaceAddress;
import io.pairwire.model.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What {@code rawdump.c} would print of a fake kernel. */
public final class FakeDump {
    private FakeDump() {}

    /** Returns its lines: tunnels, sessions, interfaces, addresses. */
    public static List<String> of(FakeKernel kernel) {
        List<String> lines = new ArrayList<>();
        kernel.tunnels().forEach(tunnel -> lines.add(line(tunnel)));
        kernel.sessions().forEach(session -> lines.add(line(session)));
        kernel.links().forEach(link -> lines.add(line(link)));
        kernel.addresses().forEach(address -> lines.add(line(address)));
        return lines;
    }

    private static String line(FakeTunnel tunnel) {
        return "tunnel id=" + unsigned(tunnel.id()) + " peer=" + unsigned(tunnel.peerId()) + " version="
                + tunnel.version() + " encap=" + (tunnel.encapsulation() == FakeTunnel.UDP ? "udp" : "ip") + " local="
                + text(tunnel.local()) + " remote=" + text(tunnel.remote()) + " sport=" + tunnel.sourcePort()
                + " dport=" + tunnel.destinationPort() + " csum=" + number(tunnel.udpChecksum()) + " zero6tx="
                + number(tunnel.zeroChecksum6Sent()) + " zero6rx=" + number(tunnel.zeroChecksum6Taken());
    }

    private static String line(FakeSession session) {
        return "session tunnel=" + unsigned(session.tunnelId()) + " id=" + unsigned(session.id()) + " peer="
                + unsigned(session.peerId()) + " pwtype=" + session.pseudowireType() + " ifname="
                + session.interfaceName() + " cookie=" + orNone(session.cookie()) + " peer_cookie="
                + orNone(session.peerCookie()) + " send_seq=" + number(session.sequenceSent()) + " recv_seq="
                + number(session.sequenceRequired()) + " lns=" + number(session.lnsMode()) + " timeout="
                + session.reorderTimeoutMillis() + " tx=0 rx=0";
    }

    private static String line(FakeLink link) {
        return "link index=" + link.index() + " name=" + link.name() + " mtu=" + link.mtu() + " up="
                + number(link.up()) + " master=" + link.master() + " mac="
                + String.format(Locale.ROOT, "%012x", link.mac()) + " alias=" + orNone(link.alias());
    }

    private static String line(FakeAddress told) {
        InterfaceAddress address = told.address();
        boolean ipv4 = address.address().family() == IpAddress.Family.IPV4;
        return "address index=" + told.linkIndex() + " family=" + (ipv4 ? 4 : 6) + " local=" + address.address()
                + " peer=" + text(address.peer()) + " prefix=" + address.prefixLength() + " scope=" + told.scope()
                + " flags=0x" + Integer.toHexString(told.flags());
    }

    private static String unsigned(int id) {
        return Integer.toUnsignedString(id);
    }

    private static int number(boolean flag) {
        return flag ? 1 : 0;
    }

    private static String text(Optional<IpAddress> address) {
        return address.map(IpAddress::toString).orElse("-");
    }

    private static String orNone(String text) {
        return text.isEmpty() ? "-" : text;
    }
}
