package io.pairwire.topology;

import io.pairwire.model.Pseudowire;
import io.pairwire.model.Topology;
import io.pairwire.model.TopologyName;
import io.pairwire.model.Tunnel;
import io.pairwire.secret.Secret;
import io.pairwire.yaml.Position;
import io.pairwire.yaml.Problem;
import io.pairwire.yaml.Problems;
import io.pairwire.yaml.SourceText;
import io.pairwire.yaml.Suggestion;
import io.pairwire.yaml.YamlDialect;
import io.pairwire.yaml.YamlEntry;
import io.pairwire.yaml.YamlReader;
import io.pairwire.yaml.YamlScalar;
import io.pairwire.yaml.YamlSections;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Goes once through a topology file, and turns each pseudowire into a value as it comes. */
final class ReadingPass implements YamlSections {
    /** What pseudowires refer to. */
    private static final Set<String> BEFORE_PSEUDOWIRES =
            Set.of(Sections.DEFAULTS, Sections.PROFILES, Sections.TUNNELS);

    private final Hosts hosts;
    private final SourceText source;
    private final LockFile lock;
    private final Problems yamlProblems;
    private final Problems problems;
    private final Values values;
    private final Optional<ReadingPass> earlier;
    private final Map<String, YamlEntry> sections = new HashMap<>();
    private final List<PseudowireForm> pseudowires = new ArrayList<>();
    private final boolean whole;
    private int entries;
    private boolean lateSections;
    private @Nullable Context context;

    /** What stands around the pseudowires. */
    private record Context(SharedSettings shared, Tunnels tunnels, Claims claims, PseudowireReader reader) {}

    /**
     * Reads the file.
     *
     * @param earlier a pass that has already met every section, some of them after the pseudowires
     */
    ReadingPass(SourceText source, Hosts hosts, SecretStore secrets, LockFile lock, Optional<ReadingPass> earlier) {
        this.source = source;
        this.lock = lock;
        this.hosts = hosts;
        this.earlier = earlier;
        this.yamlProblems = new Problems(source);
        this.problems = new Problems(source);
        this.values = new Values(problems, secrets);
        this.whole = YamlReader.streamAhead(source, YamlDialect.STRICT, yamlProblems, this);
    }

    /** Returns whether the file could be read to its end. */
    boolean isWhole() {
        return whole;
    }

    /** Returns whether something that pseudowires refer to came after them, so that they must be read again. */
    boolean hasLateSections() {
        return lateSections;
    }

    /** Returns what is wrong with the file as YAML. */
    List<Problem> yamlProblems() {
        return yamlProblems.sorted();
    }

    /** Returns what came of it all. */
    TopologyReading reading() {
        Optional<TopologyName> name = name();
        Context read = context();
        boolean misnamed = !Sections.ALL.containsAll(sections.keySet());
        if (entries == 0 && (misnamed || yamlProblems.hasErrors())) {
            // The pseudowires may stand where the error is: do not call them missing.
            return TopologyReading.refused(problems());
        }
        if (!sections.containsKey(Sections.PSEUDOWIRES)) {
            problems.add(
                    TopologyRule.CUT_OFF,
                    Position.START,
                    "the file has no 'pseudowires'",
                    "write 'pseudowires:', and below it, indented, 'NAME: {...}' lines; or 'pseudowires: {}' for none");
        } else if (entries == 0) {
            emptyPseudowires(sections.get(Sections.PSEUDOWIRES));
        } else {
            read.shared.warnOfUnused();
            read.tunnels.warnOfUnused();
            read.claims.reportBridges();
        }
        Map<Holder, Holding> holdings =
                name.map(given -> allocated(given, read)).orElse(Map.of());
        Optional<Secret> key = cookieKey(read);
        List<Problem> all = problems();
        return name.isEmpty() || all.stream().anyMatch(Problem::isError)
                ? TopologyReading.refused(all)
                : new TopologyReading(
                        Optional.of(new Topology(name.get(), filled(holdings, new DerivedCookies(name.get(), key)))),
                        Optional.of(new Allocation(lock.draft(), new Lock(name.get(), holdings))),
                        all);
    }

    private Map<Holder, Holding> allocated(TopologyName name, Context read) {
        Optional<Given<TopologyName>> locked = lock.draft().topology();
        if (Given.value(locked).filter(other -> !other.equals(name)).isPresent()) {
            lock.problems()
                    .add(
                            LockRule.OTHER_TOPOLOGY,
                            locked.orElseThrow().at(),
                            "this lock file is of the topology "
                                    + Given.value(locked).orElseThrow() + ", and lies beside one named " + name,
                            "where you renamed the topology, rename it here too; where you copied the file, delete this one");
        }
        Moves moves = new Moves(Optional.ofNullable(sections.get(Sections.MOVED)), values, problems);
        moves.check(holder ->
                holder.kind() == Holder.Kind.TUNNEL ? read.tunnels.has(holder.name()) : read.reader.has(holder.name()));
        List<Wanted> wanted = new ArrayList<>(read.tunnels.wanted());
        wanted.addAll(read.reader.wanted());
        return new Allocator(name, lock.draft(), moves, read.claims, problems).allocate(wanted);
    }

