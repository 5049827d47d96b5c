package io.pairwire.cli;

import io.pairwire.model.HostName;
import io.pairwire.model.IpAddress;
import io.pairwire.model.TopologyName;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code init}: a topology and an inventory to begin with. Contacts nobody, and overwrites nothing. */
final class InitCommand implements Command {
    /** Hidden, so that an inventory of the whole directory does not read the schemas. */
    private static final String SCHEMAS = ".pairwire";

    private static final List<String> PLACEHOLDERS = List.of("192.0.2.1", "192.0.2.2");
    private static final int MOST_CHARACTERS_OF_A_NAME = 63;

    private final Terminal terminal;
    private final Prose prose;
    private String hosts = "";
    private Path directory = Path.of(".");

    /** A host and its address, which may be but a placeholder. */
    private record Given(HostName name, String address, boolean placeholder) {}

    InitCommand(Terminal terminal) {
        this.terminal = terminal;
        this.prose = new Prose(terminal.plain());
    }

    @Override
    public void words(Words words) {
        words.command(
                "init",
                "Writes a commented topology and inventory for two hosts, to edit; overwrites nothing, and contacts nobody.");
        words.option("--hosts")
                .label("A[=ADDRESS],B[=ADDRESS]")
                .otherwise("host1,host2")
                .says(
                        "the names of the two hosts, with the addresses that SSH and the tunnel go to (default: ${DEFAULT-VALUE})")
                .text(given -> hosts = given);
        words.parameter("DIR")
                .optional()
                .otherwise(".")
                .says("where to write them; made if it is not there (default: here)")
                .path(given -> directory = given);
    }

    @Override
    public Integer call() {
        List<Given> ends = ends();
        Map<Path, String> files = new LinkedHashMap<>();
        files.put(directory.resolve("topology.yml"), topology(ends));
        files.put(directory.resolve("inventory.yml"), inventory(ends));
        for (String schema : List.of("topology", "inventory")) {
            files.put(directory.resolve(SCHEMAS).resolve(schema + ".schema.json"), SchemaCommand.text(schema));
        }
        List<Path> there = files.keySet().stream()
                .filter(file -> Files.exists(file, LinkOption.NOFOLLOW_LINKS))
                .toList();
        if (!there.isEmpty()) {
            there.forEach(file -> prose.error("there already is " + file));
            return refused("nothing was written; name another directory, or move them away");
        }
        try {
            write(files);
        } catch (FileAlreadyExistsException e) {
            prose.error("in the way is " + e.getFile());
            return refused("name another directory, or move it away");
        } catch (IOException e) {
            prose.error("cannot write: " + e);
            return refused("name a directory that you can write to");
        }
        told(ends);
        return ExitCode.DONE.number();
    }

    private int refused(String hint) {
        prose.hint(hint);
        return ExitCode.INVALID_INPUT.number();
    }

