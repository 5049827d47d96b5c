package io.pairwire.l2tpv3tun;

import io.pairwire.model.Cookie;
import io.pairwire.model.Encapsulation;
import io.pairwire.model.InterfaceName;
import io.pairwire.model.IpAddress;
import io.pairwire.model.L2SpecType;
import io.pairwire.model.PseudowireRule;
import io.pairwire.model.SequenceNumbers;
import io.pairwire.model.SessionId;
import io.pairwire.model.SessionSpec;
import io.pairwire.model.TunnelId;
import io.pairwire.model.TunnelSpec;
import io.pairwire.model.UdpChecksums;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Turns words into commands, and refuses what the kernel would take and then do wrong. */
final class Grammar {
    private static final Map<String, Boolean> SWITCHES = Map.of("on", true, "off", false);
    private static final Map<String, Encapsulation.Type> ENCAPSULATIONS =
            Map.of("udp", Encapsulation.Type.UDP, "ip", Encapsulation.Type.IP);
    private static final Map<String, L2SpecType> SUBLAYERS =
            Map.of("default", L2SpecType.DEFAULT, "none", L2SpecType.NONE);
    private static final Map<String, SequenceNumbers> SEQUENCES = Map.of(
            "none", SequenceNumbers.NONE,
            "send", SequenceNumbers.SEND,
            "recv", SequenceNumbers.RECV,
            "both", SequenceNumbers.BOTH);

    private final Consumer<String> warnings;

    /** Reads commands, and tells of what has no effect to somebody. */
    Grammar(Consumer<String> warnings) {
        this.warnings = warnings;
    }

    Command command(List<String> line) throws UtilityException {
        Optional<Form> form = Form.of(line);
        if (form.isEmpty()) {
            throw UtilityException.usage(
                    line.isEmpty()
                            ? "which command?"
                            : "no command starts with " + Words.shown(line.get(0))
                                    + (line.size() > 1 ? " and " + Words.shown(line.get(1)) : " alone"),
                    "see 'l2tpv3tun help'");
        }
        Words words = Words.of(form.get(), line);
        Values values = new Values(words);
        return switch (form.get()) {
            case ADD_TUNNEL -> addTunnel(words, values);
            case ADD_SESSION -> addSession(words, values);
            case DEL_TUNNEL -> new Command.DeleteTunnel(values.id(Keyword.TUNNEL_ID, TunnelId::parse));
            case DEL_SESSION ->
                new Command.DeleteSession(
                        values.id(Keyword.TUNNEL_ID, TunnelId::parse), values.id(Keyword.SESSION_ID, SessionId::parse));
            case SHOW_TUNNEL -> new Command.ShowTunnels(tunnelId(words, values), words.has(Keyword.STATS));
            case SHOW_SESSION ->
                new Command.ShowSessions(
                        tunnelId(words, values),
                        words.has(Keyword.SESSION_ID)
                                ? Optional.of(values.id(Keyword.SESSION_ID, SessionId::parse))
                                : Optional.empty(),
                        words.has(Keyword.STATS));
            case MONITOR -> new Command.Monitor();
            case HELP -> new Command.Help();
        };
    }

    private static Optional<TunnelId> tunnelId(Words words, Values values) throws UtilityException {
        return words.has(Keyword.TUNNEL_ID)
                ? Optional.of(values.id(Keyword.TUNNEL_ID, TunnelId::parse))
                : Optional.empty();
    }

    private Command addTunnel(Words words, Values values) throws UtilityException {
        IpAddress remote = values.outerAddress(Keyword.REMOTE);
        IpAddress local = values.outerAddress(Keyword.LOCAL);
        TunnelId tunnelId = values.id(Keyword.TUNNEL_ID, TunnelId::parse);
        TunnelId peerTunnelId = values.id(Keyword.PEER_TUNNEL_ID, TunnelId::parse);
        if (local.family() != remote.family()) {
            throw UtilityException.invalid(
                    PseudowireRule.FAMILIES,
                    "'local' is an " + local.family() + " address and 'remote' an " + remote.family() + " one",
                    "use one address family for both");
        }
        Encapsulation encapsulation =
                switch (values.word(Keyword.ENCAP, ENCAPSULATIONS).orElse(Encapsulation.Type.UDP)) {
                    case UDP -> udp(words, values, local.family());
                    case IP -> ip(words);
                };
        return new Command.AddTunnel(new TunnelSpec(tunnelId, peerTunnelId, local, remote, encapsulation));
    }

