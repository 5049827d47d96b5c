package io.pairwire.topology;

import io.pairwire.model.AssignedCookie;
import io.pairwire.model.Encapsulation;
import io.pairwire.model.HostName;
import io.pairwire.model.IpAddress;
import io.pairwire.model.Pseudowire;
import io.pairwire.model.PseudowireEnd;
import io.pairwire.model.Side;
import io.pairwire.model.TunnelEnd;
import io.pairwire.model.UdpChecksums;
import io.pairwire.topology.Origin.Kind;
import io.pairwire.topology.PairSettings.Found;
import io.pairwire.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Tells of each parameter of one end of a pseudowire where its value came from. */
final class EndTrace {
    private final Pseudowire pseudowire;
    private final Side side;
    private final PairSettings own;
    private final PairSettings ofTunnel;
    private final Optional<String> tunnelName;
    private final String file;
    private final LockFile lock;
    private final Moves moves;
    private final Function<HostName, String> inventory;
    private final List<Origin> parameters = new ArrayList<>(32);

    /**
     * A trace of one end.
     *
     * @param own the pseudowire's settings
     * @param ofTunnel those of the tunnel that it shares, or its own again
     * @param tunnelName the tunnel that it shares, if it does
     */
    EndTrace(
            Pseudowire pseudowire,
            Side side,
            PairSettings own,
            PairSettings ofTunnel,
            Optional<String> tunnelName,
            String file,
            LockFile lock,
            Moves moves,
            Function<HostName, String> inventory) {
        this.pseudowire = pseudowire;
        this.side = side;
        this.own = own;
        this.ofTunnel = ofTunnel;
        this.tunnelName = tunnelName;
        this.file = file;
        this.lock = lock;
        this.moves = moves;
        this.inventory = inventory;
    }

    List<Origin> parameters() {
        tunnel();
        session();
        link();
        return parameters;
    }

    private void tunnel() {
        TunnelEnd near = pseudowire.tunnel().end(side);
        TunnelEnd far = pseudowire.tunnel().end(side.far());
        add("host", near.host(), ofTunnel.foundHost(side), ofTunnel);
        near.netns().ifPresent(netns -> add(Key.NETNS, netns, ofTunnel));
        add(Key.ENCAP, near.udpPort().isPresent() ? Encapsulation.Type.UDP : Encapsulation.Type.IP, ofTunnel);
        local(near);
        derived("remote", far.local(), "the far end's local");
        allocated(
                Key.TUNNEL_ID,
                Quantity.TUNNEL_ID,
                near.tunnelId(),
                near.tunnelId().bits(),
                ofTunnel);
        derived("peer_tunnel_id", far.tunnelId(), "the far end's tunnel_id");
        near.udpPort().ifPresent(port -> allocated(Key.UDP_PORT, Quantity.UDP_PORT, port, port.number(), ofTunnel));
        far.udpPort().ifPresent(port -> derived("udp_dport", port, "the far end's udp_port"));
        if (near.udpPort().isPresent()) {
            checksums(near);
        }
    }

    private void local(TunnelEnd near) {
        Optional<Found> written = ofTunnel.found(Key.LOCAL, side);
        if (written.isPresent()) {
            add(Key.LOCAL, near.local(), ofTunnel);
        } else {
            parameters.add(new Origin(
                    Key.LOCAL.text(),
                    near.local().toString(),
                    Kind.INVENTORY,
                    "inventory: " + inventory.apply(near.host()) + " of " + near.host(),
                    Optional.empty()));
        }
    }

    private void checksums(TunnelEnd near) {
        UdpChecksums checksums = near.checksums();
        if (near.local().family() == IpAddress.Family.IPV4) {
            add(Key.UDP_CHECKSUM, onOff(checksums.ipv4()), ofTunnel);
            return;
        }
        add(Key.UDP6_CHECKSUM_TX, onOff(checksums.ipv6Sent()), ofTunnel);
        if (ofTunnel.found(Key.UDP6_CHECKSUM_RX, side).isPresent()) {
            add(Key.UDP6_CHECKSUM_RX, onOff(checksums.ipv6Required()), ofTunnel);
        } else {
            derived(Key.UDP6_CHECKSUM_RX.text(), onOff(checksums.ipv6Required()), "the far end's udp6_checksum_tx");
        }
    }

