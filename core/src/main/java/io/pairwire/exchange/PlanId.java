package io.pairwire.exchange;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonWriter;
import io.pairwire.plan.HostPlan;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;

/**
 * What tells a plan from others: 16 hexadecimal digits, the beginning of a SHA-256 over what each host is to carry, without cookies. Neither the
 * order of anything in files nor a host that is to carry nothing makes it another.
 */
public record PlanId(String text) {
    private static final int OCTETS = 8;

    public PlanId {
        if (!text.matches("[0-9a-f]{16}")) {
            throw new IllegalArgumentException("a plan's ID is 16 hexadecimal digits");
        }
    }

    /** Returns the ID of what hosts are to carry. */
    public static PlanId of(Collection<HostPlan> plans) {
        MessageDigest digest = sha256();
        plans.stream()
                .filter(plan -> !plan.tunnels().isEmpty() || !plan.sessions().isEmpty())
                .sorted(Comparator.comparing(plan -> plan.host().text()))
                .forEach(plan -> add(digest, plan));
        return new PlanId(HexFormat.of().formatHex(digest.digest(), 0, OCTETS));
    }

    private static void add(MessageDigest digest, HostPlan plan) {
        JsonObject json = HostPlanJson.write(plan, HostPlanJson.Audience.MANIFEST);
        add(digest, plan.topology() + " " + plan.host());
        addSorted(digest, json.getArray("tunnels"));
        addSorted(digest, json.getArray("sessions"));
    }

    private static void addSorted(MessageDigest digest, JsonArray array) {
        add(digest, Integer.toString(array.size()));
        array.stream().map(JsonWriter::string).sorted().forEach(text -> add(digest, text));
    }

    private static void add(MessageDigest digest, String line) {
        digest.update((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
