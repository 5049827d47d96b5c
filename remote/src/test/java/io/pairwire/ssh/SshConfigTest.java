package io.pairwire.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What we make of configurations, against what {@code ssh -G} and {@code ssh -v} make of them: {@code src/test/resources/ssh-config/capture} asked
 * them.
 */
class SshConfigTest {
    private static final Path CASES = Path.of("src/test/resources/ssh-config");

    @TempDir
    Path dir;

    static Stream<String> cases() throws IOException {
        try (Stream<Path> files = Files.list(CASES)) {
            List<String> names = files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(".golden"))
                    .map(name -> name.replace(".golden", ""))
                    .sorted()
                    .toList();
            return names.stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aConfigurationMeansWhatItMeansToOpenssh(String name) throws Exception {
        try (Stream<Path> files = Files.list(CASES)) {
            for (Path file : files.toList()) {
                Files.writeString(
                        dir.resolve(String.valueOf(file.getFileName())),
                        Files.readString(file).replace("@DIR@", dir.toString()));
            }
        }
        Map<String, List<String>> answers = answers(Files.readAllLines(CASES.resolve(name + ".golden")));
        assertThat(answers).isNotEmpty();
        for (Map.Entry<String, List<String>> each : answers.entrySet()) {
            List<String> words = List.of(each.getKey().split(" ", -1));
            Map<String, String> said = new LinkedHashMap<>();
            for (String option : words.subList(1, words.size())) {
                said.put(
                        option.substring(0, option.indexOf('=')).toLowerCase(java.util.Locale.ROOT),
                        option.substring(option.indexOf('=') + 1));
            }
            List<String> ours = new ArrayList<>();
            try {
                SshConfig config = SshConfig.of(new ConfigFiles(Path.of("/home")).given(dir.resolve(name + ".conf")));
                ConfigValues values = config.of(words.get(0), said, "@USER@");
                for (String line : each.getValue()) {
                    told(line, values, words.get(0)).ifPresent(ours::add);
                }
                assertThat(ours)
                        .as(each.getKey())
                        .containsExactlyInAnyOrderElementsOf(each.getValue().stream()
                                .filter(line -> told(line, values, words.get(0)).isPresent() || !isIdentity(line))
                                .map(line -> line.replace("@DIR@", dir.toString()))
                                .toList());
            } catch (SshConfigException e) {
                assertThat(each.getValue())
                        .as("%s: %s", each.getKey(), e.getMessage())
                        .hasSize(1);
                String number = each.getValue().get(0).replace("error line ", "");
                assertThat(e.getMessage()).startsWith(dir.resolve(name + ".conf") + ":" + number + ": ");
            }
        }
    }

    private static boolean isIdentity(String line) {
        return line.startsWith("identityfile ") || line.startsWith("identity ") || line.startsWith("certificate ");
    }

    private static Map<String, List<String>> answers(List<String> lines) {
        Map<String, List<String>> answers = new LinkedHashMap<>();
        List<String> current = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith("== ")) {
                current = new ArrayList<>();
                answers.put(line.substring(3), current);
            } else if (!line.startsWith("#") && !line.equals("identityfile none")) {
                current.add(line);
            }
        }
        return answers;
    }

    /** Returns what we say where OpenSSH says that line; nothing where it names the keys that it would look for by itself. */
    private Optional<String> told(String line, ConfigValues values, String host) {
        String keyword = line.substring(0, line.indexOf(' '));
        String value = line.substring(keyword.length() + 1).replace("@DIR@", dir.toString());
        Tokens tokens = tokens(values, host);
        return switch (keyword) {
            case "hostname" -> Optional.of(keyword + " " + values.host());
            case "user" -> Optional.of(keyword + " " + values.user());
            case "port" -> Optional.of(keyword + " " + values.port());
            case "identitiesonly", "hashknownhosts" -> Optional.of(keyword + (values.isYes(keyword) ? " yes" : " no"));
            case "identityfile" ->
                values.identityFiles()
                        .map(files -> keyword + " " + (files.contains(value) ? value : "missing in " + files));
            case "certificatefile" ->
                Optional.of(keyword + " " + (values.certificateFiles().contains(value) ? value : "missing"));
            case "identity" -> values.identityFiles().map(files -> keyword + " " + found(files, value, tokens));
            case "certificate" -> Optional.of(keyword + " " + found(values.certificateFiles(), value, tokens));
            case "userknownhostsfile" ->
                Optional.of(keyword + " "
                        + values.several(keyword)
                                .map(files -> expanded(files, tokens))
                                .orElse("@HOME@/.ssh/known_hosts @HOME@/.ssh/known_hosts2"));
            case "globalknownhostsfile" ->
                Optional.of(keyword + " "
                        + values.several(keyword)
                                .map(files -> String.join(" ", files))
                                .orElse("/etc/ssh/ssh_known_hosts /etc/ssh/ssh_known_hosts2"));
            case "identityagent" ->
                Optional.of(
                        keyword + " " + expanded(List.of(values.single(keyword).orElse("missing")), tokens));
            case "hostkeyalias" ->
                Optional.of(keyword + " " + values.single(keyword).orElse("missing"));
            case "stricthostkeychecking" ->
                Optional.of(keyword + " "
                        + switch (values.single(keyword).orElse("ask")) {
                            case "yes" -> "true";
                            case "no", "off" -> "false";
                            case "accept-new" -> "accept-new";
                            default -> "ask";
                        });
            case "connecttimeout" -> Optional.of(keyword + " " + time(values, keyword, "none"));
            case "serveraliveinterval" -> Optional.of(keyword + " " + time(values, keyword, "0"));
            case "serveralivecountmax" ->
                Optional.of(keyword + " " + values.single(keyword).orElse("3"));
            case "proxycommand" ->
                Optional.of(keyword + " " + values.proxyCommand().orElse("none"));
            case "proxyjump" -> Optional.of(keyword + " " + jumps(values));
            default -> throw new IllegalStateException(line);
        };
    }

    private static String time(ConfigValues values, String keyword, String otherwise) {
        try {
            var seconds = values.time(keyword);
            return seconds.isPresent() ? Integer.toString(seconds.getAsInt()) : otherwise;
        } catch (SshConfigException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String jumps(ConfigValues values) {
        try {
            return String.join(
                    ",",
                    values.jumps().stream()
                            .map(jump -> jump.user().map(user -> user + "@").orElse("")
                                    + (jump.host().contains(":") ? "[" + jump.host() + "]" : jump.host())
                                    + (jump.port().isPresent()
                                            ? ":" + jump.port().getAsInt()
                                            : ""))
                            .toList());
        } catch (SshConfigException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Tokens tokens(ConfigValues values, String host) {
        return new Tokens(
                Map.of(
                        'd', "@HOME@",
                        'u', "@USER@",
                        'h', values.host(),
                        'r', values.user(),
                        'p', Integer.toString(values.port()),
                        'n', host,
                        'k', values.single("hostkeyalias").orElse(host)),
                "@HOME@",
                name -> name.equals("PAIRWIRE_TEST_VARIABLE") ? "from-the-environment" : null);
    }

    private static String expanded(List<String> texts, Tokens tokens) {
        try {
            List<String> files = new ArrayList<>();
            for (String text : texts) {
                files.add(tokens.file(text));
            }
            return String.join(" ", files);
        } catch (Tokens.Unknown e) {
            throw new IllegalStateException(e);
        }
    }

    private static String found(List<String> files, String value, Tokens tokens) {
        List<String> ours =
                files.stream().map(file -> expanded(List.of(file), tokens)).toList();
        return ours.contains(value) ? value : "missing in " + ours;
    }

    private SshConfig config(String... lines) throws IOException {
        return SshConfig.of(new ConfigFiles(dir).given(Files.write(dir.resolve("config"), List.of(lines))));
    }

    @Test
    void whatOnlyOpensshCanFollowIsAClearErrorWhereItApplies() throws Exception {
        SshConfig config = config("Match originalhost lon1 exec \"true\"", "  Port 1", "Match final", "Port 2");
        assertThatThrownBy(() -> config.of("lon1", Map.of(), "me"))
                .isInstanceOf(SshConfigException.class)
                .hasMessageContaining("config:1: match exec is not to be had here")
                .satisfies(e -> assertThat(((SshConfigException) e).next()).contains("--transport openssh"));
        SshConfig fine = config("Match originalhost lon1 exec \"true\"", "  Port 1", "Host *", "Port 3");
        assertThat(fine.of("par1", Map.of(), "me").port()).isEqualTo(3);
        for (String line : List.of("RevokedHostKeys /x", "KnownHostsCommand /x", "CanonicalizeHostname yes")) {
            SshConfig other = config("Host lon1", line);
            assertThatThrownBy(() -> other.of("lon1", Map.of(), "me")).hasMessageContaining("config:2: ");
            assertThat(other.of("par1", Map.of(), "me").port()).isEqualTo(22);
        }
    }

    @Test
    void theUsersFileIsReadBeforeTheSystemsAndMustBeTheUsers() throws Exception {
        Path own = Files.createDirectories(dir.resolve(".ssh")).resolve("config");
        Files.writeString(own, "Include more/*.conf\nInclude ~/.ssh/single\nPort 7\n");
        Files.createDirectories(dir.resolve(".ssh/more"));
        Files.writeString(dir.resolve(".ssh/more/b.conf"), "User second\nConnectTimeout 4\n");
        Files.writeString(dir.resolve(".ssh/more/a.conf"), "User first\n");
        Files.writeString(dir.resolve(".ssh/single"), "HostName single\n");
        ConfigValues values = SshConfig.of(new ConfigFiles(dir).usual()).of("lon1", Map.of(), "me");
        assertThat(values.user()).isEqualTo("first");
        assertThat(values.host()).isEqualTo("single");
        assertThat(values.port()).isEqualTo(7);
        Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rw-rw-r--"));
        assertThatThrownBy(() -> new ConfigFiles(dir).usual()).hasMessageContaining("may be written by");
    }

    @Test
    void filesThatIncludeOneAnotherAreAClearError() throws Exception {
        assertThatThrownBy(() -> config("Include " + dir.resolve("config")))
                .isInstanceOf(SshConfigException.class)
                .hasMessageContaining("more than 16 deep");
    }
}