    /** Returns the key that cookies are derived from, where there is one and it was looked up. */
    private Optional<Secret> cookieKey(Context read) {
        YamlEntry section = sections.get(Sections.COOKIE_KEY);
        if (section != null) {
            return values.cookieKey(section.value()).value().flatMap(key -> key);
        }
        read.reader
                .firstDerived()
                .ifPresent(at -> problems.add(
                        TopologyRule.NO_COOKIE_KEY,
                        at,
                        "this cookie is to be derived, and the file names no key to derive it from",
                        "write 'cookie_key: !env NAME', '!file PATH' or '!vault |' at the top of the file"));
        return Optional.empty();
    }

    private List<Pseudowire> filled(Map<Holder, Holding> holdings, DerivedCookies cookies) {
        Map<Holder, Tunnel> shared = new HashMap<>();
        List<Pseudowire> filled = new ArrayList<>(pseudowires.size());
        for (PseudowireForm form : pseudowires) {
            Holder tunnelHolder = form.tunnel().holder();
            Holding tunnelHolding = holdings.getOrDefault(tunnelHolder, Holding.NONE);
            boolean own = tunnelHolder.kind() == Holder.Kind.PSEUDOWIRE;
            filled.add(
                    own
                            ? form.filled(form.tunnel().filled(tunnelHolding), tunnelHolding, cookies)
                            : form.filled(
                                    shared.computeIfAbsent(
                                            tunnelHolder,
                                            absent -> form.tunnel().filled(tunnelHolding)),
                                    holdings.getOrDefault(
                                            Holder.pseudowire(form.name().text()), Holding.NONE),
                                    cookies));
        }
        return filled;
    }

    private List<Problem> problems() {
        return Stream.concat(
                        Stream.concat(yamlProblems.sorted().stream(), problems.sorted().stream())
                                .sorted(),
                        lock.problems().sorted().stream())
                .toList();
    }

    private void emptyPseudowires(@Nullable YamlEntry section) {
        if (section != null && section.value().isNull()) {
            problems.add(
                    TopologyRule.CUT_OFF,
                    section.key().at(),
                    "there is nothing under 'pseudowires'",
                    "write 'NAME: {...}' lines below it, indented; or 'pseudowires: {}' for none");
        } else if (section != null
                && Sections.entries(Optional.of(section), Sections.PSEUDOWIRES, problems)
                        .isEmpty()
                && section.value().mapping().isPresent()) {
            problems.add(
                    TopologyRule.NO_PSEUDOWIRES,
                    section.key().at(),
                    "'pseudowires' has no entries",
                    "write 'NAME: {...}' lines below it, indented");
        }
    }

    private Optional<TopologyName> name() {
        YamlEntry entry = sections.get(Sections.TOPOLOGY);
        if (entry == null) {
            problems.add(
                    TopologyRule.TOPOLOGY_NAME,
                    Position.START,
                    "the file does not name its topology",
                    "write 'topology: NAME' at its top; hosts remember by it what is yours");
            return Optional.empty();
        }
        if (entry.value().isRefused()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new TopologyName(
                    entry.value().scalar().map(YamlScalar::text).orElse("")));
        } catch (IllegalArgumentException e) {
            problems.add(
                    TopologyRule.TOPOLOGY_NAME,
                    entry.value().at(),
                    entry.value()
                                    .scalar()
                                    .filter(text -> !text.isNull())
                                    .map(text -> Problems.quote(text.text()))
                                    .orElse(entry.value().kind())
                            + " cannot be a topology's name",
                    "use 1 to 24 of a-z, 0-9 and -, the first not -");
            return Optional.empty();
        }
    }

    @Override
    public boolean isStreamed(YamlScalar key) {
        return key.text().equals(Sections.PSEUDOWIRES);
    }

    @Override
    public void entryOf(YamlScalar section, YamlEntry entry) {
        entries++;
        if (!lateSections) {
            context().reader.read(entry).ifPresent(pseudowires::add);
        }
    }

    @Override
    public void section(YamlEntry entry) {
        sections.put(entry.name(), entry);
        if (BEFORE_PSEUDOWIRES.contains(entry.name()) && entries > 0 && earlier.isEmpty()) {
            lateSections = true;
        }
        if (!Sections.ALL.contains(entry.name())) {
            problems.add(
                    TopologyRule.UNKNOWN_KEY,
                    entry.key().at(),
                    "unknown key " + Problems.quote(entry.name()) + " at the top of the file",
                    Suggestion.hint(
                            entry.name(),
                            Sections.ALL,
                            Key.of(entry.name()).isPresent()
                                    ? "its place is: "
                                            + Key.of(entry.name()).get().places()
                                    : "keys are " + String.join(", ", Sections.ALL)));
        }
    }

    private Context context() {
        Context known = context;
        if (known == null) {
            Map<String, YamlEntry> found = earlier.map(pass -> pass.sections).orElse(sections);
            SharedSettings shared = new SharedSettings(
                    Optional.ofNullable(found.get(Sections.DEFAULTS)),
                    Optional.ofNullable(found.get(Sections.PROFILES)),
                    values,
                    problems);
            Claims claims = new Claims(source.file(), problems, lock.name(), lock.problems());
            TunnelReader tunnelReader = new TunnelReader(hosts, values, claims, problems);
            Tunnels tunnels = new Tunnels(
                    Optional.ofNullable(found.get(Sections.TUNNELS)), shared, tunnelReader, values, problems);
            known = new Context(
                    shared,
                    tunnels,
                    claims,
                    new PseudowireReader(shared, tunnels, tunnelReader, values, claims, problems));
            context = known;
        }
        return known;
    }
}
