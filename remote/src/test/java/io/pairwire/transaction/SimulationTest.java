package io.pairwire.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.pairwire.agent.AuditTrail;
import io.pairwire.cli.AuditSchema;
import io.pairwire.model.HostName;
import io.pairwire.model.PseudowireName;
import io.pairwire.model.Topology;
import io.pairwire.plan.HostPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever breaks at whatever moment: when every host has settled, both ends of a pseudowire are as they were, or both are as planned, or
 * the run has said, or written down before it died, that they may be split; and the next run mends it.
 */
final class SimulationTest {
    private static final HostName LON1 = new HostName("lon1");
    private static final HostName PAR1 = new HostName("par1");
    private static final HostName AMS1 = new HostName("ams1");
    private static final Set<HostName> HOSTS = new TreeSet<>(Set.of(LON1, PAR1, AMS1));
    private static final List<Simulation.Misfortune> MISFORTUNES = List.of(Simulation.Misfortune.values());
    private static final List<HostName> ENDS = List.of(LON1, PAR1);

    /** How many schedules of two misfortunes at random moments there are for each change. */
    private static final int RANDOM_SCHEDULES = Integer.getInteger("pairwire.simulation.schedules", 900);

    /** What is changed into what. */
    private enum Change {
        MAKE(
                1,
                Topologies.of(Topologies.wire("grey", "par1", "ams1", 90, "")),
                Topologies.of(
                        Topologies.wire("blue", "lon1", "par1", 10, ""),
                        Topologies.wire("green", "lon1", "ams1", 20, ""),
                        Topologies.wire("grey", "par1", "ams1", 90, ""))),
        REPLACE_CHANGE_AND_REMOVE(
                2,
                Topologies.of(
                        Topologies.wire("blue", "lon1", "par1", 10, ""),
                        Topologies.wire("green", "lon1", "ams1", 20, ""),
                        Topologies.wire("red", "par1", "ams1", 30, "")),
                Topologies.of(
                        Topologies.wire("blue", "lon1", "par1", 40, ""),
                        Topologies.wire("green", "lon1", "ams1", 20, ", mtu: 1300"))),
        SHARE_A_TUNNEL(
                3,
                Topologies.of(Topologies.shared("blue", 1, ""), Topologies.shared("green", 2, "")),
                Topologies.of(
                        Topologies.shared("blue", 1, ", mtu: 1300"),
                        Topologies.shared("white", 3, ""),
                        Topologies.wire("red", "lon1", "par1", 30, ""))),
        SWAP(
                4,
                Topologies.of(
                        Topologies.wire("blue", "lon1", "par1", 10, ""),
                        Topologies.wire("green", "lon1", "par1", 20, "")),
                Topologies.of(
                        Topologies.wire("blue", "lon1", "par1", 20, ""),
                        Topologies.wire("green", "lon1", "par1", 10, ""))),
        MOVE_AN_END(
                5,
                Topologies.of(Topologies.wire("blue", "lon1", "par1", 10, "")),
                Topologies.of(Topologies.wire("blue", "lon1", "ams1", 10, "")));

        private final int seed;

        @SuppressWarnings("ImmutableEnumChecker") // a topology is all records
        private final Topology before;

        @SuppressWarnings("ImmutableEnumChecker") // likewise
        private final Topology after;

        Change(int seed, Topology before, Topology after) {
            this.seed = seed;
            this.before = before;
            this.after = after;
        }
    }

    private record Judged(Set<PseudowireName> split, int events) {}

    @ParameterizedTest
    @EnumSource
    void everyMomentAtWhichSomethingMayBreakIsSurvived(Change change) {
        int schedules = 0;
        int splits = 0;
        int events = judge(change, 1, List.of()).events();
        int[] steps = {80, 80};
        for (int event = 1; event <= events; event++) {
            for (Simulation.Misfortune what : Simulation.Misfortune.values()) {
                List<HostName> where = switch (what) {
                    case NONE, CONTROLLER_DIES, CONTROLLER_STALLS -> List.of(LON1);
                    default -> ENDS;
                };
                for (HostName host : where) {
                    int last = what == Simulation.Misfortune.AGENT_DIES_AT_A_STEP && event == 1
                            ? steps[ENDS.indexOf(host)]
                            : 1;
                    for (int step = 1; step <= last; step++) {
                        for (int seed = 1; seed <= 2; seed++) {
                            Judged judged = judge(change, seed, List.of(new Simulation.Fault(what, event, host, step)));
                            schedules++;
                            splits += judged.split().isEmpty() ? 0 : 1;
                        }
                    }
                }
            }
        }
        Random random = new Random(change.seed);
        for (int i = 0; i < RANDOM_SCHEDULES; i++) {
            List<Simulation.Fault> faults = new ArrayList<>();
            for (int j = 0; j < 2; j++) {
                faults.add(new Simulation.Fault(
                        MISFORTUNES.get(random.nextInt(MISFORTUNES.size())),
                        1 + random.nextInt(2 * events),
                        List.of(LON1, PAR1, AMS1).get(random.nextInt(3)),
                        1 + random.nextInt(60)));
            }
            Judged judged = judge(change, random.nextLong(), faults);
            schedules++;
            splits += judged.split().isEmpty() ? 0 : 1;
        }
        System.out.println(change + ": " + schedules + " schedules, " + splits + " with something reported as split");
        assertThat(splits).as("a split stays rare").isLessThan(schedules / 4);
    }

