package io.pairwire.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.pairwire.model.Topology;
import io.pairwire.reconcile.Verb;
import io.pairwire.topology.TopologyReading;
import io.pairwire.transaction.EndChange;
import io.pairwire.transaction.PairChange;
import io.pairwire.transaction.PairPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A walk through a world, each step some edits of the topology file or some work by hand, and then all that must hold.
 *
 * <p>The plan says what follows from the step and nothing else, and looking at it changes nothing. One apply converges; the next
 * has nothing to do and sends no order. What the step did not concern keeps its interface and counters, what is not ours stands
 * untouched, and the kernels of both ends mirror each other.
 */
public final class Walk {
    private static final Set<String> FOREIGN_TUNNELS = Set.of("41", "43");
    private static final Set<String> FOREIGN_INTERFACES = Set.of("hand0", "other0");

    /** Every so many steps a second apply is made. */
    private static final int AGAIN = 4;

    private final long seed;
    private final Random random;
    private final Ground ground;
    private final World world;
    private final Edits edits;
    private Draft draft;
    private Topology topology;
    private final Map<String, Set<String>> foreign;

    /** What the kernels carry after the last step, and the work by hand since. */
    private Map<String, List<Fact>> carried;

    private int steps;

    /** What the step that is under way did, what was before and what came: told where it fails. */
    private final List<String> story = new ArrayList<>();

    /** Begins a walk: makes what is foreign, and brings a first topology up. */
    public Walk(long seed, Ground ground) throws InterruptedException {
        this.seed = seed;
        this.random = new Random(seed);
        this.ground = ground;
        this.world = new World(ground);
        this.edits = new Edits(random, ground);
        this.draft = new Draft();
        this.topology = world.read(draft.text()).topology().orElseThrow();
        makeForeign();
        this.carried = ground.dump();
        this.foreign = foreign(carried);
        step(edits.begin(), List.of(), new Hand(random, ground));
    }

    /** Somebody else's tunnels: one made by hand, one that another topology has marked. */
    private void makeForeign() {
        for (String host : ground.hosts()) {
            for (boolean inside : new boolean[] {false, true}) {
                String local = ground.addresses(host, false, inside).get(0);
                String far =
                        ground.addresses(ground.hosts().get(0), false, !inside).get(1);
                ground.ip(
                        host,
                        inside,
                        List.of(
                                "l2tp add tunnel tunnel_id 41 peer_tunnel_id 42 encap udp local " + local + " remote "
                                        + far + " udp_sport 4100 udp_dport 4200",
                                "l2tp add session name hand0 tunnel_id 41 session_id 51 peer_session_id 52",
                                "l2tp add tunnel tunnel_id 43 peer_tunnel_id 44 encap ip local " + local + " remote "
                                        + far,
                                "l2tp add session name other0 tunnel_id 43 session_id 53 peer_session_id 54 cookie"
                                        + " 0123456789abcdef peer_cookie 76543210",
                                "link set dev other0 alias pairwire:other/w1#0123456789abcdef mtu 1400"));
            }
        }
    }

    /** Returns the topology that the hosts carry now. */
    public Topology topology() {
        return topology;
    }

    /** Takes a step. */
    public void step() throws InterruptedException {
        steps++;
        Hand hand = new Hand(random, ground);
        List<String> done = new ArrayList<>();
        Draft next = draft.copy();
        next.moved.clear();
        if (random.nextInt(8) == 0) {
            done.add(loseManifest());
        } else if (random.nextInt(3) == 0) {
            for (int i = random.nextInt(3); i >= 0; i--) {
                Optional<String> work = hand.work(carried);
                work.ifPresent(done::add);
                carried = work.isPresent() ? ground.dump() : carried;
            }
        }
        if (done.isEmpty() || random.nextInt(3) == 0) {
            next = edited(next, done);
        }
        step(next, done, hand);
    }

