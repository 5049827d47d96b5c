package io.pairwire.playbook;

import io.pairwire.inventory.HostPatterns;
import io.pairwire.inventory.Inventory;
import io.pairwire.inventory.InventoryHost;
import io.pairwire.inventory.PatternTerm;
import io.pairwire.model.HostName;
import io.pairwire.model.Pseudowire;
import io.pairwire.model.PseudowireName;
import io.pairwire.model.Topology;
import io.pairwire.plan.HostPlan;
import io.pairwire.plan.Mirror;
import io.pairwire.transaction.Chosen;
import io.pairwire.yaml.Problem;
import io.pairwire.yaml.Problems;
import io.pairwire.yaml.Suggestion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.regex.PatternSyntaxException;

/** Finds out what plays are about: their pseudowires, in batches, and of each task those that its conditions hold of. Contacts nobody. */
public final class Staging {
    private final Map<Path, Topology> topologies;
    private final Optional<Inventory> inventory;
    private final Function<Topology, Chosen> limit;
    private final boolean attended;
    private final RandomGenerator random;
    private final Map<Path, Map<HostName, HostPlan>> plans = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    /** One term of a pattern and what it matches. */
    private record Matcher(PatternTerm term, Set<HostName> hosts, Predicate<String> names) {
        boolean matches(String name, Set<HostName> ends, Set<String> tags) {
            return ends.stream().anyMatch(hosts::contains)
                    || names.test(name)
                    || tags.stream().anyMatch(names);
        }
    }

    /**
     * Prepares.
     *
     * @param topologies by the files that plays name
     * @param limit what the command line leaves of a topology
     * @param attended whether a person sits there who can be asked
     * @param random for {@code order: shuffle}
     */
    public Staging(
            Map<Path, Topology> topologies,
            Optional<Inventory> inventory,
            Function<Topology, Chosen> limit,
            boolean attended,
            RandomGenerator random) {
        this.attended = attended;
        this.topologies = Map.copyOf(topologies);
        this.inventory = inventory;
        this.limit = limit;
        this.random = random;
    }

    /** Returns what was found to be wrong on the way. */
    public List<Problem> problems() {
        return List.copyOf(problems);
    }

    /**
     * Returns what a play is about; empty where something is wrong with it.
     *
     * @param choice which of its tasks are run
     * @param isPlayed whether it is played at all; otherwise only its faults are looked for
     */
    public Optional<Scene> stage(Play all, int number, TagChoice choice, boolean isPlayed) {
        Play play = all.with(choice.of(all.tasks()));
        Topology topology = topologies.get(play.topology().value());
        if (topology == null) {
            throw new IllegalArgumentException("no topology for " + play.name());
        }
        Problems own = new Problems(play.source());
        Optional<List<Matcher>> matchers = matchers(play, topology, own);
        Optional<Scene> scene = matchers.flatMap(chosen -> scene(play, number, topology, chosen, isPlayed, own));
        problems.addAll(own.sorted());
        return own.hasErrors() ? Optional.empty() : scene;
    }

    private Optional<Scene> scene(
            Play play, int number, Topology topology, List<Matcher> matchers, boolean isPlayed, Problems own) {
        List<Pseudowire> chosen = topology.pseudowires().stream()
                .filter(one -> chooses(matchers, one.name().text(), ends(one), one.tags()))
                .toList();
        if (chosen.isEmpty()) {
            nothing(
                    play,
                    own,
                    "the pattern " + Problems.quote(play.pattern().value()) + " chooses none of the pseudowires of "
                            + topology.name(),
                    "'--list-pseudowires' shows what other patterns choose");
            return Optional.empty();
        }
        List<Scene.Act> acts = new ArrayList<>();
        for (Task task : play.tasks()) {
            if (task.deed() instanceof Deed.Pause pause
                    && pause.time().isEmpty()
                    && isPlayed
                    && !task.check()
                    && !attended) {
                own.add(
                        PlaybookRule.NOBODY_THERE,
                        pause.at(),
                        "'pause' waits for a person, and nobody sits there",
                        "give 'seconds' or 'minutes', or run it at a terminal");
            }
            acts.add(new Scene.Act(task, applicable(task, chosen, own)));
        }
        Chosen limited = limit.apply(topology);
        Set<PseudowireName> known = new HashSet<>();
        topology.pseudowires().forEach(one -> known.add(one.name()));
        List<Pseudowire> left = chosen.stream()
                .filter(one -> limited.includes(one.name(), ends(one)))
                .toList();
        return Optional.of(new Scene(
                play,
                number,
                topology,
                plans.computeIfAbsent(play.topology().value(), file -> Mirror.hostPlans(topology)),
                (name, hosts) -> !known.contains(name)
                        && limited.includes(name, hosts)
                        && chooses(matchers, name.text(), hosts, Set.of()),
                play.serial().batches(play.order().of(left, random)),
                acts));
    }