    private static String onOff(boolean on) {
        return on ? "on" : "off";
    }

    private void session() {
        PseudowireEnd near = pseudowire.end(side);
        PseudowireEnd far = pseudowire.end(side.far());
        allocated(
                Key.SESSION_ID,
                Quantity.SESSION_ID,
                near.sessionId(),
                near.sessionId().bits(),
                own);
        derived("peer_session_id", far.sessionId(), "the far end's session_id");
        add(Key.COOKIE, cookie(near), own);
        if (near.assignedCookie().source() == AssignedCookie.Source.DERIVED) {
            Optional<Found> generation = own.found(Key.COOKIE_GENERATION, side);
            String number = generation
                    .flatMap(found -> found.value().scalar())
                    .map(YamlScalar::text)
                    .orElse("1");
            add(Key.COOKIE_GENERATION.text(), number, generation, own);
        }
        derived("peer_cookie", cookie(far), "the far end's cookie");
        add(Key.L2SPEC, pseudowire.l2spec(), own);
        add(Key.SEQ, pseudowire.seq(), own);
        add(Key.LNS_MODE, onOff(pseudowire.lnsMode()), own);
        add(Key.REORDER_TIMEOUT, pseudowire.reorderTimeoutMillis() + " ms", own);
    }

    private static String cookie(PseudowireEnd end) {
        String octets = octets(end) + " octets";
        return switch (end.assignedCookie().source()) {
            case NONE -> "none";
            case MADE -> octets + ", made at apply";
            case WRITTEN -> octets;
            case KEPT -> octets + ", kept elsewhere";
            case DERIVED -> octets + ", derived";
        };
    }

    /** Returns the length of the cookie that an end assigns. */
    private static int octets(PseudowireEnd end) {
        return end.assignedCookie().octets();
    }

    private void link() {
        PseudowireEnd near = pseudowire.end(side);
        if (own.found(Key.INTERFACE, side).isPresent()) {
            add(Key.INTERFACE, near.interfaceName(), own);
        } else {
            derived(Key.INTERFACE.text(), near.interfaceName(), "the pseudowire's name");
        }
        mtu();
        near.bridge().ifPresent(bridge -> add(Key.BRIDGE, bridge, own));
        near.mac().ifPresent(mac -> add(Key.MAC, mac, own));
        if (!near.addresses().isEmpty()) {
            String addresses = String.join(
                    ", ", near.addresses().stream().map(Object::toString).toList());
            add(Key.ADDRESS, addresses, own);
        }
        if (pseudowire.isProtected()) {
            add(Key.PROTECT, "true", own);
        }
        if (!pseudowire.tags().isEmpty()) {
            add(Key.TAGS, String.join(", ", pseudowire.tags()), own);
        }
    }

    private void mtu() {
        Optional<Found> ofPair = own.found(Key.UNDERLAY_MTU, side).filter(found -> found.level() == Level.MEMBER);
        Optional<Found> ofShared = ofTunnel.found(Key.UNDERLAY_MTU, side)
                .filter(found -> found.level() != Level.DEFAULTS || tunnelName.isEmpty());
        PairSettings decides = ofPair.isEmpty() && ofShared.isPresent() ? ofTunnel : own;
        Optional<Found> underlay = decides.found(Key.UNDERLAY_MTU, side);
        String octets = underlay.flatMap(found -> found.value().scalar())
                .map(YamlScalar::text)
                .orElse(Integer.toString(PairRules.USUAL_UNDERLAY_MTU));
        add(Key.UNDERLAY_MTU.text(), octets, underlay, decides);
        Optional<Found> written = own.found(Key.MTU, side);
        boolean auto = written.flatMap(found -> found.value().scalar())
                .map(YamlScalar::text)
                .filter(text -> !text.equals("auto"))
                .isEmpty();
        if (auto) {
            derived(Key.MTU.text(), pseudowire.mtu(), arithmetic(octets));
        } else {
            add(Key.MTU, pseudowire.mtu(), own);
        }
    }

