package io.pairwire.cli;

import io.pairwire.transaction.DriftClass;
import io.pairwire.transaction.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Everything that {@code explain} knows: rules as {@code docs/rules.md} lists them, which travels in the jar and which tests hold to the
 * enums of the rooms (not all of which are in this jar); and from the enums themselves exit codes, verdicts and classes of drift.
 */
final class Explanations {
    private static final Pattern ROW =
            Pattern.compile("\\| ([A-Z]{2}[0-9]{3}) \\| (error|warning) \\| (.+) \\| (.+) \\|");
    private static final Pattern RETIRED = Pattern.compile("([A-Z]{2}[0-9]{3}) was .+");
    private static final Pattern ID = Pattern.compile("[A-Z]{2}[0-9]{3}");

    private final Map<String, List<Explanation>> chapters = new LinkedHashMap<>();
    private final Map<String, Explanation> byId = new LinkedHashMap<>();

    private Explanations() {}

    static Explanations all() {
        Explanations all = new Explanations();
        all.rules(Resource.text("rules.md"), examples(Resource.text("rule-examples.md")));
        for (ExitCode code : ExitCode.values()) {
            all.add(
                    "Exit codes",
                    Explanation.of(String.valueOf(code.number()), "exit code", code.meaning(), code.next()));
        }
        for (Verdict verdict : Verdict.values()) {
            all.add("Verdicts of verify", explained(verdict));
        }
        for (DriftClass drift : DriftClass.values()) {
            all.add("Classes of drift", explained(drift));
        }
        return all;
    }

    private void rules(String document, Map<String, String> examples) {
        String chapter = "";
        for (String line : document.lines().toList()) {
            Matcher row = ROW.matcher(line);
            if (line.startsWith("## ")) {
                chapter = "Rules: " + line.substring(3);
            } else if (row.matches()) {
                add(
                        chapter,
                        new Explanation(
                                row.group(1),
                                row.group(2),
                                plain(row.group(3)),
                                Optional.of(plain(row.group(4))),
                                Optional.ofNullable(examples.get(row.group(1)))));
            } else if (RETIRED.matcher(line).matches()) {
                Matcher id = ID.matcher(line);
                while (id.find()) {
                    byId.putIfAbsent(id.group(), Explanation.of(id.group(), "retired", plain(line), ""));
                }
            }
        }
    }

    /** Returns the text below each heading of the second order that is an ID, without the blank lines around it. */
    private static Map<String, String> examples(String document) {
        Map<String, String> examples = new LinkedHashMap<>();
        for (String section : document.split("(?m)^## ", -1)) {
            int end = section.indexOf('\n');
            if (end > 0 && ID.matcher(section.substring(0, end)).matches()) {
                examples.put(
                        section.substring(0, end), plain(section.substring(end).strip()));
            }
        }
        return examples;
    }

    private static String plain(String text) {
        return text.replace('`', '\'');
    }

    private void add(String chapter, Explanation explanation) {
        chapters.computeIfAbsent(chapter, absent -> new ArrayList<>()).add(explanation);
        byId.put(explanation.id().toUpperCase(Locale.ROOT), explanation);
    }

    private static Explanation explained(Verdict verdict) {
        String id = verdict.name();
        return switch (verdict) {
            case OK -> verdict(id, "short and long frames pass, both ways", "");
            case MISSING_END -> verdict(id, "an end is not there", "`apply`");
            case ID_MISMATCH ->
                verdict(
                        id,
                        "one end sends to another session ID, UDP port, outer address or encapsulation than the other has; or frames of"
                                + " another pseudowire arrive",
                        "`drift` shows all of it, `apply` mends it");
            case COOKIE_MISMATCH ->
                verdict(
                        id,
                        "what arrives bears another cookie than is demanded, or none: seen in the hosts' settings, or by"
                                + " `RX_COOKIE_DISCARDS` growing",
                        "`apply`");
            case PATH_BLOCKED -> verdict(id, "nothing passes in at least one direction", "by the line, see below");
            case MTU_BLACKHOLE ->
                verdict(
                        id,
                        "short frames pass, long ones do not",
                        "raise the underlay's MTU, or lower `underlay_mtu` or `mtu`");
            case UNVERIFIED ->
                verdict(
                        id,
                        "a host did not answer, an end could not be probed, or something that is not the topology's stands in its place",
                        "by the line");
        };
    }

    /** Takes the words of {@code docs/verify.md}, and what goes without saying there. */
    private static Explanation verdict(String id, String meaning, String next) {
        return Explanation.of(
                id,
                "verdict",
                plain(meaning),
                plain(next)
                        .replace(
                                "by the line, see below",
                                "go by what 'verify' says beside it; docs/verify.md lists what that may be")
                        .replaceFirst("^by the line$", "go by what 'verify' says beside it"));
    }

    private static Explanation explained(DriftClass drift) {
        String id = drift.toString();
        return switch (drift) {
            case MISSING -> drift(id, "neither end is there", "'apply' makes both");
            case HALF_PAIR -> drift(id, "one end is there", "'apply' makes the other");
            case PEER_MISMATCH ->
                drift(id, "both ends are there, and what one sends is not what the other expects", "'apply' mends it");
            case FOREIGN ->
                drift(
                        id,
                        "something that is not the topology's stands in its way, or it lacks something that is not the topology's to make",
                        "go by what 'drift' says beside it; 'adopt' takes over what fits");
            case CHANGED ->
                drift(
                        id,
                        "both ends are there and fit each other, but differ in what concerns each alone, or both in the same way",
                        "'apply' mends it");
            case LEFT_OVER -> drift(id, "it is no longer in the topology", "'apply' removes it");
        };
    }

    private static Explanation drift(String id, String meaning, String next) {
        return Explanation.of(id, "class of drift", meaning, next);
    }

    /** Returns the chapters in the order of the document, then those that are no rules. */
    Map<String, List<Explanation>> chapters() {
        return chapters;
    }

    /** Returns what somebody asks for, in whatever case, with {@code -} for {@code _} too. */
    Optional<Explanation> find(String word) {
        return Optional.ofNullable(byId.get(word.toUpperCase(Locale.ROOT).replace('-', '_')));
    }

    /** Returns everything that can be asked for, in upper case. */
    List<String> ids() {
        return List.copyOf(byId.keySet());
    }
}