    private Set<PseudowireName> applicable(Task task, List<Pseudowire> chosen, Problems own) {
        Set<PseudowireName> applicable = new HashSet<>();
        chosen.forEach(one -> applicable.add(one.name()));
        for (Condition condition : task.when()) {
            for (Pseudowire pseudowire : chosen) {
                try {
                    if (!condition.holds(new Subject(pseudowire, this::host))) {
                        applicable.remove(pseudowire.name());
                    }
                } catch (Condition.Unanswerable e) {
                    own.add(
                            PlaybookRule.CONDITION_KIND,
                            e.at(),
                            "of " + pseudowire.name() + ", " + e.getMessage(),
                            "ask before, by 'is defined', whether there is any");
                    // It will hardly be otherwise of the others, and to say it once is enough.
                    break;
                }
            }
        }
        return applicable;
    }

    private Optional<InventoryHost> host(HostName name) {
        return inventory.flatMap(known -> known.host(name));
    }

    private Optional<List<Matcher>> matchers(Play play, Topology topology, Problems own) {
        HostPatterns hosts =
                inventory.map(HostPatterns::of).orElseGet(() -> HostPatterns.of(Scene.hosts(topology.pseudowires())));
        List<PatternTerm> terms = PatternTerm.split(play.pattern().value());
        if (terms.isEmpty()) {
            nothing(play, own, "the pattern is empty", "write 'all', or a pattern");
            return Optional.empty();
        }
        List<Matcher> matchers = new ArrayList<>();
        for (PatternTerm term : PatternTerm.atLeastOneIncluded(terms)) {
            matcher(play, term, hosts, topology, own).ifPresent(matchers::add);
        }
        return own.hasErrors() ? Optional.empty() : Optional.of(matchers);
    }

    private Optional<Matcher> matcher(
            Play play, PatternTerm term, HostPatterns hosts, Topology topology, Problems own) {
        String word = term.pattern();
        if (word.isEmpty() || word.startsWith("@")) {
            nothing(
                    play,
                    own,
                    "nothing stands for " + Problems.quote(word) + " in the pattern",
                    "a file is read by '--limit @FILE' alone");
            return Optional.empty();
        }
        try {
            boolean everything = word.equals("all");
            Matcher matcher = play.overHosts()
                    ? new Matcher(term, new LinkedHashSet<>(hosts.matching(word)), name -> false)
                    : new Matcher(term, Set.of(), everything ? name -> true : HostPatterns.names(word));
            boolean matches = play.overHosts()
                    ? !matcher.hosts().isEmpty()
                    : everything
                            || topology.pseudowires().stream()
                                    .anyMatch(one -> matcher.matches(one.name().text(), Set.of(), one.tags()));
            if (!matches) {
                Set<String> names = play.overHosts() ? hostNames(topology) : pseudowireNames(topology);
                Set<String> others = play.overHosts() ? pseudowireNames(topology) : hostNames(topology);
                nothing(
                        play,
                        own,
                        "no " + (play.overHosts() ? "host or group" : "pseudowire or tag") + " of " + topology.name()
                                + " is " + Problems.quote(word),
                        others.contains(word)
                                ? "that is one of the "
                                        + (play.overHosts()
                                                ? "pseudowires or tags: write 'pseudowires:'"
                                                : "hosts or groups: write 'hosts:'")
                                : Suggestion.hint(
                                        word, names, "'--list-pseudowires' shows what other patterns choose"));
                return Optional.empty();
            }
            return Optional.of(matcher);
        } catch (PatternSyntaxException e) {
            nothing(
                    play,
                    own,
                    Problems.quote(word) + " is no regular expression: " + e.getDescription(),
                    "write one as Java has it, behind '~'");
            return Optional.empty();
        }
    }

    private static void nothing(Play play, Problems own, String message, String hint) {
        own.add(PlaybookRule.NOTHING_CHOSEN, play.pattern().at(), message, hint);
    }

    private Set<String> hostNames(Topology topology) {
        Set<String> names = new LinkedHashSet<>();
        Scene.hosts(topology.pseudowires()).forEach(host -> names.add(host.text()));
        inventory.ifPresent(known -> {
            names.addAll(known.groups().keySet());
            known.names().forEach(host -> names.add(host.text()));
        });
        return names;
    }

    private static Set<String> pseudowireNames(Topology topology) {
        Set<String> names = new LinkedHashSet<>();
        topology.pseudowires().forEach(one -> {
            names.add(one.name().text());
            names.addAll(one.tags());
        });
        return names;
    }

    private static boolean chooses(List<Matcher> matchers, String name, Set<HostName> ends, Set<String> tags) {
        boolean included = false;
        boolean intersected = true;
        boolean excluded = false;
        for (Matcher matcher : matchers) {
            boolean matches = matcher.matches(name, ends, tags);
            switch (matcher.term().kind()) {
                case INCLUDE -> included |= matches;
                case INTERSECT -> intersected &= matches;
                case EXCLUDE -> excluded |= matches;
            }
        }
        return included && intersected && !excluded;
    }

    private static Set<HostName> ends(Pseudowire pseudowire) {
        return Scene.hosts(List.of(pseudowire));
    }
}