    /** Returns what {@link io.pairwire.model.Mtu} does, in words; what is left over is the inner Ethernet header. */
    private String arithmetic(String underlay) {
        TunnelEnd near = pseudowire.tunnel().end(side);
        IpAddress.Family family = near.local().family();
        Encapsulation.Type encap = near.udpPort().isPresent() ? Encapsulation.Type.UDP : Encapsulation.Type.IP;
        int cookie = Math.max(
                pseudowire.a().assignedCookie().octets(),
                pseudowire.b().assignedCookie().octets());
        int sublayer = pseudowire.l2spec().octets();
        int outer = family.headerOctets() + encap.headerOctets() + cookie + sublayer;
        return "underlay_mtu " + underlay + " - " + family.headerOctets() + " " + family + " - " + encap.headerOctets()
                + (encap == Encapsulation.Type.UDP ? " UDP and L2TP" : " L2TP")
                + (cookie == 0 ? "" : " - " + cookie + " cookie")
                + (sublayer == 0 ? "" : " - " + sublayer + " sublayer")
                + " - " + (Integer.parseInt(underlay) - outer - pseudowire.mtu()) + " Ethernet";
    }

    private void derived(String parameter, Object value, String from) {
        parameters.add(Origin.derived(parameter, value, from));
    }

    private void add(Key key, Object value, PairSettings settings) {
        add(key.text(), value, settings.found(key, side), settings);
    }

    private void add(String parameter, Object value, Optional<Found> found, PairSettings settings) {
        parameters.add(found.map(there -> new Origin(
                        parameter,
                        value.toString(),
                        kind(there.level()),
                        words(there.level(), settings),
                        Optional.of(new Origin.Line(file, there.value().at().line()))))
                .orElseGet(() -> new Origin(parameter, value.toString(), Kind.BUILT_IN, "built-in", Optional.empty())));
    }

    private static Kind kind(Level level) {
        return switch (level) {
            case DEFAULTS -> Kind.DEFAULTS;
            case PROFILE -> Kind.PROFILE;
            case TUNNEL -> Kind.TUNNEL;
            case PSEUDOWIRE, MEMBER -> Kind.PSEUDOWIRE;
            case TUNNEL_END, PSEUDOWIRE_END, MEMBER_END -> Kind.END;
        };
    }

    private String words(Level level, PairSettings settings) {
        return switch (level) {
            case DEFAULTS -> "defaults";
            case PROFILE ->
                "profile "
                        + settings.pair()
                                .get(Key.PROFILE_KEY)
                                .flatMap(value -> value.scalar())
                                .map(YamlScalar::text)
                                .orElse("");
            case TUNNEL -> "tunnel " + tunnelName.orElse("");
            case TUNNEL_END -> "end " + side + " of tunnel " + tunnelName.orElse("");
            case PSEUDOWIRE, MEMBER -> "pseudowire " + pseudowire.name();
            case PSEUDOWIRE_END, MEMBER_END -> "end " + side;
        };
    }

    private void allocated(Key key, Quantity quantity, Object value, int number, PairSettings settings) {
        if (settings.found(key, side).isPresent()) {
            add(key, value, settings);
            return;
        }
        boolean ofSharedTunnel = quantity != Quantity.SESSION_ID && tunnelName.isPresent();
        Holder holder = ofSharedTunnel
                ? Holder.tunnel(tunnelName.get())
                : Holder.pseudowire(pseudowire.name().text());
        Optional<Origin.Line> line = lines(holder, quantity, number);
        parameters.add(new Origin(
                key.text(),
                value.toString(),
                Kind.LOCK_FILE,
                line.isPresent() ? "lock file" : "allocated; the lock file does not have it yet",
                line));
    }

    /** Returns the line of the lock file that has a number, under the holder's name or one that it had before. */
    private Optional<Origin.Line> lines(Holder holder, Quantity quantity, int number) {
        List<Holder> names = new ArrayList<>(List.of(holder));
        names.addAll(moves.before(holder));
        return names.stream()
                .flatMap(name -> Optional.ofNullable(lock.draft().entries().get(name)).stream())
                .filter(given -> given.value().orElse(Holding.NONE).of(quantity).of(side) == number)
                .findFirst()
                .map(given -> new Origin.Line(lock.name(), given.at().line()));
    }
}
