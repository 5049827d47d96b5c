package io.pairwire.inventory;

import io.pairwire.model.HostName;
import io.pairwire.model.IpAddress;
import io.pairwire.yaml.Problems;
import io.pairwire.yaml.YamlEntry;
import io.pairwire.yaml.YamlScalar;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Takes the variables that matter to us for what they are, once precedence has chosen them. */
final class HostVariables {
    static final String HOST = "ansible_host";
    static final String PORT = "ansible_port";
    static final String USER = "ansible_user";
    static final String PRIVATE_KEY_FILE = "ansible_ssh_private_key_file";
    static final String PAIRWIRE_LOCAL = "pairwire_local";
    private static final String BECOME = "ansible_become";

    /** In the order in which Ansible gives them to ssh, of whose options the first counts. */
    private static final List<String> SSH_ARGUMENTS =
            List.of("ansible_ssh_args", "ansible_ssh_common_args", "ansible_ssh_extra_args");

    private final InventoryReader reader;
    private final Problems problems;

    HostVariables(InventoryReader reader, Problems problems) {
        this.reader = reader;
        this.problems = problems;
    }

    InventoryHost host(HostName name, List<String> groups, Map<String, YamlEntry> variables) {
        Map<String, String> texts = new TreeMap<>();
        variables.forEach(
                (variable, entry) -> entry.value().scalar().ifPresent(scalar -> texts.put(variable, scalar.text())));
        return new InventoryHost(
                name,
                first(variables, "ansible_ssh_host", HOST).map(YamlScalar::text).orElse(name.text()),
                first(variables, "ansible_ssh_port", PORT).flatMap(this::port).orElse(InventoryHost.DEFAULT_PORT),
                first(variables, "ansible_ssh_user", USER).map(YamlScalar::text),
                first(variables, PRIVATE_KEY_FILE, "ansible_private_key_file").flatMap(this::keyFile),
                sshArguments(variables),
                secret(variables, "ansible_ssh_password", "ansible_ssh_pass", "ansible_password"),
                become(variables),
                needed(PAIRWIRE_LOCAL, variables).flatMap(this::local),
                groups,
                texts);
    }

    private SshArguments sshArguments(Map<String, YamlEntry> variables) {
        SshWords words = new SshWords();
        for (String variable : SSH_ARGUMENTS) {
            Optional<YamlScalar> value = variables.containsKey(variable) && isEmpty(variables.get(variable))
                    ? Optional.empty()
                    : needed(variable, variables);
            value.ifPresent(scalar -> {
                Optional<List<ShellWords.Word>> split = ShellWords.split(scalar.text(), false);
                if (split.isEmpty()) {
                    bad(variable, scalar, "close the quote");
                    return;
                }
                try {
                    words.read(split.get().stream().map(ShellWords.Word::text).toList());
                } catch (SshWords.BadWordException e) {
                    bad(variable, scalar, String.valueOf(e.getMessage()));
                }
            });
        }
        return words.arguments();
    }

    private Optional<Become> become(Map<String, YamlEntry> variables) {
        boolean wanted =
                needed(BECOME, variables).flatMap(value -> truth(BECOME, value)).orElse(false);
        if (!wanted) {
            return Optional.empty();
        }
        return Optional.of(new Become(
                needed("ansible_become_method", variables).map(YamlScalar::text).orElse(Become.DEFAULT_METHOD),
                needed("ansible_become_user", variables).map(YamlScalar::text).orElse(Become.DEFAULT_USER),
                needed("ansible_become_exe", variables).map(YamlScalar::text),
                Optional.ofNullable(variables.get("ansible_become_flags"))
                        .filter(HostVariables::isEmpty)
                        .map(empty -> "")
                        .or(() -> needed("ansible_become_flags", variables).map(YamlScalar::text)),
                secret(variables, "ansible_become_password", "ansible_become_pass")));
    }

    private Optional<Boolean> truth(String variable, YamlScalar value) {
        return switch (value.text().toLowerCase(Locale.ROOT)) {
            case "yes", "true", "on", "1", "y", "t", "1.0" -> Optional.of(true);
            case "no", "false", "off", "0", "n", "f", "0.0" -> Optional.of(false);
            default -> bad(variable, value, "write true or false");
        };
    }

    private static boolean isEmpty(YamlEntry entry) {
        return entry.value()
                .scalar()
                .filter(scalar -> !scalar.isNull() && scalar.text().isEmpty())
                .isPresent();
    }

    private Optional<Secret> secret(Map<String, YamlEntry> variables, String... names) {
        return first(variables, names).map(YamlScalar::text).map(Secret::of);
    }

    /** Returns the first of several variables that is there. */
    private Optional<YamlScalar> first(Map<String, YamlEntry> variables, String... names) {
        for (String name : names) {
            if (variables.containsKey(name)) {
                return needed(name, variables);
            }
        }
        return Optional.empty();
    }

    /** Returns a variable's value where there is one that can be used. */
    private Optional<YamlScalar> needed(String variable, Map<String, YamlEntry> variables) {
        YamlEntry entry = variables.get(variable);
        if (entry == null || entry.value().isRefused()) {
            return Optional.empty();
        }
        Optional<YamlScalar> scalar = entry.value().scalar();
        if (scalar.isEmpty() || scalar.get().text().isBlank() || scalar.get().isNull()) {
            problems.add(
                    InventoryRule.BAD_VALUE,
                    entry.value().at(),
                    variable + " must be a single value, not " + entry.value().kind(),
                    "write a value, or leave it out");
            return Optional.empty();
        }
        if (scalar.get().tag().filter("!vault"::equals).isPresent()) {
            problems.add(
                    InventoryRule.VAULT,
                    scalar.get().at(),
                    variable + " is encrypted, and this version cannot read '!vault' yet",
                    "write it out: it is no secret");
            return Optional.empty();
        }
        if (scalar.get().text().contains("{{") || scalar.get().text().contains("{%")) {
            problems.add(
                    InventoryRule.TEMPLATE,
                    scalar.get().at(),
                    variable + " is a Jinja template, and templates are not evaluated",
                    "write the value out");
            return Optional.empty();
        }
        return scalar;
    }

    private Optional<Integer> port(YamlScalar value) {
        if (value.text().matches("[1-9][0-9]{0,4}") && Integer.parseInt(value.text()) <= 65535) {
            return Optional.of(Integer.valueOf(value.text()));
        }
        return bad(PORT, value, "write 1 to 65535");
    }

    private Optional<IpAddress> local(YamlScalar value) {
        try {
            return Optional.of(IpAddress.parse(value.text()));
        } catch (IllegalArgumentException e) {
            return bad(PAIRWIRE_LOCAL, value, "write an IPv4 or IPv6 address; names are not looked up");
        }
    }

    private Optional<Path> keyFile(YamlScalar value) {
        String text = value.text();
        try {
            if (text.equals("~") || text.startsWith("~/")) {
                return Optional.of(reader.home()
                        .resolve(text.substring(Math.min(2, text.length())))
                        .normalize());
            }
            if (text.startsWith("~")) {
                return bad(PRIVATE_KEY_FILE, value, "write '~/...' for your own home, or the whole path");
            }
            return Optional.of(reader.workingDirectory().resolve(text).normalize());
        } catch (InvalidPathException e) {
            return bad(PRIVATE_KEY_FILE, value, "write a path");
        }
    }

    private <T> Optional<T> bad(String variable, YamlScalar value, String hint) {
        problems.add(
                InventoryRule.BAD_VALUE, value.at(), variable + " cannot be " + Problems.quote(value.text()), hint);
        return Optional.empty();
    }
}
