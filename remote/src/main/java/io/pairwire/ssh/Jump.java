package io.pairwire.ssh;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A host on the way, as {@code ProxyJump} names it: {@code [user@]host[:port]}, also as {@code ssh://} URI. */
record Jump(Optional<String> user, String host, OptionalInt port) {
    private static final Pattern FORM =
            Pattern.compile("(?:ssh://)?(?:(?<user>.+)@)?(?:\\[(?<six>[^\\]]+)\\]|(?<name>[^:\\[\\]@/]+))"
                    + "(?::(?<port>[0-9]{1,5}))?/?");

    /** Returns the hosts of a line, the nearest first; none where it says so. */
    static List<Jump> list(ConfigLine line) throws SshConfigException {
        String text = line.word();
        List<Jump> jumps = new ArrayList<>();
        if (text.equalsIgnoreCase("none")) {
            return jumps;
        }
        for (String part : text.split(",", -1)) {
            Matcher form = FORM.matcher(part);
            if (!form.matches()) {
                throw line.wrong("'" + part + "' is no [user@]host[:port] to jump over");
            }
            OptionalInt port = form.group("port") == null
                    ? OptionalInt.empty()
                    : OptionalInt.of(Integer.parseInt(form.group("port")));
            if (port.isPresent() && (port.getAsInt() < 1 || port.getAsInt() > 65535)) {
                throw line.wrong("a port is 1 to 65535, not " + port.getAsInt());
            }
            jumps.add(new Jump(
                    Optional.ofNullable(form.group("user")),
                    form.group("six") != null ? form.group("six") : form.group("name"),
                    port));
        }
        return jumps;
    }
}
