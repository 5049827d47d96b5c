package io.pairwire.cli;

import io.pairwire.inventory.HostPatterns;
import io.pairwire.inventory.Inventory;
import io.pairwire.inventory.PatternTerm;
import io.pairwire.model.HostName;
import io.pairwire.model.Pseudowire;
import io.pairwire.model.PseudowireName;
import io.pairwire.model.Topology;
import io.pairwire.plan.HostPlan;
import io.pairwire.plan.PlannedSession;
import io.pairwire.plan.PlannedTunnel;
import io.pairwire.transaction.Chosen;
import io.pairwire.yaml.Suggestion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.PatternSyntaxException;

/**
 * The pseudowires of a topology that a command is about.
 *
 * @param topology the topology with these alone
 * @param chosen tells them from the others, and so those that the topology no longer has
 * @param isAll whether it is about everything
 */
record Selection(Topology topology, Chosen chosen, boolean isAll) {
    /** Signals that a pattern chooses nothing, or is none; the message says why. */
    static final class EmptyException extends Exception {
        private static final long serialVersionUID = 1;

        EmptyException(String message) {
            super(message);
        }
    }

    /** One term and what it matches, hosts having been looked up. */
    private record Matcher(PatternTerm term, Set<HostName> hosts, Predicate<String> names) {
        boolean matches(String name, Set<HostName> ends, Set<String> tags) {
            return ends.stream().anyMatch(hosts::contains)
                    || names.test(name)
                    || tags.stream().anyMatch(names);
        }
    }

    /** Returns everything. */
    static Selection all(Topology topology) {
        return new Selection(topology, Chosen.ALL, true);
    }

    /** Returns what a pattern chooses, where there is one. */
    static Selection of(Optional<String> pattern, Topology topology, Optional<Inventory> inventory)
            throws EmptyException {
        return of(pattern, topology, List.of(topology), inventory);
    }

    /**
     * Returns what a pattern chooses, where there is one, of one topology among several.
     *
     * @param together topologies in one of which each word of the pattern must be known
     */
    static Selection of(
            Optional<String> pattern, Topology topology, Collection<Topology> together, Optional<Inventory> inventory)
            throws EmptyException {
        if (pattern.isEmpty()) {
            return all(topology);
        }
        List<Pseudowire> anywhere = new ArrayList<>();
        together.forEach(one -> anywhere.addAll(one.pseudowires()));
        HostPatterns hosts = inventory
                .map(HostPatterns::of)
                .orElseGet(() -> HostPatterns.of(hostsOf(new Topology(topology.name(), anywhere))));
        List<PatternTerm> terms = terms(pattern.get());
        if (terms.isEmpty()) {
            throw new EmptyException("--limit '" + pattern.get() + "' is empty");
        }
        List<Matcher> matchers = new ArrayList<>();
        for (PatternTerm term : PatternTerm.atLeastOneIncluded(terms)) {
            Matcher matcher = matcher(term, hosts);
            boolean matches = !matcher.hosts.isEmpty()
                    || anywhere.stream()
                            .anyMatch(one -> matcher.matches(one.name().text(), ends(one), one.tags()));
            if (!matches) {
                throw new EmptyException("--limit: no host, group, pseudowire or tag is '" + term.pattern()
                        + "', so nothing is chosen" + didYouMean(term.pattern(), names(topology, inventory)));
            }
            matchers.add(matcher);
        }
        List<Pseudowire> pseudowires = topology.pseudowires().stream()
                .filter(one -> chooses(matchers, one.name().text(), ends(one), one.tags()))
                .toList();
        if (pseudowires.isEmpty()) {
            throw new EmptyException("--limit '" + pattern.get() + "' chooses none of the topology's pseudowires");
        }
        Set<PseudowireName> known = new HashSet<>();
        topology.pseudowires().forEach(one -> known.add(one.name()));
        Set<PseudowireName> chosen = new HashSet<>();
        pseudowires.forEach(one -> chosen.add(one.name()));
        return new Selection(
                new Topology(topology.name(), pseudowires),
                (name, ends) ->
                        known.contains(name) ? chosen.contains(name) : chooses(matchers, name.text(), ends, Set.of()),
                false);
    }

    /** Returns the hosts of an inventory that a pattern chooses, each of whose words must be the name of some. */
    static List<HostName> hosts(String pattern, Inventory inventory) throws EmptyException {
        HostPatterns hosts = HostPatterns.of(inventory);
        List<PatternTerm> terms = terms(pattern);
        if (terms.isEmpty()) {
            throw new EmptyException("--limit '" + pattern + "' is empty");
        }
        for (PatternTerm term : terms) {
            if (matcher(term, hosts).hosts.isEmpty()) {
                throw new EmptyException("--limit: no host or group is '" + term.pattern() + "', so nothing is chosen"
                        + didYouMean(term.pattern(), names(inventory)));
            }
        }
        List<HostName> chosen = hosts.choose(terms);
        if (chosen.isEmpty()) {
            throw new EmptyException("--limit '" + pattern + "' chooses no host");
        }
        return chosen;
    }

