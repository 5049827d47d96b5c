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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The fields of {@code ip -j l2tp}, in its order, then ours: a list for each {@code show}, a line for each event. */
final class JsonView implements View {
    private final PrintStream out;
    private final Json json;

    JsonView(PrintStream out, Json json) {
        this.out = out;
        this.json = json;
    }

    @Override
    public void tunnels(List<TunnelState> tunnels, boolean statistics) {
        List<Object> list = new ArrayList<>();
        for (TunnelState tunnel : tunnels) {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            put(fields, tunnel);
            if (statistics) {
                fields.put("stats", fields(tunnel.statistics()));
            }
            list.add(fields);
        }
        print(list);
    }

    @Override
    public void sessions(List<SessionState> sessions, boolean statistics) {
        List<Object> list = new ArrayList<>();
        for (SessionState session : sessions) {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            put(fields, session, Cookie::reveal);
            if (statistics) {
                fields.put("stats", fields(session.statistics()));
            }
            list.add(fields);
        }
        print(list);
    }

    @Override
    public void event(L2tpEvent event) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("event", event.change().name().toLowerCase(Locale.ROOT));
        event.accept(new L2tpEvent.Visitor() {
            @Override
            public void visit(L2tpEvent.OfTunnel ofTunnel) {
                fields.put("object", "tunnel");
                put(fields, ofTunnel.tunnel());
            }

            @Override
            public void visit(L2tpEvent.OfSession ofSession) {
                fields.put("object", "session");
                put(fields, ofSession.session(), cookie -> "(" + cookie.length() + " octets)");
            }
        });
        print(fields);
    }

    private void print(Object value) {
        out.println(json.text(value));
        out.flush();
    }

    private static void put(Map<String, @Nullable Object> fields, TunnelState tunnel) {
        RawTunnel raw = tunnel.raw();
        fields.put("tunnel_id", unsigned(tunnel.rawTunnelId()));
        raw.encapsulation().ifPresent(type -> fields.put("encap", type == Encapsulation.Type.UDP ? "UDP" : "IP"));
        raw.local().ifPresent(address -> fields.put("local", address.toString()));
        raw.remote().ifPresent(address -> fields.put("peer", address.toString()));
        fields.put("peer_tunnel", unsigned(raw.peerTunnelId()));
        if (raw.encapsulation().equals(Optional.of(Encapsulation.Type.UDP))) {
            fields.put("local_port", raw.sourcePort());
            fields.put("peer_port", raw.destinationPort());
            if (raw.local()
                    .filter(local -> local.family() == IpAddress.Family.IPV6)
                    .isPresent()) {
                fields.put("checksum_tx", !raw.zeroChecksum6Sent());
                fields.put("checksum_rx", !raw.zeroChecksum6Taken());
            } else {
                fields.put("checksum", raw.checksum4());
            }
        }
        putOddity(fields, tunnel.oddity());
    }

    private static void put(
            Map<String, @Nullable Object> fields, SessionState session, Function<Cookie, String> cookies) {
        RawSession raw = session.raw();
        fields.put("session_id", unsigned(session.rawSessionId()));
        fields.put("tunnel_id", unsigned(session.rawTunnelId()));
        fields.put("peer_session_id", unsigned(raw.peerSessionId()));
        fields.put("peer_tunnel_id", unsigned(raw.peerTunnelId()));
        if (!raw.interfaceName().isEmpty()) {
            fields.put("interface", raw.interfaceName());
        }
        raw.cookie().ifPresent(cookie -> fields.put("cookie", cookies.apply(cookie)));
        raw.peerCookie().ifPresent(cookie -> fields.put("peer_cookie", cookies.apply(cookie)));
        if (raw.reorderTimeoutMillis() != 0) {
            fields.put("reorder_timeout", raw.reorderTimeoutMillis());
        }
        // As `ip` has it: what is on is there, and null.
        if (raw.seq().sent()) {
            fields.put("send_seq", null);
        }
        if (raw.seq().required()) {
            fields.put("recv_seq", null);
        }
        if (raw.lnsMode()) {
            fields.put("lns_mode", true);
        }
        putOddity(fields, session.oddity());
    }

    private static void putOddity(Map<String, @Nullable Object> fields, String oddity) {
        if (!oddity.isEmpty()) {
            fields.put("oddity", oddity);
        }
    }

    /** Returns counters by the kernel's names. */
    private static Map<String, Long> fields(Statistics counted) {
        Map<String, Long> fields = new LinkedHashMap<>();
        fields.put("tx_packets", counted.txPackets());
        fields.put("tx_bytes", counted.txBytes());
        fields.put("tx_errors", counted.txErrors());
        fields.put("rx_packets", counted.rxPackets());
        fields.put("rx_bytes", counted.rxBytes());
        fields.put("rx_errors", counted.rxErrors());
        fields.put("rx_seq_discards", counted.rxSequenceDiscards());
        fields.put("rx_oos_packets", counted.rxOutOfSequence());
        fields.put("rx_cookie_discards", counted.rxCookieDiscards());
        fields.put("rx_invalid", counted.rxInvalid());
        return fields;
    }

    private static long unsigned(int bits) {
        return Integer.toUnsignedLong(bits);
    }
}
