package io.pairwire.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A host on the way, as {@code ProxyJump} names it: {@code [user@]host[:port]} or {@code ssh://[user@]host[:port]}.
 *
 * @param user whom to be there; absent where nobody says
 * @param address a DNS name or an IP address, without brackets; never looked up in the inventory, as with {@code ssh}
 * @param port 1 to 65535; absent where nobody says
 */
public record JumpHost(Optional<String> user, String address, Optional<Integer> port) {
    private static final Pattern FORM =
            Pattern.compile("(?:(?<user>[^@\\s]+)@)?(?:\\[(?<six>[0-9A-Fa-f:.%\\w]+)\\]|(?<name>[^\\s@:\\[\\]/]+))"
                    + "(?::(?<port>[0-9]{1,5}))?");

    public JumpHost {
        if (address.isBlank()
                || port.filter(number -> number < 1 || number > 65535).isPresent()) {
            throw new IllegalArgumentException("a jump host has an address, and a port of 1 to 65535 if any");
        }
    }

    /** Returns the hosts of a list with commas, the nearest first; empty where it is no such list. */
    static Optional<List<JumpHost>> list(String text) {
        List<JumpHost> hosts = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            String bare = part.startsWith("ssh://") ? part.substring("ssh://".length()) : part;
            Matcher form = FORM.matcher(bare);
            if (!form.matches()) {
                return Optional.empty();
            }
            Optional<Integer> port = Optional.ofNullable(form.group("port")).map(Integer::valueOf);
            if (port.filter(number -> number < 1 || number > 65535).isPresent()) {
                return Optional.empty();
            }
            hosts.add(new JumpHost(
                    Optional.ofNullable(form.group("user")),
                    form.group("six") != null ? form.group("six") : form.group("name"),
                    port));
        }
        return Optional.of(hosts);
    }

    /** Returns it as {@code ssh -J} takes it. */
    @Override
    public String toString() {
        return user.map(name -> name + "@").orElse("")
                + (address.contains(":") ? "[" + address + "]" : address)
                + port.map(number -> ":" + number).orElse("");
    }
}
