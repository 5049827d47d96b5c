package io.pairwire.l2tpv3tun;

import io.pairwire.l2tp.L2tpEvent;
import io.pairwire.l2tp.RawSession;
import io.pairwire.l2tp.RawTunnel;
import io.pairwire.l2tp.SessionState;
import io.pairwire.l2tp.Statistics;
import io.pairwire.l2tp.TunnelState;
import io.pairwire.model.Cookie;
import io.pairwire.model.Encapsulation;
import io.pairwire.model.IpAddress;
import java.io.PrintStream;
import java.util.List;
import java.util.function.Function;

/** The classic text, and a line more for whatever the classic did not know and is not as usual. */
final class TextView implements View {
    private final PrintStream out;

    TextView(PrintStream out) {
        this.out = out;
    }

    @Override
    public void tunnels(List<TunnelState> tunnels, boolean statistics) {
        StringBuilder text = new StringBuilder();
        for (TunnelState tunnel : tunnels) {
            put(text, tunnel);
            if (statistics) {
                put(text, tunnel.statistics());
            }
        }
        print(text);
    }

    @Override
    public void sessions(List<SessionState> sessions, boolean statistics) {
        StringBuilder text = new StringBuilder();
        for (SessionState session : sessions) {
            put(text, session, Cookie::reveal);
            if (statistics) {
                put(text, session.statistics());
            }
        }
        print(text);
    }

    @Override
    public void event(L2tpEvent event) {
        StringBuilder text = new StringBuilder();
        text.append(
                switch (event.change()) {
                    case CREATED -> "Created: ";
                    case CHANGED -> "Changed: ";
                    case DELETED -> "Deleted: ";
                });
        event.accept(new L2tpEvent.Visitor() {
            @Override
            public void visit(L2tpEvent.OfTunnel ofTunnel) {
                put(text, ofTunnel.tunnel());
            }

            @Override
            public void visit(L2tpEvent.OfSession ofSession) {
                put(text, ofSession.session(), cookie -> "(" + cookie.length() + " octets)");
            }
        });
        print(text);
    }

    private void print(StringBuilder text) {
        out.print(text);
        out.flush();
    }

    private static void put(StringBuilder text, TunnelState tunnel) {
        RawTunnel raw = tunnel.raw();
        String encapsulation = raw.encapsulation()
                .map(type -> type == Encapsulation.Type.UDP ? "UDP" : "IP")
                .orElse("??");
        text.append("Tunnel ").append(unsigned(tunnel.rawTunnelId()));
        text.append(", encap ").append(encapsulation).append('\n');
        if (raw.local().isPresent() && raw.remote().isPresent()) {
            text.append("  From ").append(raw.local().get());
            text.append(" to ").append(raw.remote().get()).append('\n');
        }
        text.append("  Peer tunnel ").append(unsigned(raw.peerTunnelId())).append('\n');
        if (encapsulation.equals("UDP")) {
            text.append("  UDP source / dest ports: ").append(raw.sourcePort());
            text.append('/').append(raw.destinationPort()).append('\n');
            String checksum = unusualChecksum(raw);
            if (!checksum.isEmpty()) {
                text.append("  UDP checksum: ").append(checksum).append('\n');
            }
        }
        putOddity(text, tunnel.oddity());
    }

    /** Returns the word of {@code ip l2tp} where it is not the usual one: off for IPv4, on for IPv6. */
    private static String unusualChecksum(RawTunnel raw) {
        boolean ipv6 = raw.local()
                .filter(local -> local.family() == IpAddress.Family.IPV6)
                .isPresent();
        if (!ipv6) {
            return raw.checksum4() ? "enabled" : "";
        }
        if (raw.zeroChecksum6Sent()) {
            return raw.zeroChecksum6Taken() ? "disabled" : "rx";
        }
        return raw.zeroChecksum6Taken() ? "tx" : "";
    }

    private static void put(StringBuilder text, SessionState session, Function<Cookie, String> cookies) {
        RawSession raw = session.raw();
        text.append("Session ").append(unsigned(session.rawSessionId()));
        text.append(" in tunnel ").append(unsigned(session.rawTunnelId())).append('\n');
        text.append("  Peer session ").append(unsigned(raw.peerSessionId()));
        text.append(", tunnel ").append(unsigned(raw.peerTunnelId())).append('\n');
        if (!raw.interfaceName().isEmpty()) {
            text.append("  interface name: ").append(raw.interfaceName()).append('\n');
        }
        // There is no offset any more, but scripts look for the line.
        text.append("  offset 0, peer offset 0\n");
        if (raw.cookie().isPresent() || raw.peerCookie().isPresent()) {
            raw.cookie().ifPresent(cookie -> text.append("  cookie ").append(cookies.apply(cookie)));
            raw.peerCookie().ifPresent(cookie -> text.append("  peer cookie ").append(cookies.apply(cookie)));
            text.append('\n');
        }
        if (raw.reorderTimeoutMillis() != 0) {
            text.append("  reorder timeout: ")
                    .append(raw.reorderTimeoutMillis())
                    .append('\n');
        }
        if (raw.seq().sent() || raw.seq().required()) {
            text.append("  sequence numbering:");
            text.append(raw.seq().sent() ? " send" : "").append(raw.seq().required() ? " recv" : "");
            text.append('\n');
        }
        if (raw.lnsMode()) {
            text.append("  LNS mode: on\n");
        }
        putOddity(text, session.oddity());
    }

    private static void putOddity(StringBuilder text, String oddity) {
        if (!oddity.isEmpty()) {
            text.append("  not of this tool's kind: ").append(oddity).append('\n');
        }
    }

    private static void put(StringBuilder text, Statistics counted) {
        text.append("  sent: ").append(counted.txPackets()).append(" packets, ");
        text.append(counted.txBytes()).append(" bytes, ");
        text.append(counted.txErrors()).append(" errors\n");
        text.append("  received: ").append(counted.rxPackets()).append(" packets, ");
        text.append(counted.rxBytes()).append(" bytes, ");
        text.append(counted.rxErrors()).append(" errors\n");
        text.append("  discarded: ").append(counted.rxSequenceDiscards()).append(" for sequence, ");
        text.append(counted.rxCookieDiscards()).append(" for cookie, ");
        text.append(counted.rxInvalid()).append(" invalid; ");
        text.append(counted.rxOutOfSequence()).append(" out of sequence\n");
    }

    private static String unsigned(int bits) {
        return Integer.toUnsignedString(bits);
    }
}
