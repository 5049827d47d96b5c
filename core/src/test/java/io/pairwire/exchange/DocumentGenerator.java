package io.pairwire.exchange;

import io.pairwire.model.Cookie;
import io.pairwire.model.HostName;
import io.pairwire.model.PseudowireName;
import io.pairwire.model.Side;
import io.pairwire.model.TopologyName;
import io.pairwire.plan.EndCookies;
import io.pairwire.plan.HostPlan;
import io.pairwire.plan.Mirror;
import io.pairwire.plan.TopologyGenerator;
import io.pairwire.reconcile.AttributeChange;
import io.pairwire.reconcile.Conflict;
import io.pairwire.reconcile.Difference;
import io.pairwire.reconcile.Orders;
import io.pairwire.reconcile.Reason;
import io.pairwire.reconcile.Verb;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/** Makes requests and replies of every kind, each another for another seed. */
final class DocumentGenerator {
    private static final String LETTERS = "abcXYZ019 -\"\\/\n\t\u0000\u001b\u00e9\u20ac\ud83d\ude80{}[],:";

    private final Random random;

    DocumentGenerator(long seed) {
        this.random = new Random(seed);
    }

    HostPlan plan() {
        List<HostPlan> plans =
                List.copyOf(Mirror.hostPlans(TopologyGenerator.topology(random)).values());
        HostPlan plan = plans.get(random.nextInt(plans.size()));
        return random.nextInt(10) == 0 ? HostPlan.nothing(plan.topology(), plan.host()) : partlyProtected(plan);
    }

    private HostPlan partlyProtected(HostPlan plan) {
        return new HostPlan(
                plan.topology(),
                plan.host(),
                plan.tunnels(),
                plan.sessions().stream()
                        .map(session -> session.withProtection(random.nextInt(4) == 0))
                        .toList());
    }

    Request request() {
        return switch (random.nextInt(10)) {
            case 0 -> new Request.Observe(plan(), one(Request.Purpose.values()), perhaps(this::claim));
            case 1 -> {
                Orders orders = new Orders(names(), remade());
                yield new Request.Prepare(orders, cookies(), random.nextBoolean(), span(), provenance());
            }
            case 2 -> new Request.Confirm(names(), some(this::text));
            case 3 -> new Request.Reconsider(remade());
            case 4 -> new Request.Resume(new TopologyName("metro"), claim());
            case 5 -> new Request.Apply(names());
            case 6 -> new Request.Heartbeat();
            case 7 -> new Request.Listen(names(), "%032x".formatted(random.nextInt(1 << 30)));
            case 8 -> new Request.Probe(names(), span());
            default -> new Request.RollBack(names(), some(this::text));
        };
    }

    Provenance provenance() {
        return new Provenance(
                text(),
                perhaps(() -> new Commit("%040x".formatted(random.nextInt(1 << 30)), random.nextBoolean())),
                perhaps(() -> new PlanId("%016x".formatted(random.nextInt(1 << 30)))));
    }

    private Request.Claim claim() {
        return new Request.Claim(text(), text(), span());
    }

    private Duration span() {
        return Duration.ofMillis(random.nextInt(1 << 20));
    }

    private Set<PseudowireName> names() {
        return new HashSet<>(list(() -> new PseudowireName("wire" + random.nextInt(100))));
    }

    Reply reply() {
        return switch (random.nextInt(10)) {
            case 0 -> new Reply.Hello(random.nextInt(), text(), text());
            case 1 ->
                new Reply.Observed(
                        list(this::difference),
                        list(() -> new Conflict(new PseudowireName("wire" + random.nextInt(100)), text())),
                        random.nextBoolean(),
                        some(this::text),
                        list(this::names),
                        names(),
                        perhaps(() -> new Reply.Unconfirmed(text(), names())));
            case 2 ->
                new Reply.Applied(
                        list(() -> new Reply.Failure(
                                new PseudowireName("wire" + random.nextInt(100)), text(), text(), text())),
                        list(this::difference),
                        random.nextInt(1 << 20));
            case 3 -> new Reply.Confirmed(perhaps(this::text));
            case 4 -> new Reply.RolledBack(some(() -> list(this::text)));
            case 5 -> new Reply.Prepared(some(this::text));
            case 6 -> new Reply.Resumed(names(), names());
            case 7 -> new Reply.Listening(some(this::text));
            case 8 -> new Reply.Probed(some(this::endProbe));
            default -> new Reply.Refused(one(Reply.Refused.Why.values()), text(), text());
        };
    }

    private EndProbe endProbe() {
        return new EndProbe(
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextBoolean() ? OptionalLong.of(count()) : OptionalLong.empty(),
                random.nextInt(1 << 16),
                perhaps(this::text),
                random.nextBoolean(),
                perhaps(this::text),
                new EndProbe.Growth(count(), count(), count(), count(), count(), count(), count()));
    }

    /** Returns what JSON can hold. */
    private long count() {
        return random.nextLong() >>> 11;
    }

    private Map<PseudowireName, Reason> remade() {
        return some(() -> one(Reason.values()));
    }

    /** Returns a value for each of some pseudowires. */
    private <T> Map<PseudowireName, T> some(Supplier<T> value) {
        Map<PseudowireName, T> some = new HashMap<>();
        list(() -> some.put(new PseudowireName("wire" + random.nextInt(100)), value.get()));
        return some;
    }

    private Map<PseudowireName, EndCookies> cookies() {
        return some(() -> new EndCookies(
                perhaps(() -> new Cookie(random.nextLong(), 8)),
                perhaps(() -> new Cookie(random.nextLong() >>> 32, 4))));
    }

    private Difference difference() {
        return new Difference(
                new PseudowireName("wire" + random.nextInt(100)),
                perhaps(() -> one(Side.values())),
                perhaps(() -> new HostName("host" + random.nextInt(9))),
                perhaps(() -> new HostName("host" + random.nextInt(9))),
                one(Verb.values()),
                one(Reason.values()),
                list(() ->
                        new AttributeChange(text(), perhaps(this::text), perhaps(this::text), random.nextBoolean())));
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            int at = random.nextInt(LETTERS.length());
            text.appendCodePoint(Character.isSurrogate(LETTERS.charAt(at)) ? 0x1f680 : LETTERS.charAt(at));
        }
        return text.toString();
    }

    private <T> Optional<T> perhaps(Supplier<T> value) {
        return random.nextBoolean() ? Optional.of(value.get()) : Optional.empty();
    }

    private <T> List<T> list(Supplier<T> value) {
        List<T> values = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            values.add(value.get());
        }
        return values;
    }

    private <T> T one(T[] values) {
        return values[random.nextInt(values.length)];
    }
}
