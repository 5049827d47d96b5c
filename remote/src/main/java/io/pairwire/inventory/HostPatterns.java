package io.pairwire.inventory;

import io.pairwire.model.HostName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the hosts that a single pattern of Ansible's stands for: a name, a glob, {@code ~} and a regular expression, a group's {@code [0]} or {@code [1:3]}. */
public final class HostPatterns {
    private static final Pattern SUBSCRIPT =
            Pattern.compile("(.+)\\[(?:(-?[0-9]{1,9})|([0-9]{1,9})[:-]([0-9]{0,9}))\\]");

    private final Map<String, List<HostName>> groups;
    private final Map<String, HostName> hosts = new LinkedHashMap<>();

    private HostPatterns(Map<String, List<HostName>> groups, Collection<HostName> hosts) {
        this.groups = groups;
        hosts.forEach(host -> this.hosts.put(host.text(), host));
    }

    /** Returns patterns over an inventory. */
    public static HostPatterns of(Inventory inventory) {
        Map<String, List<HostName>> groups = new LinkedHashMap<>();
        inventory.groups().forEach((name, group) -> groups.put(name, group.allHosts()));
        return new HostPatterns(groups, inventory.names());
    }

    /** Returns patterns over hosts that are in no group but {@code all}. */
    public static HostPatterns of(Collection<HostName> hosts) {
        return new HostPatterns(Map.of(Group.ALL, List.copyOf(hosts)), hosts);
    }

    /**
     * Returns the hosts of a pattern in Ansible's order, some perhaps twice; none where it matches nothing.
     *
     * @throws IllegalArgumentException where it is no pattern
     */
    public List<HostName> matching(String pattern) {
        HostName host = hosts.get(pattern);
        if (host != null) {
            return List.of(host);
        }
        Matcher subscript = SUBSCRIPT.matcher(pattern);
        return isRegularExpression(pattern) || !subscript.matches()
                ? enumerated(pattern)
                : subscript(enumerated(subscript.group(1)), subscript);
    }

    /** Returns the hosts of all terms together, each once: what Ansible would choose. */
    public List<HostName> choose(List<PatternTerm> terms) {
        List<HostName> chosen = new ArrayList<>();
        for (PatternTerm.Kind kind : PatternTerm.Kind.values()) {
            for (PatternTerm term : PatternTerm.atLeastOneIncluded(terms)) {
                if (term.kind() == kind) {
                    List<HostName> matching = matching(term.pattern());
                    switch (kind) {
                        case INCLUDE -> chosen.addAll(matching);
                        case INTERSECT -> chosen.retainAll(matching);
                        case EXCLUDE -> chosen.removeAll(matching);
                    }
                }
            }
        }
        return chosen.stream().distinct().toList();
    }

    private List<HostName> enumerated(String pattern) {
        Pattern compiled = compile(pattern);
        List<HostName> found = new ArrayList<>();
        boolean group = false;
        for (Map.Entry<String, List<HostName>> entry : groups.entrySet()) {
            if (matches(compiled, pattern, entry.getKey())) {
                group = true;
                found.addAll(entry.getValue());
            }
        }
        if (!group || isRegularExpression(pattern) || pattern.chars().anyMatch(c -> ".?*[".indexOf(c) >= 0)) {
            hosts.forEach((name, host) -> {
                if (matches(compiled, pattern, name)) {
                    found.add(host);
                }
            });
        }
        return found;
    }

    private static List<HostName> subscript(List<HostName> found, Matcher subscript) {
        if (subscript.group(2) != null) {
            int index = Integer.parseInt(subscript.group(2));
            int at = index < 0 ? found.size() + index : index;
            return at >= 0 && at < found.size() ? List.of(found.get(at)) : List.of();
        }
        int from = Integer.parseInt(subscript.group(3));
        int to = subscript.group(4).isEmpty() ? found.size() - 1 : Integer.parseInt(subscript.group(4));
        if (to == 0) {
            // As with Ansible, for which an end of 0 is none.
            return from < found.size() ? List.of(found.get(from)) : List.of();
        }
        return from < found.size() ? found.subList(from, Math.max(from, Math.min(to + 1, found.size()))) : List.of();
    }

    /** Returns the test of a pattern without a subscript against any kind of name. */
    public static java.util.function.Predicate<String> names(String pattern) {
        Pattern compiled = compile(pattern);
        return name -> matches(compiled, pattern, name);
    }

    private static boolean matches(Pattern compiled, String pattern, String name) {
        Matcher matcher = compiled.matcher(name);
        return isRegularExpression(pattern) ? matcher.lookingAt() : matcher.matches();
    }

    private static boolean isRegularExpression(String pattern) {
        return pattern.startsWith("~");
    }

    private static Pattern compile(String pattern) {
        return isRegularExpression(pattern)
                ? Pattern.compile(pattern.substring(1))
                : Pattern.compile(ofGlob(pattern), Pattern.DOTALL);
    }

    private static String ofGlob(String glob) {
        StringBuilder expression = new StringBuilder();
        int at = 0;
        while (at < glob.length()) {
            char c = glob.charAt(at++);
            if (c == '*') {
                expression.append(".*");
            } else if (c == '?') {
                expression.append('.');
            } else {
                Optional<Integer> close = c == '[' ? close(glob, at) : Optional.empty();
                if (close.isPresent()) {
                    expression.append(ofSet(glob.substring(at, close.get())));
                    at = close.get() + 1;
                } else {
                    expression.append(Pattern.quote(String.valueOf(c)));
                }
            }
        }
        return expression.toString();
    }

    /** Returns where a set ends; a bracket that comes first is in it. */
    private static Optional<Integer> close(String glob, int from) {
        int at = from < glob.length() && glob.charAt(from) == '!' ? from + 1 : from;
        int close = glob.indexOf(']', at + 1);
        return close < 0 ? Optional.empty() : Optional.of(close);
    }

    private static String ofSet(String set) {
        boolean not = set.startsWith("!");
        StringBuilder expression = new StringBuilder(not ? "[^" : "[");
        for (char c : set.substring(not ? 1 : 0).toCharArray()) {
            expression.append("\\[]^&".indexOf(c) >= 0 ? "\\" + c : String.valueOf(c));
        }
        return expression.append(']').toString();
    }
}
