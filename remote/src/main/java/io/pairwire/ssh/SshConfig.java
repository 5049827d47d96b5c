package io.pairwire.ssh;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * OpenSSH's configuration (ssh_config(5)), and what it says of a host. Pure: the files have been read.
 *
 * @param files their lines, the user's file first
 */
record SshConfig(List<List<ConfigLine>> files) {
    private static final String USE_SSH = "Use --transport openssh, which has ssh itself follow it.";

    /** No configuration: OpenSSH's defaults. */
    static final SshConfig NONE = new SshConfig(List.of());

    SshConfig {
        files = List.copyOf(files);
    }

    /** Reads lines for what is wrong with them wherever they apply, as OpenSSH does before anything else. */
    static SshConfig of(List<List<ConfigLine>> files) throws SshConfigException {
        List<String> ignored = new ArrayList<>();
        for (List<ConfigLine> file : files) {
            check(file, ignored);
        }
        return new SshConfig(files);
    }

    private static void check(List<ConfigLine> lines, List<String> ignored) throws SshConfigException {
        for (ConfigLine line : lines) {
            if (line.keyword().equals("ignoreunknown")) {
                ignored.addAll(List.of(line.word().toLowerCase(Locale.ROOT).split(",", -1)));
            }
            if (!ConfigKeywords.isKnown(line.keyword())) {
                if (ignored.stream().noneMatch(pattern -> HostPatterns.glob(pattern, line.keyword()))) {
                    throw line.wrong("'" + line.keyword() + "' is no keyword");
                }
                continue;
            }
            ConfigValues.check(line);
            for (List<ConfigLine> file : line.included()) {
                check(file, ignored);
            }
        }
    }

    /**
     * Says what it says of a host.
     *
     * @param host as it was given
     * @param said what was said elsewhere and goes before it, by keyword: {@code user}, {@code port} and the like
     * @param localUser who runs this
     */
    ConfigValues of(String host, Map<String, String> said, String localUser) throws SshConfigException {
        ConfigValues values = new ConfigValues(host, localUser);
        for (Map.Entry<String, String> each : said.entrySet()) {
            values.take(ConfigLine.parse("option " + each.getKey(), each.getKey() + " " + each.getValue())
                    .orElseThrow());
        }
        for (List<ConfigLine> file : files) {
            apply(file, true, values);
        }
        return values;
    }

    private static void apply(List<ConfigLine> lines, boolean outer, ConfigValues values) throws SshConfigException {
        boolean active = outer;
        for (ConfigLine line : lines) {
            switch (line.keyword()) {
                case "host" -> active = outer && hostMatches(line, values.originalHost());
                case "match" -> active = matches(line, values, outer) && outer;
                case "include" -> {
                    for (List<ConfigLine> file : line.included()) {
                        apply(file, active, values);
                    }
                }
                default -> {
                    if (active && ConfigKeywords.isKnown(line.keyword())) {
                        values.take(line);
                    }
                }
            }
        }
    }

    private static boolean hostMatches(ConfigLine line, String host) {
        boolean found = false;
        for (String pattern : line.words()) {
            if (pattern.startsWith("!")) {
                if (HostPatterns.glob(pattern.substring(1), host)) {
                    return false;
                }
            } else {
                found |= HostPatterns.glob(pattern, host);
            }
        }
        return found;
    }

    private static boolean matches(ConfigLine line, ConfigValues values, boolean outer) throws SshConfigException {
        List<String> words = new ArrayList<>();
        for (String word : line.words()) {
            int equals = word.indexOf('=');
            if (words.size() % 2 == 0 && equals > 0) {
                words.add(word.substring(0, equals));
                words.add(word.substring(equals + 1));
            } else {
                words.add(word);
                if (words.size() % 2 == 1 && isWithoutArgument(word)) {
                    words.add("");
                }
            }
        }
        boolean result = outer;
        for (int i = 0; i < words.size(); i += 2) {
            boolean negated = words.get(i).startsWith("!");
            String criterion = words.get(i).substring(negated ? 1 : 0).toLowerCase(Locale.ROOT);
            if (i + 1 >= words.size()) {
                throw line.wrong("match " + criterion + " names nothing");
            }
            String argument = words.get(i + 1);
            boolean holds = switch (criterion) {
                case "all" -> {
                    if (negated || words.size() > 2) {
                        throw line.wrong("match all stands alone");
                    }
                    yield true;
                }
                case "host" -> listMatches(argument, values.host());
                case "originalhost" -> listMatches(argument, values.originalHost());
                case "user" -> listMatches(argument, values.user());
                case "localuser" -> listMatches(argument, values.localUser());
                case "canonical" -> false;
                case "exec", "final", "tagged", "localnetwork", "version", "sessiontype", "command" -> {
                    if (result) {
                        throw new SshConfigException(
                                line.place(), "match " + criterion + " is not to be had here", USE_SSH);
                    }
                    yield false;
                }
                default -> throw line.wrong("match knows no '" + criterion + "'");
            };
            result &= holds != negated;
        }
        return result;
    }

    private static boolean isWithoutArgument(String word) {
        String bare = word.toLowerCase(Locale.ROOT).replace("!", "");
        return bare.equals("all") || bare.equals("canonical") || bare.equals("final");
    }

    /** A list of patterns with commas: one must match, and none that is negated. */
    private static boolean listMatches(String list, String text) {
        boolean found = false;
        for (String pattern : list.split(",", -1)) {
            if (pattern.startsWith("!")) {
                if (HostPatterns.glob(pattern.substring(1), text)) {
                    return false;
                }
            } else {
                found |= HostPatterns.glob(pattern, text);
            }
        }
        return found;
    }

    static SshConfigException notToBeHad(ConfigLine line) {
        return new SshConfigException(line.place(), line.keyword() + " is not to be had here", USE_SSH);
    }
}