    /** Returns the file after one to three edits that leave it sound, with every host still in it. */
    private Draft edited(Draft from, List<String> done) {
        Draft sound = from;
        for (int wanted = random.nextInt(3); wanted >= 0; wanted--) {
            for (int attempt = 0; attempt < 50; attempt++) {
                Draft tried = sound.copy();
                Optional<String> edit = edits.edit(tried);
                if (edit.isPresent() && isSound(tried)) {
                    sound = tried;
                    done.add(edit.get());
                    break;
                }
            }
        }
        return sound;
    }

    private boolean isSound(Draft tried) {
        Optional<Topology> read = world.read(tried.text()).topology();
        Set<String> hosts = new HashSet<>();
        read.ifPresent(sound -> End.of(sound).keySet().forEach(key -> hosts.add(key.host())));
        return hosts.containsAll(ground.hosts());
    }

    private String loseManifest() {
        String host = ground.hosts().get(random.nextInt(ground.hosts().size()));
        try {
            Files.deleteIfExists(ground.files(host).resolve("lib").resolve("walk.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return host + " loses its manifest";
    }

    private void step(Draft next, List<String> done, Hand hand) throws InterruptedException {
        TopologyReading reading = world.read(next.text());
        Topology wanted = reading.topology().orElseThrow();
        world.keepAllocated(reading);
        story.clear();
        story.add("seed " + seed + ", step " + steps + ": " + done);
        story.add("before:\n" + draft.text());
        story.add("after:\n" + next.text());
        try {
            planIsExact(wanted, hand);
            Map<String, List<Fact>> before = carried;
            converges(wanted);
            carried = ground.dump();
            unchangedOnesStay(wanted, hand, before, carried);
            assertThat(foreign(carried)).as("what is not ours").isEqualTo(foreign);
            new Mirrored(carried).holdsFor(wanted);
        } catch (AssertionError e) {
            throw new AssertionError(String.join("\n", story) + "\n" + e.getMessage(), e);
        }
        draft = next;
        topology = wanted;
    }

    private void planIsExact(Topology wanted, Hand hand) throws InterruptedException {
        long orders = ground.orders();
        Map<Path, String> files = files();
        World.Done looked = world.plan(wanted);
        story.add("plan: " + looked);
        assertThat(looked.said()).as("complaints about looking").isEmpty();
        assertThat(ground.orders()).as("orders for a plan").isEqualTo(orders);
        assertThat(files()).as("files after a plan").isEqualTo(files);
        assertThat(still(ground.dump())).as("what is carried after a plan").isEqualTo(still(carried));
        assertThat(looked.plan().held()).as("what is left alone").isEmpty();
        Map<End.Key, Verb> planned = verbs(looked.plan());
        Map<End.Key, Verb> expected = hand.verbs(topology, wanted);
        Map<End.Key, End.Key> renamed = End.renamed(End.of(topology), End.of(wanted));
        expected.forEach((end, verb) -> {
            Verb said = planned.getOrDefault(end, Verb.NOTHING);
            if (!hand.disturbed.contains(end)) {
                // One that has another name now is told of under that alone, and is changed for it anyway.
                boolean changed = hand.changed.contains(end) && !renamed.containsValue(end);
                boolean mended = changed && verb == Verb.NOTHING;
                // What was changed by hand may have become what the file now asks for.
                boolean anticipated = changed && verb == Verb.CHANGE && said == Verb.NOTHING;
                assertThat(said)
                        .as("what is planned for " + end)
                        .isEqualTo(mended ? Verb.CHANGE : anticipated ? Verb.NOTHING : verb);
            }
        });
        assertThat(expected.keySet()).as("ends that are planned for").containsAll(planned.keySet());
    }

    /** Returns what a plan does to each end, of which it tells once. */
    private static Map<End.Key, Verb> verbs(PairPlan plan) {
        Map<End.Key, Verb> verbs = new HashMap<>();
        for (PairChange change : plan.changes()) {
            for (Optional<EndChange> end : List.of(change.a(), change.b())) {
                end.ifPresent(there -> {
                    End.Key key =
                            new End.Key(change.pseudowire().text(), there.host().text());
                    assertThat(verbs.put(key, there.difference().verb()))
                            .as("another change of " + key)
                            .isNull();
                });
            }
        }
        return verbs;
    }

    /** One apply does it; a second has nothing to do, and does nothing where it is asked all the same. */
    private void converges(Topology wanted) throws InterruptedException {
        World.Done applied = world.apply(wanted);
        story.add("apply: " + applied);
        assertThat(applied.said()).as("complaints about applying").isEmpty();
        assertThat(applied.kept()).as("kept").isTrue();
        World.Done looked = world.plan(wanted);
        story.add("then: " + looked);
        isNothing(looked.plan(), wanted);
        if (steps % AGAIN == 0) {
            long orders = ground.orders();
            World.Done again = world.apply(wanted);
            story.add("again: " + again);
            isNothing(again.plan(), wanted);
            assertThat(again.kept()).isTrue();
            assertThat(again.netlinkWrites())
                    .as("netlink writes of a second run")
                    .isZero();
            assertThat(ground.orders()).as("orders of a second run").isEqualTo(orders);
        }
    }

    private static void isNothing(PairPlan plan, Topology wanted) {
        assertThat(plan.changes()).as("changes after an apply").isEmpty();
        assertThat(plan.held()).as("what is left alone after an apply").isEmpty();
        assertThat(plan.unchanged())
                .as("unchanged after an apply")
                .isEqualTo(wanted.pseudowires().size());
    }

    private void unchangedOnesStay(
            Topology wanted, Hand hand, Map<String, List<Fact>> before, Map<String, List<Fact>> after) {
        Mirrored old = new Mirrored(before);
        Mirrored now = new Mirrored(after);
        Map<End.Key, End.Key> renamed = End.renamed(End.of(topology), End.of(wanted));
        hand.verbs(topology, wanted).forEach((end, verb) -> {
            End.Key former = renamed.getOrDefault(end, end);
            if (!renamed.containsValue(end)
                    && !hand.deleted.contains(former)
                    && (verb == Verb.NOTHING || verb == Verb.CHANGE)) {
                assertThat(now.one(end).link().get("index"))
                        .as("interface index of " + end)
                        .isEqualTo(old.one(former).link().get("index"));
                for (String counter : List.of("tx", "rx")) {
                    assertThat(Long.parseLong(now.one(end).session().get(counter)))
                            .as(counter + " counter of " + end)
                            .isGreaterThanOrEqualTo(
                                    Long.parseLong(old.one(former).session().get(counter)));
                }
            }
        });
    }

    private static Map<String, Set<String>> foreign(Map<String, List<Fact>> dump) {
        return still(dump, Walk::isForeign);
    }

    static boolean isForeign(Fact fact) {
        return switch (fact.kind()) {
            case "tunnel" -> FOREIGN_TUNNELS.contains(fact.get("id"));
            case "session" -> FOREIGN_TUNNELS.contains(fact.get("tunnel"));
            case "link" -> FOREIGN_INTERFACES.contains(fact.get("name"));
            default -> false;
        };
    }

    private static Map<String, Set<String>> still(Map<String, List<Fact>> dump) {
        // A link-local address is the kernel's, and comes a moment after the interface is up.
        return still(dump, fact -> !fact.is("address") || !fact.get("local").startsWith("fe80:"));
    }

    /** Returns some of what is carried as texts, without what changes by itself; dumps come in any order. */
    private static Map<String, Set<String>> still(Map<String, List<Fact>> dump, Predicate<Fact> which) {
        Map<String, Set<String>> still = new TreeMap<>();
        dump.forEach((place, facts) -> still.put(
                place,
                facts.stream()
                        .filter(which)
                        .map(fact -> fact.still().toString())
                        .collect(Collectors.toCollection(TreeSet::new))));
        return still;
    }

    private Map<Path, String> files() {
        Map<Path, String> files = new TreeMap<>();
        for (String host : ground.hosts()) {
            for (String directory : List.of("lib", "run")) {
                Path where = ground.files(host).resolve(directory);
                if (Files.isDirectory(where)) {
                    try (Stream<Path> found = Files.walk(where)) {
                        for (Path file : found.filter(Files::isRegularFile).toList()) {
                            files.put(file, Files.readString(file));
                        }
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
            }
        }
        return files;
    }
}
