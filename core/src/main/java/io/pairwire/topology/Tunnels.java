package io.pairwire.topology;

import io.pairwire.yaml.Position;
import io.pairwire.yaml.Problems;
import io.pairwire.yaml.Suggestion;
import io.pairwire.yaml.YamlEntry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The tunnels that a topology file names, which pseudowires share. */
final class Tunnels {
    private final Values values;
    private final Problems problems;
    private final Map<String, TunnelDraft> drafts = new LinkedHashMap<>();
    private final Map<String, Position> names = new LinkedHashMap<>();
    private final List<Wanted> allWanted = new ArrayList<>();
    private final Set<String> used = new HashSet<>();
    private boolean someUnknown;

    Tunnels(Optional<YamlEntry> section, SharedSettings shared, TunnelReader reader, Values values, Problems problems) {
        this.values = values;
        this.problems = problems;
        for (YamlEntry entry : Sections.entries(section, Sections.TUNNELS, problems)) {
            Given<String> name = values.name("tunnel", entry.key());
            names.put(entry.name(), entry.key().at());
            drafts.put(entry.name(), draft(entry, name, shared, reader));
        }
    }

    private TunnelDraft draft(YamlEntry entry, Given<String> name, SharedSettings shared, TunnelReader reader) {
        String whose = "tunnel " + (name.value().isPresent() ? name.value().get() : Problems.quote(entry.name()));
        PairSettings settings = PairSettings.of(entry.value(), Level.TUNNEL, whose, shared, problems);
        if (!settings.pair().isReadable()) {
            return TunnelDraft.unknown();
        }
        Wanted wanted = new Wanted(Holder.tunnel(entry.name()), name.at());
        TunnelDraft draft = reader.read(name, whose, settings, wanted);
        wanted.at(draft);
        if (!wanted.isEmpty()) {
            allWanted.add(wanted);
        }
        return draft;
    }

    /** Returns what the tunnels that pseudowires share leave to be allocated. */
    List<Wanted> wanted() {
        return allWanted;
    }

    /** Returns whether there is a tunnel of a name. */
    boolean has(String name) {
        return names.containsKey(name);
    }

    /** Returns the tunnel that a pseudowire shares. */
    TunnelDraft shared(PairSettings settings) {
        Given<String> name = values.reference(
                Key.TUNNEL_KEY, settings.pair().get(Key.TUNNEL_KEY).orElseThrow());
        if (name.value().isEmpty()) {
            someUnknown = true;
            return TunnelDraft.unknown();
        }
        used.add(name.value().get());
        TunnelDraft draft = drafts.get(name.value().get());
        if (draft == null) {
            someUnknown = true;
            problems.add(
                    TopologyRule.UNKNOWN_TUNNEL,
                    name.at(),
                    "there is no tunnel " + Problems.quote(name.value().get()),
                    Suggestion.hint(
                            name.value().get(),
                            drafts.keySet(),
                            SharedSettings.known(Sections.TUNNELS, drafts.keySet())));
            return TunnelDraft.unknown();
        }
        return draft;
    }

    /** Notes that a pseudowire's own tunnel has a name, which no other tunnel may have. */
    void reserve(String name, Position at) {
        Position other = names.get(name);
        if (other != null) {
            problems.add(
                    TopologyRule.NAME_TWICE,
                    at,
                    "pseudowire " + name + " has a tunnel of its own, and there is another tunnel of that name",
                    "the other stands at " + other + "; rename one, or write 'tunnel: " + name + "' to share it");
            used.add(name);
        }
    }

    /** Warns of tunnels that nothing has used, unless one may have been meant by a misspelt name. */
    void warnOfUnused() {
        if (someUnknown) {
            return;
        }
        names.forEach((name, at) -> {
            if (!used.contains(name)) {
                problems.add(
                        TopologyRule.UNUSED_TUNNEL,
                        at,
                        "the tunnel " + Problems.quote(name) + " has no pseudowires, and is not set up",
                        "put one into it with 'tunnel: NAME', or remove it");
            }
        });
    }
}
