package io.pairwire.topology;

import io.pairwire.model.Side;
import io.pairwire.model.TopologyName;
import io.pairwire.yaml.Position;
import io.pairwire.yaml.Problems;
import io.pairwire.yaml.SourceText;
import io.pairwire.yaml.YamlDialect;
import io.pairwire.yaml.YamlEntry;
import io.pairwire.yaml.YamlReader;
import io.pairwire.yaml.YamlScalar;
import io.pairwire.yaml.YamlSections;
import io.pairwire.yaml.YamlValue;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads a lock file, a line at a time. */
final class LockReader implements YamlSections {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,62}");
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,9}");
    private static final Map<String, Quantity> QUANTITIES = Map.of(
            Quantity.TUNNEL_ID.text(), Quantity.TUNNEL_ID,
            Quantity.UDP_PORT.text(), Quantity.UDP_PORT,
            Quantity.SESSION_ID.text(), Quantity.SESSION_ID);
    private static final String FORM = "write 'tunnel_id A B, udp_port A B, session_id A B', or those of them that it"
            + " has, with '-' for none; or remove the line, and run 'pairwire lock'";

    private final Problems problems;
    private final Map<Holder, Given<Holding>> entries = new HashMap<>();
    private final Set<String> seen = new HashSet<>();
    private Optional<Given<TopologyName>> topology = Optional.empty();

    private LockReader(Problems problems) {
        this.problems = problems;
    }

    /** Returns what a lock file holds, as far as it can be read; what cannot is reported. */
    static LockDraft read(SourceText source, Problems problems) {
        LockReader reader = new LockReader(problems);
        if (YamlReader.stream(source, YamlDialect.STRICT, problems, reader)) {
            reader.require(LockText.VERSION, LockRule.VERSION, "write 'version: 1'");
            reader.require(LockText.TOPOLOGY, LockRule.OTHER_TOPOLOGY, "write 'topology: NAME', as the topology file");
        }
        return new LockDraft(reader.topology, reader.entries);
    }

    private void require(String key, LockRule rule, String hint) {
        if (!seen.contains(key)) {
            problems.add(rule, Position.START, "the lock file has no '" + key + "'", hint);
        }
    }

    @Override
    public boolean isStreamed(YamlScalar key) {
        return key.text().equals(LockText.ALLOCATED);
    }

    @Override
    public void entryOf(YamlScalar section, YamlEntry entry) {
        Optional<Holder> holder = holder(entry.key());
        Optional<Holding> holding = holding(entry.value());
        if (holder.isPresent() && holding.isPresent()) {
            entries.put(holder.get(), Given.of(holding.get(), entry.key().at()));
        }
    }

    @Override
    public void section(YamlEntry entry) {
        seen.add(entry.name());
        YamlValue value = entry.value();
        String text = value.scalar().map(YamlScalar::text).orElse("");
        switch (entry.name()) {
            case LockText.VERSION -> version(value, text);
            case LockText.TOPOLOGY -> topology(value, text);
            case LockText.ALLOCATED -> allocated(value);
            default ->
                problems.add(
                        LockRule.UNKNOWN_KEY,
                        entry.key().at(),
                        "a lock file has no key " + Problems.quote(entry.name()),
                        "remove it; there are version, topology and allocated");
        }
    }

    private void version(YamlValue value, String text) {
        if (!value.isRefused() && !text.equals(LockText.THIS_VERSION)) {
            problems.add(
                    LockRule.VERSION,
                    value.at(),
                    "this version of Pairwire reads lock files of version 1, not "
                            + (text.isEmpty() ? value.kind() : Problems.quote(text)),
                    "use the Pairwire that wrote it, or a newer one");
        }
    }

    private void topology(YamlValue value, String text) {
        if (value.isRefused()) {
            return;
        }
        try {
            topology = Optional.of(Given.of(new TopologyName(text), value.at()));
        } catch (IllegalArgumentException e) {
            problems.add(
                    LockRule.OTHER_TOPOLOGY,
                    value.at(),
                    (text.isEmpty() ? value.kind() : Problems.quote(text)) + " cannot be a topology's name",
                    "write the name that the topology file has");
        }
    }

    /** Takes the whole section, which has come entry by entry where it is a mapping. */
    private void allocated(YamlValue value) {
        if (!value.isRefused() && !value.isNull() && value.mapping().isEmpty()) {
            problems.add(
                    LockRule.VALUES,
                    value.at(),
                    "'allocated' must be a mapping, not " + value.kind(),
                    "write 'tunnel NAME: ...' and 'pseudowire NAME: ...' lines below it, indented");
        }
    }

    private Optional<Holder> holder(YamlScalar key) {
        int blank = key.text().indexOf(' ');
        String name = key.text().substring(blank + 1);
        if (blank > 0 && NAME.matcher(name).matches()) {
            for (Holder.Kind kind : Holder.Kind.values()) {
                if (key.text().startsWith(kind.toString()) && kind.toString().length() == blank) {
                    return Optional.of(new Holder(kind, name));
                }
            }
        }
        problems.add(
                LockRule.HOLDER,
                key.at(),
                Problems.quote(key.text()) + " is neither 'tunnel NAME' nor 'pseudowire NAME'",
                "correct it, or remove the line and run 'pairwire lock'");
        return Optional.empty();
    }

    private Optional<Holding> holding(YamlValue value) {
        if (value.isRefused()) {
            return Optional.empty();
        }
        if (value.scalar().isEmpty() || value.isNull()) {
            return bad(value, value.kind() + " stands where values should");
        }
        Holding holding = Holding.NONE;
        Set<Quantity> met = EnumSet.noneOf(Quantity.class);
        for (String part : value.scalar().get().text().split(", *", -1)) {
            String[] words = part.split(" ", -1);
            Quantity quantity = QUANTITIES.get(words[0]);
            if (quantity == null || words.length != 3 || !met.add(quantity)) {
                return bad(value, "the values cannot hold " + Problems.quote(part));
            }
            Ends ends = new Ends(0, 0);
            for (Side side : Side.values()) {
                String word = side == Side.A ? words[1] : words[2];
                if (!word.equals("-")) {
                    long number = NUMBER.matcher(word).matches() ? Long.parseLong(word) : 0;
                    if (number < 1 || number > most(quantity)) {
                        return bad(value, Problems.quote(word) + " cannot be a " + quantity.phrase());
                    }
                    ends = ends.with(side, (int) number);
                }
            }
            holding = holding.with(quantity, ends);
        }
        return Optional.of(holding);
    }

    private static long most(Quantity quantity) {
        return quantity == Quantity.UDP_PORT ? 0xffffL : 0xffff_ffffL;
    }

    private Optional<Holding> bad(YamlValue value, String message) {
        problems.add(LockRule.VALUES, value.at(), message, FORM);
        return Optional.empty();
    }
}