    private static void write(Map<Path, String> files) throws IOException {
        for (Map.Entry<Path, String> file : files.entrySet()) {
            Path parent = file.getKey().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.writeString(file.getKey(), file.getValue(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        }
    }

    private void told(List<Given> ends) {
        String files = "-t " + directory.resolve("topology.yml").normalize() + " -i "
                + directory.resolve("inventory.yml").normalize();
        prose.say(
                terminal.out(),
                "Wrote topology.yml and inventory.yml, and their schemas for editors in " + SCHEMAS + "/.");
        if (ends.stream().anyMatch(Given::placeholder)) {
            prose.say(terminal.out(), "Put your hosts' addresses into inventory.yml: 192.0.2.* stands for them.");
        }
        // Lines to be copied are left whole.
        terminal.out().println("Then:");
        terminal.out().println("  pairwire validate " + files + "   # contacts nobody");
        terminal.out().println("  pairwire plan " + files + "       # changes nothing");
        terminal.out().println("  pairwire apply " + files);
    }

    private List<Given> ends() {
        List<Given> ends = new ArrayList<>();
        for (String word : hosts.split(",", -1)) {
            String[] parts = word.strip().split("=", 2);
            try {
                HostName name = new HostName(parts[0]);
                boolean placeholder = parts.length == 1;
                String address = placeholder
                        ? PLACEHOLDERS.get(Math.min(ends.size(), 1))
                        : IpAddress.parse(parts[1]).toString();
                ends.add(new Given(name, address, placeholder));
            } catch (IllegalArgumentException e) {
                throw new UsageException("--hosts: " + e.getMessage(), e);
            }
        }
        if (ends.size() != 2 || ends.get(0).name().equals(ends.get(1).name())) {
            throw new UsageException("--hosts: two hosts are needed, as in --hosts lon1,par1");
        }
        return ends;
    }

    private String topology(List<Given> ends) {
        String a = word(ends.get(0).name().text());
        String b = word(ends.get(1).name().text());
        return String.join(
                "\n",
                "# yaml-language-server: $schema=" + SCHEMAS + "/topology.schema.json",
                "# Which pseudowires there are, each written once for both of its ends. 'pairwire validate' checks this file.",
                "topology: " + topologyName() + "   # hosts remember by it what is this file's: keep it",
                "",
                "# Settings for all pseudowires; take the # away where you want them.",
                "defaults:",
                "  encap: udp   # or ip (protocol 115), which has no ports",
                "  # underlay_mtu: 1500",
                "  # seq: both",
                "  # protect: true",
                "",
                "pseudowires:",
                "  " + pseudowireName(ends)
                        + ":   # a name; the interface at both ends is called so, where it is short enough",
                "    hosts: [" + a + ", " + b + "]   # end a, end b: names of the inventory",
                "    # address: [10.20.0.1/30, 10.20.0.2/30]   # inner addresses, of a and of b",
                "    # tags: [canary]   # words for --limit",
                "    # tunnel_id: [10, 20]",
                "    # session_id: [11, 21]",
                "    # udp_port: [6010, 6020]",
                "    # cookie: none",
                "",
                "# IDs and ports that are left out are allocated once, and kept in topology.yml.lock.yml by 'apply' and 'lock': commit it.",
                "# Cookies are made at apply; only the two hosts know them.",
                "");
    }

    /** Returns the directory's name, where it can be a topology's: two topologies of one name would claim each other's pseudowires. */
    private String topologyName() {
        Path name = directory.toAbsolutePath().normalize().getFileName();
        try {
            return new TopologyName(name == null ? "" : name.toString()).text();
        } catch (IllegalArgumentException e) {
            return "my-pair";
        }
    }

    private static String pseudowireName(List<Given> ends) {
        String both = ends.get(0).name() + "-" + ends.get(1).name();
        return word(both.length() <= MOST_CHARACTERS_OF_A_NAME ? both : "first");
    }

    private String inventory(List<Given> ends) {
        List<String> lines = new ArrayList<>(List.of(
                "# yaml-language-server: $schema=" + SCHEMAS + "/inventory.schema.json",
                "# Where the hosts are, and how to log in: an inventory as Ansible's. Your own does as well: -i takes it.",
                "all:",
                "  vars:",
                "    ansible_user: root   # or somebody who becomes root by sudo:",
                "    # ansible_become: true",
                "    # ansible_port: 22",
                "  hosts:"));
        for (Given end : ends) {
            lines.add("    " + word(end.name().text()) + ":");
            lines.add("      ansible_host: \"" + end.address() + "\"   # where SSH goes"
                    + (end.placeholder() ? ": put the host's own here" : ""));
            lines.add("      # pairwire_local: \"" + end.address() + "\"   # where its tunnels start, if elsewhere");
        }
        lines.add("");
        return String.join("\n", lines);
    }

    /** Returns a word as YAML reads it as text, whoever reads. */
    private static String word(String text) {
        boolean plain = text.matches("[A-Za-z][A-Za-z0-9_.-]*")
                && !List.of("y", "n", "yes", "no", "on", "off", "true", "false", "null")
                        .contains(text.toLowerCase(Locale.ROOT));
        return plain ? text : '"' + text + '"';
    }
}
