package io.pairwire.topology;

import io.pairwire.yaml.Problems;
import io.pairwire.yaml.YamlEntry;
import io.pairwire.yaml.YamlMapping;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The sections of a topology file. */
final class Sections {
    static final String TOPOLOGY = "topology";
    static final String DEFAULTS = "defaults";
    static final String PROFILES = "profiles";
    static final String TUNNELS = "tunnels";
    static final String COOKIE_KEY = "cookie_key";
    static final String PSEUDOWIRES = "pseudowires";
    static final String MOVED = "moved";
    static final List<String> ALL = List.of(TOPOLOGY, COOKIE_KEY, DEFAULTS, PROFILES, TUNNELS, PSEUDOWIRES, MOVED);

    private Sections() {}

    /** Returns the entries of a section that should be a mapping of names, reporting where it is none. */
    static Collection<YamlEntry> entries(Optional<YamlEntry> section, String name, Problems problems) {
        if (section.isEmpty() || section.get().value().isNull()) {
            return List.of();
        }
        Optional<YamlMapping> mapping = section.get().value().mapping();
        if (mapping.isEmpty() && !section.get().value().isRefused()) {
            problems.add(
                    TopologyRule.WRONG_KIND,
                    section.get().value().at(),
                    "'" + name + "' must be a mapping of names, not "
                            + section.get().value().kind(),
                    "write '" + name + ":', and below it, indented, 'NAME: {...}' lines");
        }
        return mapping.map(YamlMapping::entries).orElse(List.of());
    }
}
