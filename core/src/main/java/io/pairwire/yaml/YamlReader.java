package io.pairwire.yaml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Reads one YAML document, by events.
 *
 * <p>What the dialect does not allow is reported and stands in the tree as {@link YamlRefused}, so that reading goes on; a
 * syntax error ends it.
 */
public final class YamlReader {
    private static final String PREFIX = "tag:yaml.org,2002:";
    private static final Set<String> TAGS_OF_SCALARS = Set.of(
            "!vault",
            "!vault-encrypted",
            "!unsafe",
            PREFIX + "str",
            PREFIX + "int",
            PREFIX + "float",
            PREFIX + "bool",
            PREFIX + "null",
            PREFIX + "timestamp");
    private static final String MERGE = "<<";
    /** Far more than any inventory has, and far less than aliases of aliases can make. */
    private static final int MOST_NODES_BY_ALIAS = 1_000_000;

    /** Characters; some thousand pseudowires. */
    private static final int WORTH_A_THREAD = 1 << 16;

    private final YamlDialect dialect;
    private final Problems problems;
    private final ParserImpl events;
    private final Map<String, Anchored> anchors = new HashMap<>();
    private int depth;
    private int nodes;
    private int nodesByAlias;
    private Position latest = Position.START;

    /** A value that has a name, and how many nodes it holds. */
    private record Anchored(YamlValue value, int nodes) {}

    /** Ends the reading of a file after a problem behind which nothing makes sense. */
    private static final class Stop extends RuntimeException {
        private static final long serialVersionUID = 1;

        Stop() {
            super("reading has stopped", null, false, false);
        }
    }

