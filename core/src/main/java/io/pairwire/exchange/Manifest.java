package io.pairwire.exchange;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonWriter;
import io.pairwire.plan.HostPlan;
import io.pairwire.plan.MadeCookies;
import io.pairwire.plan.PlannedSession;
import java.util.Optional;

/** What a topology has left on a host, as a document that the host keeps: its plan there, without the cookies. */
public final class Manifest {
    /** The version of the document; one of version 1 has nothing in named network namespaces, and no bridges. */
    private static final int VERSION = 2;

    private static final int OLDEST_VERSION = 1;

    private Manifest() {}

    /** Returns a plan as its manifest says it: without cookies. */
    public static HostPlan withoutCookies(HostPlan plan) {
        return new HostPlan(
                plan.topology(),
                plan.host(),
                plan.tunnels(),
                plan.sessions().stream().map(Manifest::withoutCookies).toList());
    }

    /** Returns the document. */
    public static String write(HostPlan plan) {
        JsonObject json = new JsonObject();
        json.put("version", VERSION);
        json.putAll(HostPlanJson.write(plan, HostPlanJson.Audience.MANIFEST));
        return JsonWriter.string(json) + "\n";
    }

    /** Returns the plan that a document holds. */
    public static HostPlan read(String text) throws ExchangeException {
        Document document = Document.parse(text);
        int version = document.integer("version");
        if (version < OLDEST_VERSION || version > VERSION) {
            throw new ExchangeException("a manifest of version " + version + "; this agent knows versions "
                    + OLDEST_VERSION + " to " + VERSION);
        }
        return HostPlanJson.read(document);
    }

    private static PlannedSession withoutCookies(PlannedSession planned) {
        return new PlannedSession(
                planned.pseudowire(),
                planned.side(),
                planned.peerHost(),
                planned.netns(),
                planned.session().withCookies(Optional.empty(), Optional.empty()),
                MadeCookies.NONE,
                planned.link());
    }
}
