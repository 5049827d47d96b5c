package io.pairwire.agent;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a host's audit log tells, as somebody reads it who asks later. */
public final class AuditTrail {
    private static final Pattern PSEUDOWIRE = Pattern.compile("\"pseudowire\":\"([^\"]+)\"");
    private final List<Entry> entries = new ArrayList<>();

    /** One line: an event of one part of a run's change. */
    private record Entry(String run, String event, Set<String> part) {}

    private AuditTrail(List<String> lines) {
        for (String line : lines) {
            if (!line.startsWith("{\"version\":1,\"time\":\"") || !line.endsWith("}")) {
                // One that was cut off.
                continue;
            }
            entries.add(new Entry(field(line, "run"), field(line, "event"), part(line)));
        }
    }

    /** Reads the log of a host. */
    public static AuditTrail of(FakeDisk disk) {
        return new AuditTrail(disk.audit());
    }

    private static String field(String line, String name) {
        Matcher matcher = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(line);
        if (!matcher.find()) {
            throw new AssertionError("no " + name + " in " + line);
        }
        return matcher.group(1);
    }

    private static Set<String> part(String line) {
        int from = line.indexOf("\"pseudowires\":[");
        Set<String> names = new TreeSet<>();
        Matcher matcher = PSEUDOWIRE.matcher(line.substring(from, line.indexOf(']', from)));
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }

    /** Returns the parts of a run's change that something befell. */
    public Set<Set<String>> parts(String run, String event) {
        Set<Set<String>> parts = new LinkedHashSet<>();
        for (Entry entry : entries) {
            if (entry.run().equals(run) && entry.event().equals(event)) {
                parts.add(entry.part());
            }
        }
        return parts;
    }

    /** Returns the pseudowires that something befell in a run. */
    public Set<String> names(String run, String event) {
        Set<String> names = new TreeSet<>();
        parts(run, event).forEach(names::addAll);
        return names;
    }

    /** Throws unless all that a run has begun has come to one end, and nothing has that was not begun but was cut off just before. */
    public void requireEnds(String run, String when) {
        Set<Set<String>> begun = parts(run, "begun");
        Set<Set<String>> kept = parts(run, "kept");
        Set<Set<String>> back = parts(run, "taken_back");
        for (Set<String> part : begun) {
            if (kept.contains(part) == back.contains(part)) {
                throw new AssertionError(
                        when + ": " + part + " was begun by " + run + ", then kept: " + kept + ", taken back: " + back);
            }
        }
        if (!begun.containsAll(kept)) {
            throw new AssertionError(when + ": kept " + kept + " of " + run + " though begun were only " + begun);
        }
    }
}
