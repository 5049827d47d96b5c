package io.pairwire.inventory;

import io.pairwire.model.HostName;
import io.pairwire.model.IpAddress;
import io.pairwire.secret.Secret;
import io.pairwire.secret.VaultException;
import io.pairwire.yaml.Problems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Takes the variables that matter to us for what they are, once precedence has chosen them. */
final class HostVariables {
    static final String HOST = "ansible_host";
    static final String PORT = "ansible_port";
    static final String USER = "ansible_user";
    static final String PRIVATE_KEY_FILE = "ansible_ssh_private_key_file";
    static final String PAIRWIRE_LOCAL = "pairwire_local";
    static final String PAIRWIRE_RUNTIME = "pairwire_runtime";
    static final String PAIRWIRE_CACHE = "pairwire_cache";
    private static final String BECOME = "ansible_become";

    /** In the order in which Ansible gives them to ssh, of whose options the first counts. */
    private static final List<String> SSH_ARGUMENTS =
            List.of("ansible_ssh_args", "ansible_ssh_common_args", "ansible_ssh_extra_args");

    private final InventoryReader reader;
    /** A single value. */
    private record Text(String text, Given given) {}

    HostVariables(InventoryReader reader) {
        this.reader = reader;
    }

    InventoryHost host(
            HostName name,
            List<String> groups,
            Map<String, Given> variables,
            Map<String, Value> shown,
            Map<String, Value> own) {
        return new InventoryHost(
                name,
                first(variables, "ansible_ssh_host", HOST).map(Text::text).orElse(name.text()),
                first(variables, "ansible_ssh_port", PORT).flatMap(this::port).orElse(InventoryHost.DEFAULT_PORT),
                first(variables, "ansible_ssh_user", USER).map(Text::text),
                first(variables, PRIVATE_KEY_FILE, "ansible_private_key_file").flatMap(this::keyFile),
                sshArguments(variables),
                secret(variables, "ansible_ssh_password", "ansible_ssh_pass", "ansible_password"),
                become(variables),
                needed(PAIRWIRE_LOCAL, variables).flatMap(this::local),
                needed(PAIRWIRE_RUNTIME, variables).flatMap(this::runtime),
                needed(PAIRWIRE_CACHE, variables).flatMap(this::cache),
                groups,
                shown,
                own);
    }