    private Encapsulation udp(Words words, Values values, IpAddress.Family family) throws UtilityException {
        for (Keyword port : List.of(Keyword.UDP_SPORT, Keyword.UDP_DPORT)) {
            if (!words.has(port)) {
                throw UtilityException.invalid(UtilityRule.NO_PORT, "a tunnel over UDP needs '" + port + "'");
            }
        }
        for (Keyword checksum : List.of(Keyword.UDP_CSUM, Keyword.UDP6_CSUM_TX, Keyword.UDP6_CSUM_RX)) {
            boolean ofIpv4 = checksum == Keyword.UDP_CSUM;
            if (words.has(checksum) && ofIpv4 != (family == IpAddress.Family.IPV4)) {
                warn(
                        PseudowireRule.OTHER_FAMILY.id(),
                        "'" + checksum + "' has no effect between " + family + " addresses");
            }
        }
        UdpChecksums usual = UdpChecksums.DEFAULT;
        return new Encapsulation.Udp(
                values.port(Keyword.UDP_SPORT),
                values.port(Keyword.UDP_DPORT),
                new UdpChecksums(
                        values.word(Keyword.UDP_CSUM, SWITCHES).orElse(usual.ipv4()),
                        values.word(Keyword.UDP6_CSUM_TX, SWITCHES).orElse(usual.ipv6Sent()),
                        values.word(Keyword.UDP6_CSUM_RX, SWITCHES).orElse(usual.ipv6Required())));
    }

    private static Encapsulation ip(Words words) throws UtilityException {
        for (Keyword udpOnly : List.of(
                Keyword.UDP_SPORT, Keyword.UDP_DPORT, Keyword.UDP_CSUM, Keyword.UDP6_CSUM_TX, Keyword.UDP6_CSUM_RX)) {
            if (words.has(udpOnly)) {
                throw UtilityException.invalid(
                        PseudowireRule.UDP_ONLY,
                        "'" + udpOnly + "' has no meaning with 'encap ip'",
                        "leave it out, or use 'encap udp'");
            }
        }
        return new Encapsulation.Ip();
    }

    private Command addSession(Words words, Values values) throws UtilityException {
        TunnelId tunnelId = values.id(Keyword.TUNNEL_ID, TunnelId::parse);
        SessionId sessionId = values.id(Keyword.SESSION_ID, SessionId::parse);
        SessionId peerSessionId = values.id(Keyword.PEER_SESSION_ID, SessionId::parse);
        Optional<Cookie> cookie = values.cookie(Keyword.COOKIE);
        Optional<Cookie> peerCookie = values.cookie(Keyword.PEER_COOKIE);
        Optional<InterfaceName> name = values.interfaceName(Keyword.NAME);
        L2SpecType l2spec = values.word(Keyword.L2SPEC_TYPE, SUBLAYERS).orElse(L2SpecType.DEFAULT);
        SequenceNumbers seq = values.word(Keyword.SEQ, SEQUENCES).orElse(SequenceNumbers.NONE);
        boolean lnsMode = values.word(Keyword.LNS_MODE, SWITCHES).orElse(false);
        int reorder = values.reorderTimeout(Keyword.REORDER_TIMEOUT);
        if (seq != SequenceNumbers.NONE && l2spec == L2SpecType.NONE) {
            throw UtilityException.invalid(
                    PseudowireRule.SEQ_SUBLAYER,
                    "'seq " + seq + "' needs the sublayer that 'l2spec_type none' leaves out",
                    "use 'l2spec_type default', or leave 'seq' out");
        }
        if (reorder != 0 && !seq.required()) {
            warn(
                    PseudowireRule.REORDER_WITHOUT_SEQ.id(),
                    "'reorder_timeout' has no effect without 'seq recv' or 'seq both'");
        }
        for (Keyword offset : List.of(Keyword.OFFSET, Keyword.PEER_OFFSET)) {
            if (words.has(offset)) {
                values.offset(offset);
                warn(UtilityRule.OFFSET.id(), "'" + offset + "' has no effect: the kernel has dropped it");
            }
        }
        return new Command.AddSession(
                new SessionSpec(tunnelId, sessionId, peerSessionId, cookie, peerCookie, l2spec, seq, lnsMode, reorder),
                name);
    }

    private void warn(String rule, String text) {
        warnings.accept("warning " + rule + ": " + text);
    }
}
