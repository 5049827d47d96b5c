package io.pairwire.ssh;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What OpenSSH's configuration says of one host, while it is read: of each keyword the first that applies, of files to log in with all. */
final class ConfigValues {
    private static final Pattern TIME = Pattern.compile("(?:([0-9]+)([smhdwSMHDW]?))+");
    private static final Pattern TIME_PART = Pattern.compile("([0-9]+)([smhdwSMHDW]?)");

    private final String originalHost;
    private final String localUser;
    private final Map<String, List<String>> values = new LinkedHashMap<>();
    private final Set<String> identityFiles = new LinkedHashSet<>();
    private final Set<String> certificateFiles = new LinkedHashSet<>();

    ConfigValues(String originalHost, String localUser) {
        this.originalHost = originalHost;
        this.localUser = localUser;
    }

    /** Refuses a line that OpenSSH would refuse whether it applies or not, of those that mean something here. */
    static void check(ConfigLine line) throws SshConfigException {
        switch (line.keyword()) {
            case "port" -> port(line);
            case "connecttimeout", "serveraliveinterval" -> seconds(line);
            case "serveralivecountmax" -> number(line);
            case "identitiesonly", "hashknownhosts" -> yes(line);
            case "stricthostkeychecking" -> {
                if (!Set.of("yes", "true", "no", "false", "off", "ask", "accept-new")
                        .contains(line.word().toLowerCase(Locale.ROOT))) {
                    throw line.wrong("stricthostkeychecking is not '" + line.word() + "'");
                }
            }
            case "hostname", "user", "identityfile", "certificatefile", "identityagent", "hostkeyalias" -> line.word();
            case "proxycommand" -> {
                if (line.rest().isEmpty()) {
                    throw line.wrong("proxycommand has no value");
                }
            }
            case "proxyjump" -> Jump.list(line);
            case "userknownhostsfile", "globalknownhostsfile" -> {
                if (line.words().isEmpty()) {
                    throw line.wrong(line.keyword() + " names no file");
                }
                if (line.words().size() > 1 && line.words().contains("none")) {
                    throw line.wrong("in " + line.keyword() + " none stands alone");
                }
            }
            case "host", "match" -> {
                if (line.words().isEmpty()) {
                    throw line.wrong(line.keyword() + " names nothing");
                }
            }
            default -> {
                return;
            }
        }
    }

    /** Takes a line that applies. */
    void take(ConfigLine line) throws SshConfigException {
        check(line);
        String keyword = line.keyword();
        switch (keyword) {
            case "identityfile" -> identityFiles.add(line.word());
            case "certificatefile" -> certificateFiles.add(line.word());
            case "proxyjump" -> {
                if (!values.containsKey("proxycommand")) {
                    values.putIfAbsent(keyword, line.words());
                }
            }
            case "proxycommand" -> {
                if (jumps().isEmpty()) {
                    values.putIfAbsent(keyword, List.of(line.rest()));
                }
            }
            case "canonicalizehostname" -> {
                if (!values.containsKey(keyword) && !line.word().equalsIgnoreCase("no")) {
                    throw SshConfig.notToBeHad(line);
                }
                values.putIfAbsent(keyword, line.words());
            }
            default -> {
                if (ConfigKeywords.NOT_TO_BE_HAD.contains(keyword)
                        && !values.containsKey(keyword)
                        && !line.words().equals(List.of("none"))) {
                    throw SshConfig.notToBeHad(line);
                }
                values.putIfAbsent(keyword, line.words());
            }
        }
    }

    private static void port(ConfigLine line) throws SshConfigException {
        int port = number(line);
        if (port < 1 || port > 65535) {
            throw line.wrong("a port is 1 to 65535, not " + line.word());
        }
    }

    private static int number(ConfigLine line) throws SshConfigException {
        try {
            return Integer.parseInt(line.word());
        } catch (NumberFormatException e) {
            throw line.wrong(line.keyword() + " is a number, not '" + line.word() + "'");
        }
    }

    private static boolean yes(ConfigLine line) throws SshConfigException {
        return switch (line.word().toLowerCase(Locale.ROOT)) {
            case "yes", "true" -> true;
            case "no", "false" -> false;
            default -> throw line.wrong(line.keyword() + " is yes or no, not '" + line.word() + "'");
        };
    }

    private static OptionalInt seconds(ConfigLine line) throws SshConfigException {
        String word = line.word();
        if (word.equals("none")) {
            return OptionalInt.empty();
        }
        if (!TIME.matcher(word).matches()) {
            throw line.wrong(line.keyword() + " is a time such as 10 or 1m30s, not '" + word + "'");
        }
        long seconds = 0;
        Matcher part = TIME_PART.matcher(word);
        while (part.find() && seconds < Integer.MAX_VALUE) {
            long unit = switch (part.group(2).toLowerCase(Locale.ROOT)) {
                case "m" -> 60;
                case "h" -> 3600;
                case "d" -> 86400;
                case "w" -> 7 * 86400;
                default -> 1;
            };
            seconds += Long.parseLong(
                            part.group(1).substring(0, Math.min(9, part.group(1).length())))
                    * unit;
        }
        return OptionalInt.of((int) Math.min(seconds, Integer.MAX_VALUE));
    }

    String originalHost() {
        return originalHost;
    }

    String localUser() {
        return localUser;
    }

    /** Returns the address to connect to. */
    String host() {
        return single("hostname")
                .map(name ->
                        name.replace("%%", "\u0000").replace("%h", originalHost).replace("\u0000", "%"))
                .orElse(originalHost)
                .toLowerCase(Locale.ROOT);
    }

    String user() {
        return single("user").orElse(localUser);
    }

    int port() {
        return single("port").map(Integer::parseInt).orElse(SshTarget.DEFAULT_PORT);
    }

    /** Returns the one value of a keyword, as it stands. */
    Optional<String> single(String keyword) {
        return Optional.ofNullable(values.get(keyword)).map(words -> words.get(0));
    }

    /** Returns all values of a keyword, as they stand. */
    Optional<List<String>> several(String keyword) {
        return Optional.ofNullable(values.get(keyword));
    }

    boolean isYes(String keyword) {
        return single(keyword)
                .map(word -> word.equalsIgnoreCase("yes") || word.equalsIgnoreCase("true"))
                .orElse(false);
    }

    /** Returns a time in seconds; none where none is said, or it is said that there is none. */
    OptionalInt time(String keyword) throws SshConfigException {
        List<String> words = values.get(keyword);
        return words == null
                ? OptionalInt.empty()
                : seconds(new ConfigLine(keyword, keyword, words, words.get(0), List.of()));
    }

    /** Returns the files of keys, as they stand; empty where nobody says. */
    Optional<List<String>> identityFiles() {
        if (identityFiles.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                identityFiles.stream().filter(file -> !file.equals("none")).toList());
    }

    List<String> certificateFiles() {
        return certificateFiles.stream().filter(file -> !file.equals("none")).toList();
    }

    /** Returns the command that connects, as it stands, if there is one. */
    Optional<String> proxyCommand() {
        return single("proxycommand").filter(command -> !command.equals("none"));
    }

    /** Returns the hosts on the way, the nearest first. */
    List<Jump> jumps() throws SshConfigException {
        Optional<String> text = single("proxyjump");
        return text.isEmpty()
                ? List.of()
                : Jump.list(new ConfigLine(
                        "proxyjump", "proxyjump", new ArrayList<>(List.of(text.get())), text.get(), List.of()));
    }
}