    private SshArguments sshArguments(Map<String, Given> variables) {
        SshWords words = new SshWords();
        for (String variable : SSH_ARGUMENTS) {
            Optional<Text> value = variables.containsKey(variable) && isEmpty(variables.get(variable))
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

    private Optional<Become> become(Map<String, Given> variables) {
        boolean wanted =
                needed(BECOME, variables).flatMap(value -> truth(BECOME, value)).orElse(false);
        if (!wanted) {
            return Optional.empty();
        }
        return Optional.of(new Become(
                needed("ansible_become_method", variables).map(Text::text).orElse(Become.DEFAULT_METHOD),
                needed("ansible_become_user", variables).map(Text::text).orElse(Become.DEFAULT_USER),
                needed("ansible_become_exe", variables).map(Text::text),
                Optional.ofNullable(variables.get("ansible_become_flags"))
                        .filter(HostVariables::isEmpty)
                        .map(empty -> "")
                        .or(() -> needed("ansible_become_flags", variables).map(Text::text)),
                secret(variables, "ansible_become_password", "ansible_become_pass")));
    }

    private Optional<Boolean> truth(String variable, Text value) {
        return switch (value.text().toLowerCase(Locale.ROOT)) {
            case "yes", "true", "on", "1", "y", "t", "1.0" -> Optional.of(true);
            case "no", "false", "off", "0", "n", "f", "0.0" -> Optional.of(false);
            default -> bad(variable, value, "write true or false");
        };
    }

    private static boolean isEmpty(Given given) {
        return given.value().text().filter(String::isEmpty).isPresent();
    }

    /** A password that cannot be decrypted counts as none: it may be one that nobody needs, and who does need it is told so by the host. */
    private Optional<Secret> secret(Map<String, Given> variables, String... names) {
        for (String name : names) {
            Given given = variables.get(name);
            if (given != null && given.value() instanceof Value.Vaulted vaulted) {
                try {
                    return Optional.of(reader.vault().open(vaulted.envelope()));
                } catch (VaultException e) {
                    given.problems()
                            .add(
                                    InventoryRule.LOCKED_SECRET,
                                    given.at(),
                                    name + " is encrypted, and is taken as not given: " + e.getMessage(),
                                    InventoryFiles.VAULT_HINT);
                    return Optional.empty();
                }
            }
        }
        return first(variables, names).map(Text::text).map(Secret::of);
    }

    /** Returns the first of several variables that is there. */
    private Optional<Text> first(Map<String, Given> variables, String... names) {
        for (String name : names) {
            if (variables.containsKey(name)) {
                return needed(name, variables);
            }
        }
        return Optional.empty();
    }

    /** Returns a variable's value where there is one that can be used. */
    private Optional<Text> needed(String variable, Map<String, Given> variables) {
        Given given = variables.get(variable);
        if (given == null) {
            return Optional.empty();
        }
        Optional<String> text = given.value().text();
        if (given.value() instanceof Value.Vaulted vaulted) {
            try {
                text = Optional.of(reader.vault().open(vaulted.envelope()).reveal());
            } catch (VaultException e) {
                given.problems()
                        .add(
                                InventoryRule.VAULT,
                                given.at(),
                                variable + " is encrypted: " + e.getMessage(),
                                InventoryFiles.VAULT_HINT);
                return Optional.empty();
            }
        }
        if (text.isEmpty() || text.get().isBlank()) {
            given.problems()
                    .add(
                            InventoryRule.BAD_VALUE,
                            given.at(),
                            variable + " must be a single value, not "
                                    + (text.isPresent()
                                            ? "blank"
                                            : given.value().kind()),
                            "write a value, or leave it out");
            return Optional.empty();
        }
        if (!(given.value() instanceof Value.Unsafe)
                && (text.get().contains("{{") || text.get().contains("{%"))) {
            given.problems()
                    .add(
                            InventoryRule.TEMPLATE,
                            given.at(),
                            variable + " is a Jinja template, and templates are not evaluated",
                            "write the value out");
            return Optional.empty();
        }
        return Optional.of(new Text(text.get(), given));
    }

    private Optional<Integer> port(Text value) {
        if (value.text().matches("[1-9][0-9]{0,4}") && Integer.parseInt(value.text()) <= 65535) {
            return Optional.of(Integer.valueOf(value.text()));
        }
        return bad(PORT, value, "write 1 to 65535");
    }

    private Optional<IpAddress> local(Text value) {
        try {
            return Optional.of(IpAddress.parse(value.text()));
        } catch (IllegalArgumentException e) {
            return bad(PAIRWIRE_LOCAL, value, "write an IPv4 or IPv6 address; names are not looked up");
        }
    }

    private Optional<Boolean> runtime(Text value) {
        return switch (value.text()) {
            case "push" -> Optional.of(true);
            case "host" -> Optional.of(false);
            default -> bad(PAIRWIRE_RUNTIME, value, "write push, or host for the host's own Java alone");
        };
    }

    private Optional<String> cache(Text value) {
        return value.text().matches("/[^\\p{Cntrl}]+")
                ? Optional.of(value.text())
                : bad(PAIRWIRE_CACHE, value, "write an absolute path of the host");
    }

    private Optional<Path> keyFile(Text value) {
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

    private static <T> Optional<T> bad(String variable, Text value, String hint) {
        value.given
                .problems()
                .add(
                        InventoryRule.BAD_VALUE,
                        value.given.at(),
                        variable + " cannot be "
                                + (value.given().value() instanceof Value.Vaulted
                                        ? "what is encrypted there"
                                        : Problems.quote(value.text())),
                        hint);
        return Optional.empty();
    }
}
