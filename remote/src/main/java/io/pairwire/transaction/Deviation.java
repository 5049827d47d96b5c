package io.pairwire.transaction;

import io.pairwire.exchange.Reply;
import io.pairwire.model.HostName;
import io.pairwire.model.PseudowireName;
import io.pairwire.reconcile.Conflict;
import io.pairwire.reconcile.Difference;
import io.pairwire.reconcile.Verb;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a host is not as a saved plan has it.
 *
 * @param planned what the plan says of it, in words
 * @param found what the host says now
 */
public record Deviation(HostName host, String what, String planned, String found) {
    private static final String NOTHING = "nothing of it";

    /**
     * Compares what hosts say with what they said when a plan was saved, host by host.
     *
     * @param saved what they said then
     * @param observed what they say now
     */
    public static List<Deviation> between(Map<HostName, Reply.Observed> saved, Map<HostName, Reply.Observed> observed) {
        List<Deviation> deviations = new ArrayList<>();
        Set<HostName> hosts = new LinkedHashSet<>(saved.keySet());
        hosts.addAll(observed.keySet());
        for (HostName host : hosts) {
            Map<PseudowireName, String> then = words(saved.get(host));
            Map<PseudowireName, String> now = words(observed.get(host));
            Set<PseudowireName> pseudowires = new LinkedHashSet<>(then.keySet());
            pseudowires.addAll(now.keySet());
            for (PseudowireName pseudowire : pseudowires) {
                String planned = then.getOrDefault(pseudowire, NOTHING);
                String found = now.getOrDefault(pseudowire, NOTHING);
                if (!planned.equals(found)) {
                    deviations.add(new Deviation(host, pseudowire.text(), planned, found));
                }
            }
            String oldManifest = manifest(saved.get(host));
            String newManifest = manifest(observed.get(host));
            if (!oldManifest.equals(newManifest)) {
                deviations.add(new Deviation(host, "the manifest", oldManifest, newManifest));
            }
        }
        return deviations;
    }

    private static String manifest(Reply.@Nullable Observed seen) {
        return seen == null ? "not asked" : seen.manifestStale() ? "out of date" : "as it should be";
    }

    private static Map<PseudowireName, String> words(Reply.@Nullable Observed seen) {
        Map<PseudowireName, String> words = new LinkedHashMap<>();
        if (seen != null) {
            seen.differences().forEach(difference -> words.put(difference.pseudowire(), words(difference)));
            for (Conflict conflict : seen.conflicts()) {
                words.put(conflict.pseudowire(), "left alone: " + conflict.message());
            }
        }
        return words;
    }

    private static String words(Difference difference) {
        if (difference.verb() == Verb.NOTHING) {
            return difference.reason().toString();
        }
        StringBuilder words = new StringBuilder(difference.verb() + " (" + difference.reason() + ")");
        String separator = ": ";
        for (var attribute : difference.attributes()) {
            words.append(separator)
                    .append(attribute.name())
                    .append(' ')
                    .append(attribute.from().orElse("(none)"))
                    .append(" -> ")
                    .append(attribute.to().orElse("(none)"));
            separator = ", ";
        }
        return words.toString();
    }
}