    /** Returns what to add to a message about a word that is the name of nothing; nothing where no name is near. */
    static String didYouMean(String word, Collection<String> names) {
        return Suggestion.nearest(word, names)
                .map(near -> "; did you mean '" + near + "'?")
                .orElse("");
    }

    private static Set<String> names(Topology topology, Optional<Inventory> inventory) {
        Set<String> names = inventory.map(Selection::names).orElseGet(LinkedHashSet::new);
        hostsOf(topology).forEach(host -> names.add(host.text()));
        for (Pseudowire pseudowire : topology.pseudowires()) {
            names.add(pseudowire.name().text());
            names.addAll(pseudowire.tags());
        }
        return names;
    }

    private static Set<String> names(Inventory inventory) {
        Set<String> names = new LinkedHashSet<>(inventory.groups().keySet());
        inventory.names().forEach(host -> names.add(host.text()));
        return names;
    }

    private static Matcher matcher(PatternTerm term, HostPatterns hosts) throws EmptyException {
        try {
            return new Matcher(
                    term, new LinkedHashSet<>(hosts.matching(term.pattern())), HostPatterns.names(term.pattern()));
        } catch (PatternSyntaxException e) {
            throw new EmptyException(
                    "--limit: '" + term.pattern() + "' is no regular expression: " + e.getDescription());
        }
    }

    private static List<PatternTerm> terms(String text) throws EmptyException {
        List<PatternTerm> terms = new ArrayList<>();
        for (PatternTerm term : PatternTerm.split(text)) {
            if (term.kind() == PatternTerm.Kind.INCLUDE && term.pattern().startsWith("@")) {
                lines(term.pattern().substring(1)).forEach(line -> terms.add(PatternTerm.of(line)));
            } else {
                terms.add(term);
            }
        }
        for (PatternTerm term : terms) {
            if (term.pattern().isEmpty()) {
                throw new EmptyException("--limit '" + text + "': nothing stands behind an & or !");
            }
        }
        return terms;
    }

    private static List<String> lines(String file) throws EmptyException {
        try {
            return Files.readAllLines(Path.of(file)).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new EmptyException("--limit: cannot read " + file + ": " + e);
        }
    }

    private static boolean chooses(List<Matcher> matchers, String name, Set<HostName> ends, Set<String> tags) {
        boolean included = false;
        for (Matcher matcher : matchers) {
            boolean matches = matcher.matches(name, ends, tags);
            switch (matcher.term.kind()) {
                case INCLUDE -> included |= matches;
                case INTERSECT -> {
                    if (!matches) {
                        return false;
                    }
                }
                case EXCLUDE -> {
                    if (matches) {
                        return false;
                    }
                }
            }
        }
        return included;
    }

    private static Set<HostName> ends(Pseudowire pseudowire) {
        return new LinkedHashSet<>(
                List.of(pseudowire.tunnel().a().host(), pseudowire.tunnel().b().host()));
    }

    private static Set<HostName> hostsOf(Topology topology) {
        Set<HostName> hosts = new LinkedHashSet<>();
        topology.pseudowires().forEach(one -> hosts.addAll(ends(one)));
        return hosts;
    }

    /** Returns what of plans is chosen, to be shown. */
    Collection<HostPlan> shown(Map<HostName, HostPlan> plans) {
        return isAll
                ? plans.values()
                : concerned(plans).values().stream().map(this::shown).toList();
    }

    private HostPlan shown(HostPlan plan) {
        List<PlannedSession> sessions = plan.sessions().stream()
                .filter(session -> chosen.includes(session.pseudowire(), Set.of(plan.host(), session.peerHost())))
                .toList();
        List<PlannedTunnel> tunnels = plan.tunnels().stream()
                .filter(tunnel -> sessions.stream()
                        .anyMatch(session -> session.netns().equals(tunnel.netns())
                                && session.session()
                                        .tunnelId()
                                        .equals(tunnel.tunnel().tunnelId())))
                .toList();
        return new HostPlan(plan.topology(), plan.host(), tunnels, sessions);
    }

    /** Returns the plans of those hosts alone that have to do with what is chosen. */
    Map<HostName, HostPlan> concerned(Map<HostName, HostPlan> plans) {
        if (isAll) {
            return plans;
        }
        Map<HostName, HostPlan> concerned = new LinkedHashMap<>(plans);
        concerned.keySet().retainAll(hostsOf(topology));
        return concerned;
    }
}
