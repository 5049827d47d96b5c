package io.pairwire.lab;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** What became of one test inside the guest, as it crosses from there to the machine: a small file each. */
record LabResult(String name, Status status, Duration duration, String failure) {
    enum Status {
        /** Begun. Where this is the last word, the guest ended during the test. */
        STARTED,
        PASSED,
        FAILED,
        /** Disabled or aborted by an assumption, which the lab counts as a failure. */
        SKIPPED
    }

    /** Writes this result, whole or not at all, over what the file held. */
    void write(Path file) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("name", name);
        properties.setProperty("status", status.name());
        properties.setProperty("millis", Long.toString(duration.toMillis()));
        properties.setProperty("failure", failure);
        Path unfinished = file.resolveSibling(file.getFileName() + ".new");
        try (Writer writer = Files.newBufferedWriter(unfinished)) {
            properties.store(writer, null);
        }
        Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Reads the results in a directory, in the order in which the tests began. */
    static List<LabResult> readAll(Path directory) throws IOException {
        List<Path> files;
        try (var found = Files.list(directory)) {
            files = found.filter(file -> file.toString().endsWith(".result"))
                    .sorted()
                    .toList();
        }
        List<LabResult> results = new ArrayList<>();
        for (Path file : files) {
            results.add(read(file));
        }
        return results;
    }

    private static LabResult read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return new LabResult(
                required(properties, "name", file),
                Status.valueOf(required(properties, "status", file)),
                Duration.ofMillis(Long.parseLong(required(properties, "millis", file))),
                required(properties, "failure", file));
    }

    private static String required(Properties properties, String key, Path file) throws IOException {
        String value = properties.getProperty(key);
        if (value == null) {
            throw new IOException(file + " has no " + key);
        }
        return value;
    }
}