    private YamlReader(String text, YamlDialect dialect, Problems problems) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(Integer.MAX_VALUE);
        this.events = new ParserImpl(new StreamReader(text), options);
        this.dialect = dialect;
        this.problems = problems;
    }

    /** Reads the whole file; empty where it could not be read to its end or its top level is no mapping. */
    public static Optional<YamlMapping> read(SourceText source, YamlDialect dialect, Problems problems) {
        Map<String, YamlEntry> sections = new LinkedHashMap<>();
        boolean whole = stream(source, dialect, problems, new YamlSections() {
            @Override
            public boolean isStreamed(YamlScalar key) {
                return false;
            }

            @Override
            public void entryOf(YamlScalar section, YamlEntry entry) {
                throw new IllegalStateException("no section is streamed");
            }

            @Override
            public void section(YamlEntry entry) {
                sections.put(entry.name(), entry);
            }
        });
        return whole ? Optional.of(new YamlMapping(sections, Position.START)) : Optional.empty();
    }

    /**
     * Reads a file whose top level may be anything; nothing at all is {@code null}. Empty where it could not be read to its end.
     */
    public static Optional<YamlValue> readAny(SourceText source, YamlDialect dialect, Problems problems) {
        if (source.isFaulty(problems)) {
            return Optional.empty();
        }
        YamlReader reader = new YamlReader(source.text(), dialect, problems);
        try {
            return Optional.of(reader.anything());
        } catch (MarkedYAMLException e) {
            SyntaxErrors.report(e, source.text(), problems);
        } catch (YAMLException e) {
            reader.brokenBehind();
        } catch (Stop e) {
            // It has been reported.
        }
        return Optional.empty();
    }

    /**
     * Does the same as {@link #stream}, and reads a long file in a thread of its own.
     *
     * @param problems takes what is wrong with the file as YAML, and must take nothing else until this returns
     * @param sections is asked what is streamed by the thread that reads, and takes everything in the one that calls
     */
    public static boolean streamAhead(
            SourceText source, YamlDialect dialect, Problems problems, YamlSections sections) {
        return source.text().length() < WORTH_A_THREAD
                ? stream(source, dialect, problems, sections)
                : ReadAhead.read(ahead -> stream(source, dialect, problems, ahead), sections);
    }

    /** Reads a file and hands its sections out as they come; returns whether it could be read to its end. */
    public static boolean stream(SourceText source, YamlDialect dialect, Problems problems, YamlSections sections) {
        if (source.isFaulty(problems)) {
            return false;
        }
        YamlReader reader = new YamlReader(source.text(), dialect, problems);
        try {
            return reader.document(sections);
        } catch (MarkedYAMLException e) {
            SyntaxErrors.report(e, source.text(), problems);
            return false;
        } catch (YAMLException e) {
            reader.brokenBehind();
            return false;
        } catch (Stop e) {
            return false;
        }
    }

    /** Some faults SnakeYAML finds and says no place of. */
    private void brokenBehind() {
        problems.add(
                YamlRule.SYNTAX,
                latest,
                "behind this, the file is not YAML",
                "look for a bracket, a quote, a colon or an indentation that is wrong");
    }

    private boolean document(YamlSections sections) {
        expect(Event.ID.StreamStart);
        if (events.checkEvent(Event.ID.StreamEnd)) {
            return empty(Position.START);
        }
        expect(Event.ID.DocumentStart);
        Event top = events.peekEvent();
        Position at = position(top);
        if (top.is(Event.ID.MappingStart)) {
            node(events.getEvent());
            topLevel(sections);
        } else {
            YamlValue other = value();
            return other.isNull() ? empty(Position.START) : notAMapping(at, other);
        }
        expect(Event.ID.DocumentEnd);
        return isTheLast();
    }

    private boolean isTheLast() {
        boolean last = events.checkEvent(Event.ID.StreamEnd);
        if (!last) {
            problems.add(
                    YamlRule.DOCUMENTS,
                    position(events.peekEvent()),
                    "a second YAML document starts here",
                    "one file holds one document; remove the '---', or move what follows to a file of its own");
        }
        return last;
    }

    private YamlValue anything() {
        expect(Event.ID.StreamStart);
        if (events.checkEvent(Event.ID.StreamEnd)) {
            return new YamlScalar("", Position.START, true, Optional.empty());
        }
        expect(Event.ID.DocumentStart);
        YamlValue value = value();
        expect(Event.ID.DocumentEnd);
        if (!isTheLast()) {
            throw new Stop();
        }
        return value;
    }

    private boolean empty(Position at) {
        problems.add(YamlRule.EMPTY, at, "the file is empty", "inventory-examples/ has files to start from");
        return false;
    }

    private boolean notAMapping(Position at, YamlValue other) {
        problems.add(
                YamlRule.NOT_A_MAPPING,
                at,
                "the file is " + other.kind() + ", not a mapping",
                "write it as 'key: value' lines, starting at the left edge");
        return false;
    }

    private void topLevel(YamlSections sections) {
        depth++;
        Map<String, Position> seen = new HashMap<>();
        Map<String, YamlEntry> merged = new LinkedHashMap<>();
        while (!events.checkEvent(Event.ID.MappingEnd)) {
            Optional<YamlScalar> key = key();
            if (key.isEmpty()) {
                value();
            } else if (isMerge(key.get())) {
                merge(key.get(), value(), merged);
            } else if (isNew(key.get(), seen)) {
                section(key.get(), sections);
            } else {
                YamlValue again = value();
                if (dialect == YamlDialect.ANSIBLE) {
                    sections.section(new YamlEntry(key.get(), again));
                }
            }
        }
        merged.values().stream()
                .filter(entry -> !seen.containsKey(entry.name()))
                .forEach(sections::section);
        events.getEvent();
        depth--;
    }

    private void section(YamlScalar key, YamlSections sections) {
        if (!sections.isStreamed(key) || !events.checkEvent(Event.ID.MappingStart)) {
            sections.section(new YamlEntry(key, value()));
            return;
        }
        Position at = position(events.peekEvent());
        node(events.getEvent());
        depth++;
        Map<String, Position> seen = new HashMap<>();
        while (!events.checkEvent(Event.ID.MappingEnd)) {
            Optional<YamlScalar> name = key();
            YamlValue value = value();
            if (name.isPresent() && !refusedMerge(name.get()) && isNew(name.get(), seen)) {
                sections.entryOf(key, new YamlEntry(name.get(), value));
            }
        }
        events.getEvent();
        depth--;
        sections.section(new YamlEntry(key, YamlMapping.empty(at)));
    }

    private YamlValue value() {
        Event event = events.getEvent();
        int before = nodes + nodesByAlias;
        if (event instanceof AliasEvent alias) {
            return alias(alias);
        }
        NodeEvent start = (NodeEvent) event;
        boolean allowed = node(start);
        YamlValue value;
        if (start instanceof ScalarEvent scalar) {
            Optional<String> tag = Optional.ofNullable(scalar.getTag());
            Optional<YamlSecret.Store> store =
                    dialect == YamlDialect.STRICT ? tag.flatMap(YamlSecret.Store::of) : Optional.empty();
            value = store.isPresent()
                    ? new YamlSecret(store.get(), scalar.getValue(), position(start))
                    : new YamlScalar(scalar.getValue(), position(start), scalar.isPlain(), tag);
        } else {
            if (depth >= dialect.deepest()) {
                problems.add(
                        YamlRule.NESTING,
                        position(start),
                        "nested deeper than " + dialect.deepest() + " levels",
                        "is a bracket above never closed?");
                throw new Stop();
            }
            depth++;
            value = start.is(Event.ID.MappingStart) ? mapping(position(start)) : list(position(start));
            depth--;
        }
        if (start.getAnchor() != null) {
            anchors.put(start.getAnchor(), new Anchored(value, nodes + nodesByAlias - before));
        }
        return allowed ? value : new YamlRefused(position(start));
    }

    private YamlMapping mapping(Position at) {
        Map<String, Position> seen = new HashMap<>();
        Map<String, YamlEntry> entries = new LinkedHashMap<>();
        Map<String, YamlEntry> merged = new LinkedHashMap<>();
        while (!events.checkEvent(Event.ID.MappingEnd)) {
            Optional<YamlScalar> key = key();
            YamlValue value = value();
            if (key.isEmpty()) {
                continue;
            }
            if (isMerge(key.get())) {
                merge(key.get(), value, merged);
            } else if (isNew(key.get(), seen) || dialect == YamlDialect.ANSIBLE) {
                entries.put(key.get().text(), new YamlEntry(key.get(), value));
            }
        }
        events.getEvent();
        merged.putAll(entries);
        return new YamlMapping(merged, at);
    }

    private YamlList list(Position at) {
        List<YamlValue> items = new ArrayList<>();
        while (!events.checkEvent(Event.ID.SequenceEnd)) {
            items.add(value());
        }
        events.getEvent();
        return new YamlList(items, at);
    }

    private Optional<YamlScalar> key() {
        YamlValue key = value();
        if (key.scalar().isEmpty() || key.isNull()) {
            if (!key.isRefused()) {
                problems.add(
                        YamlRule.KEY,
                        key.at(),
                        "a key must be a word, not " + key.kind(),
                        "quote a key or value that starts with a bracket");
            }
            return Optional.empty();
        }
        return key.scalar();
    }

    private boolean isNew(YamlScalar key, Map<String, Position> seen) {
        Position first = seen.putIfAbsent(key.text(), key.at());
        if (first != null && dialect == YamlDialect.STRICT) {
            problems.add(
                    YamlRule.DUPLICATE_KEY,
                    key.at(),
                    "the key " + Problems.quote(key.text()) + " stands twice in this mapping",
                    "it stands at " + first + " too; keep one of them, or rename one");
        } else if (first != null) {
            problems.add(
                    YamlRule.REPEATED_KEY,
                    key.at(),
                    "the key " + Problems.quote(key.text()) + " stands twice in this mapping; this one counts",
                    "it stands at " + first + " too; keep one of them");
        }
        return first == null;
    }

    private static boolean isMerge(YamlScalar key) {
        return key.plain() && key.text().equals(MERGE);
    }

    private boolean refusedMerge(YamlScalar key) {
        if (isMerge(key) && dialect == YamlDialect.STRICT) {
            problems.add(
                    YamlRule.ANCHOR,
                    key.at(),
                    "merge keys ('<<') are not allowed here",
                    "put what is shared in a profile, or in 'defaults'");
        }
        return isMerge(key);
    }

    private void merge(YamlScalar key, YamlValue value, Map<String, YamlEntry> merged) {
        refusedMerge(key);
        if (dialect == YamlDialect.STRICT || value.isRefused()) {
            return;
        }
        List<YamlValue> sources = value.list().map(YamlList::items).orElse(List.of(value));
        // As with Ansible: of a list the first counts most, of two merge keys the last.
        for (int i = sources.size() - 1; i >= 0; i--) {
            YamlValue source = sources.get(i);
            if (source.mapping().isPresent()) {
                merged.putAll(source.mapping().get().byName());
            } else if (!source.isRefused()) {
                problems.add(
                        YamlRule.ALIAS,
                        source.at(),
                        "only mappings can be merged ('<<'), not " + source.kind(),
                        "name the anchor of a mapping");
            }
        }
    }

    private YamlValue alias(AliasEvent alias) {
        Position at = position(alias);
        if (dialect == YamlDialect.STRICT) {
            problems.add(
                    YamlRule.ANCHOR,
                    at,
                    "aliases ('*') are not allowed here",
                    "put what is shared in a profile, or in 'defaults'; quote a value that starts with '*'");
            return new YamlRefused(at);
        }
        Anchored anchored = anchors.get(alias.getAnchor());
        if (anchored == null) {
            problems.add(
                    YamlRule.ALIAS,
                    at,
                    "no anchor of this name ends above this alias",
                    "write '&NAME' before the value that '*NAME' stands for; an alias cannot hold itself");
            return new YamlRefused(at);
        }
        nodesByAlias += anchored.nodes;
        if (nodesByAlias > MOST_NODES_BY_ALIAS) {
            problems.add(
                    YamlRule.ALIAS,
                    at,
                    "the aliases unfold to more than " + MOST_NODES_BY_ALIAS + " values",
                    "aliases of aliases grow without end; nest fewer");
            throw new Stop();
        }
        return anchored.value;
    }

    /** Counts a node and checks what stands before it; returns whether it may be used. */
    private boolean node(Event event) {
        nodes++;
        NodeEvent start = (NodeEvent) event;
        Position at = position(start);
        latest = at;
        if (start.getAnchor() != null && dialect == YamlDialect.STRICT) {
            problems.add(
                    YamlRule.ANCHOR,
                    at,
                    "anchors ('&') are not allowed here",
                    "put what is shared in a profile, or in 'defaults'; quote a value that starts with '&'");
        }
        String tag = start instanceof ScalarEvent scalar
                ? scalar.getTag()
                : start instanceof CollectionStartEvent collection ? collection.getTag() : null;
        if (tag == null || (dialect == YamlDialect.ANSIBLE && isKnown(tag, start))) {
            return true;
        }
        boolean ofSecrets =
                dialect == YamlDialect.STRICT && YamlSecret.Store.of(tag).isPresent();
        if (ofSecrets && start instanceof ScalarEvent) {
            return true;
        }
        problems.add(
                YamlRule.TAG,
                at,
                "the tag " + Problems.quote(tag.replace(PREFIX, "!!")) + " is not allowed here",
                ofSecrets
                        ? "it stands before a single value: !env NAME, !file PATH, or !vault | and what is encrypted"
                        : "leave it out; quote a value that starts with '!'");
        return false;
    }

    /** Returns whether Ansible knows a tag that JSON can show the value of. */
    private static boolean isKnown(String tag, NodeEvent start) {
        return tag.equals("!")
                || (start instanceof ScalarEvent
                        ? TAGS_OF_SCALARS.contains(tag)
                        : tag.equals(start.is(Event.ID.MappingStart) ? PREFIX + "map" : PREFIX + "seq"));
    }

    private void expect(Event.ID id) {
        if (!events.getEvent().is(id)) {
            throw new IllegalStateException("SnakeYAML's parser gave something else than " + id);
        }
    }

    private static Position position(Event event) {
        return position(event.getStartMark());
    }

    static Position position(Mark mark) {
        return new Position(mark.getLine() + 1, mark.getColumn() + 1);
    }
}
