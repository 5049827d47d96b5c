package io.pairwire.kernel;

import io.pairwire.model.InterfaceAddress;
import io.pairwire.model.IpAddress;
import io.pairwire.model.MacAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A person who works at a fake kernel by hand, with the few commands of {@code ip} that tests need. */
public final class FakeIp {
    private final FakeKernel kernel;

    public FakeIp(FakeKernel kernel) {
        this.kernel = kernel;
    }

    /** Does a command such as {@code link set dev blue mtu 1400}; one that the kernel would refuse is the test's fault. */
    public void run(String command) {
        List<String> words = new ArrayList<>(List.of(command.split(" ", -1)));
        String verb = String.join(" ", words.subList(0, 2));
        List<String> rest = words.subList(2, words.size());
        switch (verb) {
            case "link add" ->
                kernel.addLink(
                        rest.get(0), 1500, named(rest.subList(1, rest.size())).getOrDefault("type", ""));
            case "link set" -> set(named(rest));
            case "address add" -> kernel.addresses.add(address(rest));
            case "address del" -> removed(kernel.addresses.remove(address(rest)), command);
            case "l2tp add" -> add(rest.get(0), named(rest.subList(1, rest.size())));
            case "l2tp del" -> delete(rest.get(0), named(rest.subList(1, rest.size())), command);
            default -> throw new IllegalArgumentException("ip " + command);
        }
    }

    private static void removed(boolean done, String command) {
        if (!done) {
            throw new IllegalStateException("nothing there: ip " + command);
        }
    }

    /** Returns words by the word before each; {@code up}, {@code down} and {@code nomaster} stand for themselves. */
    private static Map<String, String> named(List<String> words) {
        Map<String, String> named = new HashMap<>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            boolean alone = word.equals("up") || word.equals("down") || word.equals("nomaster");
            named.put(word, alone ? "" : words.get(++i).replace("\"\"", ""));
        }
        return named;
    }

    private FakeLink link(Map<String, String> said) {
        return kernel.linkByName(String.valueOf(said.get("dev"))).orElseThrow();
    }

    private void set(Map<String, String> said) {
        FakeLink link = link(said);
        for (Map.Entry<String, String> change : said.entrySet()) {
            link = switch (change.getKey()) {
                case "mtu" -> link.withMtu(Integer.parseInt(change.getValue()));
                case "alias" -> link.withAlias(change.getValue());
                case "address" ->
                    link.withMac(MacAddress.parse(change.getValue()).bits());
                case "name" -> link.withName(change.getValue());
                case "nomaster" -> link.withMaster(0);
                default -> link;
            };
        }
        kernel.links.put(link.index(), link);
        if (said.containsKey("up") || said.containsKey("down")) {
            kernel.route.setUp(link, said.containsKey("up"));
        }
    }

    private FakeAddress address(List<String> words) {
        Map<String, String> said = named(words.subList(1, words.size()));
        String[] parts = words.get(0).split("/", -1);
        IpAddress address = IpAddress.parse(parts[0]);
        // ip says the far end's length where there is a far end.
        Optional<String> peer = Optional.ofNullable(said.get("peer"));
        int length = Integer.parseInt(
                peer.map(text -> text.substring(text.indexOf('/') + 1)).orElse(parts[parts.length - 1]));
        Optional<IpAddress> far = peer.map(text -> IpAddress.parse(text.substring(0, text.indexOf('/'))));
        int index = link(said).index();
        return kernel.addresses.stream()
                .filter(there -> there.linkIndex() == index
                        && there.address().equals(new InterfaceAddress(address, length, far)))
                .findFirst()
                .orElse(new FakeAddress(
                        index,
                        new InterfaceAddress(address, length, far),
                        FakeAddress.SCOPE_UNIVERSE,
                        FakeAddress.FLAG_PERMANENT));
    }

    private static int number(Map<String, String> said, String key) {
        String text = said.get(key);
        return text == null ? 0 : Integer.parseUnsignedInt(text);
    }

    private void add(String what, Map<String, String> said) {
        if (what.equals("tunnel")) {
            boolean udp = !String.valueOf(said.get("encap")).equals("ip");
            kernel.adopt(new FakeTunnel(
                    number(said, "tunnel_id"),
                    number(said, "peer_tunnel_id"),
                    3,
                    udp ? FakeTunnel.UDP : FakeTunnel.IP,
                    Optional.ofNullable(said.get("local")).map(IpAddress::parse),
                    Optional.ofNullable(said.get("remote")).map(IpAddress::parse),
                    number(said, "udp_sport"),
                    number(said, "udp_dport"),
                    false,
                    false,
                    false));
        } else {
            kernel.adopt(new FakeSession(
                    number(said, "tunnel_id"),
                    number(said, "session_id"),
                    number(said, "peer_session_id"),
                    FakeSession.ETHERNET,
                    said.getOrDefault("name", ""),
                    said.getOrDefault("l2spec_type", "default").equals("none") ? 0 : 1,
                    said.getOrDefault("cookie", ""),
                    said.getOrDefault("peer_cookie", ""),
                    false,
                    false,
                    false,
                    0));
        }
    }

    private void delete(String what, Map<String, String> said, String command) {
        int tunnelId = number(said, "tunnel_id");
        int before = kernel.tunnels.size() + kernel.sessions.size();
        for (FakeSession session : kernel.sessions()) {
            if (session.tunnelId() == tunnelId
                    && (what.equals("tunnel") || session.id() == number(said, "session_id"))) {
                kernel.remove(session);
            }
        }
        if (what.equals("tunnel")) {
            kernel.tunnels.remove(tunnelId);
        }
        removed(kernel.tunnels.size() + kernel.sessions.size() < before, command);
    }
}
