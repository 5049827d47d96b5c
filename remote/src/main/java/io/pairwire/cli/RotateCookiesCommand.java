package io.pairwire.cli;

import io.pairwire.model.AssignedCookie;
import io.pairwire.model.HostName;
import io.pairwire.model.Pseudowire;
import io.pairwire.model.PseudowireName;
import io.pairwire.model.Topology;
import io.pairwire.plan.HostPlan;
import io.pairwire.plan.Mirror;
import io.pairwire.transaction.PairPlan;
import io.pairwire.transaction.Prune;
import io.pairwire.transaction.Run;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** {@code rotate-cookies}: makes other cookies, where cookies are made, and changes nothing else. */
final class RotateCookiesCommand extends ChangesCommand {
    private final LimitOptions limited = new LimitOptions();

    RotateCookiesCommand(Terminal terminal, AgentSource source) {
        super(terminal, source);
    }

    @Override
    public void words(Words words) {
        super.words(words);
        words.command(
                "rotate-cookies",
                "Makes both ends of pseudowires anew with other cookies, where Pairwire has made those that they have; changes nothing"
                        + " else, and asks a person before.");
        words.include(limited);
    }

    @Override
    Optional<String> limit() {
        return limited.pattern();
    }

    /** Those whose cookies are not made were not meant where nobody chose. */
    @Override
    Selection narrowed(Selection selection, View view) throws Selection.EmptyException {
        List<Pseudowire> rotated = new ArrayList<>();
        for (Pseudowire pseudowire : selection.topology().pseudowires()) {
            if (cookies(pseudowire).anyMatch(cookie -> cookie.octetsToMake() > 0)) {
                rotated.add(pseudowire);
            } else if (!selection.isAll()) {
                view.notRotated(pseudowire.name(), why(pseudowire));
            }
        }
        if (rotated.isEmpty()) {
            throw new Selection.EmptyException(
                    (selection.isAll() ? "no pseudowire of the topology" : "none that is chosen")
                            + " has cookies that Pairwire makes ('cookie: auto', 8 or 4), so there is nothing to rotate");
        }
        Set<PseudowireName> names = new HashSet<>();
        rotated.forEach(pseudowire -> names.add(pseudowire.name()));
        return new Selection(
                new Topology(selection.topology().name(), rotated), (name, ends) -> names.contains(name), false);
    }

    private static Stream<AssignedCookie> cookies(Pseudowire pseudowire) {
        return Stream.of(pseudowire.a().assignedCookie(), pseudowire.b().assignedCookie());
    }

    private static String why(Pseudowire pseudowire) {
        Set<AssignedCookie.Source> sources = new HashSet<>();
        cookies(pseudowire).forEach(cookie -> sources.add(cookie.source()));
        if (sources.contains(AssignedCookie.Source.DERIVED)) {
            return "its cookies are derived: raise its 'cookie_generation', and apply";
        }
        if (sources.contains(AssignedCookie.Source.KEPT)) {
            return "its cookies are kept elsewhere: change them there, and apply";
        }
        return sources.contains(AssignedCookie.Source.WRITTEN)
                ? "its cookies are written in the topology: change them there, and apply"
                : "it has no cookies";
    }

    @Override
    Map<HostName, HostPlan> plans(Topology topology, Input input) {
        return Mirror.hostPlans(topology);
    }

    @Override
    PairPlan look(Run run) throws InterruptedException {
        return run.observeToRotate();
    }

    @Override
    boolean allocates() {
        return false;
    }

    /** Nothing goes. */
    @Override
    boolean allows(Prune prune) {
        return true;
    }
}
