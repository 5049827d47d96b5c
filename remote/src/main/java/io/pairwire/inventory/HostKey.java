package io.pairwire.inventory;

import io.pairwire.model.HostName;
import io.pairwire.yaml.Position;
import io.pairwire.yaml.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands where a host should: a name, or a range of names, and perhaps a port.
 *
 * @param names empty where it can be no host, which is then among the problems
 */
record HostKey(List<HostName> names, Optional<Integer> port) {
    private static final Pattern BRACKETED = Pattern.compile("\\[(.+)\\]:([0-9]{1,5})");
    private static final Pattern NAME_AND_PORT = Pattern.compile("((?:[^:\\[\\]]|\\[[^\\]]*\\])+):([0-9]{1,5})");

    HostKey {
        names = List.copyOf(names);
    }

    static HostKey of(String text, Position at, Problems problems) {
        Matcher bracketed = BRACKETED.matcher(text);
        Matcher withPort = bracketed.matches() ? bracketed : NAME_AND_PORT.matcher(text);
        boolean hasPort = withPort.matches();
        Optional<List<String>> texts = HostRange.unfold(hasPort ? withPort.group(1) : text);
        if (texts.isEmpty()) {
            problems.add(
                    InventoryRule.RANGE,
                    at,
                    "the host range " + Problems.quote(text) + " cannot be unfolded",
                    "write [1:3], [01:10] (both of one length), [a:c] or [1:9:2], and at most " + HostRange.MOST_HOSTS
                            + " hosts");
            return new HostKey(List.of(), Optional.empty());
        }
        List<HostName> names = new ArrayList<>();
        for (String name : texts.get()) {
            try {
                names.add(new HostName(name));
            } catch (IllegalArgumentException e) {
                problems.add(
                        InventoryRule.HOST_NAME,
                        at,
                        Problems.quote(name) + " cannot be a host's name",
                        name.indexOf(':') >= 0
                                ? "give it a name, and write 'ansible_host: "
                                        + Problems.quote(name).replace("'", "\"") + "'"
                                : "use 1 to 253 of letters, digits, _ . and -, the first a letter, digit or _");
                return new HostKey(List.of(), Optional.empty());
            }
        }
        return new HostKey(names, hasPort ? Optional.of(Integer.valueOf(withPort.group(2))) : Optional.empty());
    }
}
