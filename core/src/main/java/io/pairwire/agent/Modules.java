package io.pairwire.agent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Kernel modules: which are there, and loading those that are not. */
final class Modules {
    private static final int PATIENCE_SECONDS = 20;

    private final Path loaded;
    private final String modprobe;
    private String complaint = "";

    /** Knows what is loaded by the directory that the kernel shows it in, and loads more by a program. */
    Modules(Path loaded, String modprobe) {
        this.loaded = loaded;
        this.modprobe = modprobe;
    }

    /** Loads those that are not there, by name, for an alias may be blacklisted where the name is not. */
    void load(List<String> names) {
        List<String> missing = new ArrayList<>();
        for (String name : names) {
            if (!Files.isDirectory(loaded.resolve(name))) {
                missing.add(name);
            }
        }
        if (!missing.isEmpty()) {
            List<String> command = new ArrayList<>(List.of("-a"));
            command.addAll(missing);
            modprobe(command);
        }
    }

    /** Returns whether a module could be loaded, without loading it. */
    boolean canLoad(String name) {
        return modprobe(List.of("-n", name));
    }

    /** Returns what the last attempt that failed said; empty where none has failed. */
    String complaint() {
        return complaint;
    }

    private boolean modprobe(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(modprobe));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        // A login over SSH may have no /sbin in its path.
        builder.environment().merge("PATH", "/usr/sbin:/sbin", (path, more) -> path + ":" + more);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (!ended) {
                process.destroyForcibly();
            }
            boolean done = ended && process.exitValue() == 0;
            if (!done) {
                complaint = said.isEmpty() ? String.join(" ", command) + " failed" : said;
            }
            return done;
        } catch (IOException e) {
            complaint = "modprobe cannot be run: " + e.getMessage();
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            complaint = "modprobe was interrupted";
            return false;
        }
    }
}
