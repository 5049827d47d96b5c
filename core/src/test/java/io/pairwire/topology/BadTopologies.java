package io.pairwire.topology;

import io.pairwire.model.HostName;
import io.pairwire.model.IpAddress;
import io.pairwire.secret.Secret;
import io.pairwire.yaml.Problem;
import io.pairwire.yaml.SourceText;
import io.pairwire.yaml.YamlSecret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The corpus of topologies with something wrong, each beside the text that its reader gets. */
final class BadTopologies {
    static final Path DIRECTORY = Path.of("src/test/resources/io/pairwire/topology/bad");

    private static final Map<String, Optional<IpAddress>> INVENTORY = Map.of(
            "lon1", Optional.of(IpAddress.parse("192.0.2.1")),
            "par1", Optional.of(IpAddress.parse("192.0.2.5")),
            "ams1", Optional.of(IpAddress.parse("192.0.2.9")),
            "mgmt1", Optional.empty());

    private BadTopologies() {}

    /** Returns what the corpus takes for its inventory: three hosts with an address, {@code mgmt1} without. */
    static Hosts hosts() {
        return Hosts.of(
                INVENTORY.keySet().stream().map(HostName::new).collect(Collectors.toSet()),
                host -> INVENTORY.getOrDefault(host.text(), Optional.empty()));
    }

    /** Returns the names of the files that end so, without the ending, in alphabetical order. */
    static List<String> names(String ending) throws IOException {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            return List.copyOf(files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(ending))
                    .map(name -> name.substring(0, name.length() - ending.length()))
                    .collect(Collectors.toCollection(TreeSet::new)));
        }
    }

    static TopologyReading read(String name) throws IOException {
        byte[] content = Files.readAllBytes(DIRECTORY.resolve(name + ".yml"));
        return TopologyReader.read(
                SourceText.of(name + ".yml", content), Optional.empty(), hosts(), BadTopologies::secret);
    }

    /** Returns what the corpus takes for its secrets: some are good, some are no cookies, and all others are not there. */
    private static SecretStore.Answer secret(YamlSecret reference) {
        return switch (reference.text()) {
            case "GOOD" -> found("00112233445566aa", Optional.empty());
            case "OPEN" ->
                found("00112233445566bb", Optional.of(new SecretStore.Advice("anybody can read it", "chmod it")));
            case "LONG_ENOUGH" -> found("sixteen octets..", Optional.empty());
            case "SHORT" -> found("00112233445", Optional.empty());
            default ->
                new SecretStore.Answer.Missing(new SecretStore.Advice(
                        "what " + reference.store() + " stands for is not there", "put it there"));
        };
    }

    private static SecretStore.Answer found(String secret, Optional<SecretStore.Advice> warning) {
        return new SecretStore.Answer.Found(Secret.of(secret), warning);
    }

    static String text(TopologyReading reading) {
        return reading.problems().stream().map(Problem::toString).collect(Collectors.joining("\n")) + "\n";
    }
}