    private static Judged judge(Change change, long seed, List<Simulation.Fault> faults) {
        Simulation simulation = new Simulation(seed);
        String schedule = change + ", seed " + seed + ", " + faults;
        try {
            Map<HostName, HostPlan> old = Simulation.plans(change.before, HOSTS);
            Map<HostName, HostPlan> planned = Simulation.plans(change.after, HOSTS);
            simulation.run(old, List.of());
            Simulation.End end = simulation.run(planned, faults);
            Set<PseudowireName> split = new TreeSet<>();
            for (PseudowireName pseudowire : names(change)) {
                boolean isOld = isAll(simulation, old, pseudowire);
                boolean isNew = isAll(simulation, planned, pseudowire);
                boolean reported = end.of(Fate.Kind.SPLIT).contains(pseudowire)
                        || end.decided().contains(pseudowire);
                if (reported) {
                    split.add(pseudowire);
                }
                assertThat(isOld || isNew || reported)
                        .as(schedule + ": " + pseudowire + " is as it was, or as planned, or said to be split")
                        .isTrue();
                if (end.of(Fate.Kind.KEPT).contains(pseudowire)) {
                    assertThat(isNew)
                            .as(schedule + ": " + pseudowire + " is kept")
                            .isTrue();
                }
                if (end.of(Fate.Kind.TAKEN_BACK).contains(pseudowire)
                        || end.of(Fate.Kind.LEFT).contains(pseudowire)) {
                    assertThat(isOld)
                            .as(schedule + ": " + pseudowire + " is taken back")
                            .isTrue();
                }
            }
            for (HostName host : HOSTS) {
                judgeAudit(simulation, schedule + ": " + host, host, old, planned, names(change));
            }
            Simulation.End next = simulation.run(planned, List.of());
            assertThat(next.fates()).as(schedule + ": the next run").allMatch(fate -> fate.kind() == Fate.Kind.KEPT);
            for (PseudowireName pseudowire : names(change)) {
                assertThat(isAll(simulation, planned, pseudowire))
                        .as(schedule + ": the next run mends " + pseudowire)
                        .isTrue();
            }
            return new Judged(split, end.events());
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(schedule + "\n" + simulation.story() + "\n" + e.getMessage(), e);
        }
    }

    /** What was begun has one end, what is not as it was is kept, and no line claims what is not so. */
    private static void judgeAudit(
            Simulation simulation,
            String what,
            HostName host,
            Map<HostName, HostPlan> old,
            Map<HostName, HostPlan> planned,
            Set<PseudowireName> names) {
        AuditTrail trail = AuditTrail.of(simulation.disk(host));
        trail.requireEnds(Simulation.SECOND_RUN, what);
        Set<String> kept = trail.names(Simulation.SECOND_RUN, "kept");
        Set<String> back = trail.names(Simulation.SECOND_RUN, "taken_back");
        for (PseudowireName name : names) {
            boolean isOld = simulation.isAsIn(Objects.requireNonNull(old.get(host)), name);
            boolean isNew = simulation.isAsIn(Objects.requireNonNull(planned.get(host)), name);
            boolean isKept = kept.contains(name.text());
            assertThat(isOld || isKept)
                    .as(what + ": " + name + " has changed, and the audit log knows")
                    .isTrue();
            assertThat(isNew || !isKept)
                    .as(what + ": " + name + " is kept, says the audit log")
                    .isTrue();
            assertThat(isOld || !back.contains(name.text()))
                    .as(what + ": " + name + " is taken back, says the audit log")
                    .isTrue();
        }
        AuditSchema.checkHost(simulation.disk(host).audit());
    }

    private static Set<PseudowireName> names(Change change) {
        Set<PseudowireName> names = new TreeSet<>();
        change.before.pseudowires().forEach(pseudowire -> names.add(pseudowire.name()));
        change.after.pseudowires().forEach(pseudowire -> names.add(pseudowire.name()));
        return names;
    }

    private static boolean isAll(Simulation simulation, Map<HostName, HostPlan> plans, PseudowireName pseudowire) {
        return plans.values().stream().allMatch(plan -> simulation.isAsIn(plan, pseudowire));
    }
}
