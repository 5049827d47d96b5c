package io.pairwire.inventory;

import io.pairwire.model.HostName;
import io.pairwire.model.IpAddress;
import io.pairwire.yaml.Problems;
import io.pairwire.yaml.YamlEntry;
import io.pairwire.yaml.YamlScalar;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
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
                needed(HOST, variables).map(YamlScalar::text).orElse(name.text()),
                needed(PORT, variables).flatMap(this::port).orElse(InventoryHost.DEFAULT_PORT),
                needed(USER, variables).map(YamlScalar::text),
                needed(PRIVATE_KEY_FILE, variables).flatMap(this::keyFile),
                needed(PAIRWIRE_LOCAL, variables).flatMap(this::local),
                groups,
                texts);
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
