package io.pairwire.cli;

import io.pairwire.inventory.Value;
import io.pairwire.playbook.PlaybookReader;
import io.pairwire.yaml.Problem;
import io.pairwire.yaml.Problems;
import io.pairwire.yaml.SourceText;
import io.pairwire.yaml.YamlDialect;
import io.pairwire.yaml.YamlEntry;
import io.pairwire.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Variables that the command line sets, as Ansible's {@code -e} does: {@code NAME=VALUE}, or {@code @FILE} with a mapping in YAML. */
final class ExtraVariables implements Worded {
    private List<String> words = new ArrayList<>();

    @Override
    public void words(Words words) {
        words.option("-e", "--extra-vars")
                .label("NAME=VALUE|@FILE")
                .says("set variables for 'when', over those of plays; @FILE is a mapping in YAML; may be repeated")
                .texts(given -> this.words = given);
    }

    /** Returns them; of what is set twice the last counts. */
    Map<String, Value> values() {
        Map<String, Value> values = new LinkedHashMap<>();
        for (String word : words) {
            if (word.startsWith("@")) {
                values.putAll(ofFile(Path.of(word.substring(1))));
            } else {
                for (String each : word.strip().split("\\s+(?=[A-Za-z_][A-Za-z0-9_]*=)", -1)) {
                    int equals = each.indexOf('=');
                    if (equals < 1) {
                        throw wrong(each, "write NAME=VALUE, or @FILE");
                    }
                    put(each.substring(0, equals), new Value.Text(each.substring(equals + 1)), values);
                }
            }
        }
        return values;
    }

    private void put(String name, Value value, Map<String, Value> values) {
        Optional<String> wrong = PlaybookReader.wrongName(name);
        if (wrong.isPresent()) {
            throw wrong(name, wrong.get());
        }
        values.put(name, value);
    }

    private UsageException wrong(String word, String why) {
        return new UsageException("Invalid value for option '--extra-vars': '" + word + "': " + why);
    }

    private Map<String, Value> ofFile(Path file) {
        SourceText source;
        try {
            source = SourceText.of(file.toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            throw wrong("@" + file, "cannot read it: " + e);
        }
        Problems problems = new Problems(source);
        Map<String, Value> values = new LinkedHashMap<>();
        YamlReader.read(source, YamlDialect.STRICT, problems).ifPresent(all -> {
            for (YamlEntry entry : all.entries()) {
                put(
                        entry.name(),
                        PlaybookReader.valueOf(entry.value())
                                .orElseThrow(() -> wrong(
                                        "@" + file,
                                        "'" + entry.name() + "' is "
                                                + entry.value().kind()
                                                + "; write a text, a number, true or false, or a list of such")),
                        values);
            }
        });
        Optional<Problem> first = problems.sorted().stream().findFirst();
        if (first.isPresent()) {
            throw wrong("@" + file, first.get().headline());
        }
        return values;
    }
}
