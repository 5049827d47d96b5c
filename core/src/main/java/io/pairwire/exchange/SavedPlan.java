package io.pairwire.exchange;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonWriter;
import io.pairwire.model.HostName;
import io.pairwire.plan.HostPlan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A plan that was put aside to be applied just so: what it was made from, what each host should carry, and how each was seen to
 * differ. It holds no cookie, nor a digest of one.
 *
 * @param madeAt when, in words
 * @param topologyFile as the command was given it
 * @param topologyDigest of what stood in it, SHA-256 in hexadecimal digits
 * @param inventories as the command was given them, if it was
 * @param plans what each host should carry, without cookies
 * @param observed how each host differed, without digests of cookies and what depends on the connection
 */
public record SavedPlan(
        String madeAt,
        String topologyFile,
        String topologyDigest,
        List<String> inventories,
        Map<HostName, HostPlan> plans,
        Map<HostName, Reply.Observed> observed) {
    /** The version of the document. */
    private static final int VERSION = 3;

    private static final String FORMAT = "pairwire-plan";

    public SavedPlan {
        inventories = List.copyOf(inventories);
        plans = withoutCookies(plans);
        Map<HostName, Reply.Observed> kept = new LinkedHashMap<>();
        observed.forEach((host, seen) -> kept.put(host, lasting(seen)));
        observed = kept;
    }

    /** Returns plans as they are saved. */
    public static Map<HostName, HostPlan> withoutCookies(Map<HostName, HostPlan> plans) {
        Map<HostName, HostPlan> kept = new LinkedHashMap<>();
        plans.forEach((host, plan) -> kept.put(host, Manifest.withoutCookies(plan)));
        return kept;
    }

    /** Returns what a host said as it is saved: without what another connection may hear otherwise. */
    public static Reply.Observed lasting(Reply.Observed seen) {
        return new Reply.Observed(
                seen.differences(),
                seen.conflicts(),
                seen.manifestStale(),
                Map.of(),
                seen.entangled(),
                Set.of(),
                Optional.empty());
    }

    /** Returns what tells this plan from others. */
    public PlanId id() {
        return PlanId.of(plans.values());
    }

    /** Returns the document, a host a line. */
    public String write() {
        JsonObject head = new JsonObject();
        head.put("format", FORMAT);
        head.put("version", VERSION);
        head.put("made_at", madeAt);
        head.put("topology_file", topologyFile);
        head.put("topology_sha256", topologyDigest);
        head.put("inventories", JsonArray.from(inventories.toArray()));
        String text = JsonWriter.string(head);
        StringBuilder document = new StringBuilder(text.substring(0, text.length() - 1)).append(",\"hosts\":[");
        String separator = "\n";
        for (Map.Entry<HostName, HostPlan> plan : plans.entrySet()) {
            JsonObject host = new JsonObject();
            host.put("plan", HostPlanJson.write(plan.getValue(), HostPlanJson.Audience.MANIFEST));
            Reply.Observed seen = observed.get(plan.getKey());
            if (seen != null) {
                host.put("observed", ReplyJson.object(seen));
            }
            document.append(separator).append(JsonWriter.string(host));
            separator = ",\n";
        }
        return document.append("\n]}\n").toString();
    }

    /** Returns the plan that a document holds. */
    public static SavedPlan read(String text) throws ExchangeException {
        Document document = Document.parse(text);
        if (!document.optionalText("format").equals(Optional.of(FORMAT))) {
            throw new ExchangeException("it is no saved plan");
        }
        int version = document.integer("version");
        if (version != VERSION) {
            throw new ExchangeException("a saved plan of version " + version + "; this command knows " + VERSION);
        }
        Map<HostName, HostPlan> plans = new LinkedHashMap<>();
        Map<HostName, Reply.Observed> observed = new LinkedHashMap<>();
        for (Host host : document.list("hosts", Host::read)) {
            plans.put(host.plan().host(), host.plan());
            host.observed().ifPresent(seen -> observed.put(host.plan().host(), seen));
        }
        return new SavedPlan(
                document.text("made_at"),
                document.text("topology_file"),
                document.text("topology_sha256"),
                document.texts("inventories", source -> source),
                plans,
                observed);
    }

    /** One host's part. */
    private record Host(HostPlan plan, Optional<Reply.Observed> observed) {
        static Host read(Document json) throws ExchangeException {
            return new Host(
                    HostPlanJson.read(json.object("plan")),
                    json.has("observed") ? Optional.of(observed(json.object("observed"))) : Optional.empty());
        }

        private static Reply.Observed observed(Document json) throws ExchangeException {
            if (ReplyJson.read(json) instanceof Reply.Observed seen) {
                return seen;
            }
            throw new ExchangeException("field 'observed' is not what a host observed");
        }
    }
}
