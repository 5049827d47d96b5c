package io.pairwire.cli;

import io.pairwire.exchange.Commit;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * Which commit a run's files are of, as {@code git} tells: a short process that writes nothing and heeds no {@code GIT_} variable of ours. Where there is no
 * git, no repository or no answer, it is not known.
 */
final class GitCommit {
    private static final long PATIENCE_SECONDS = 10;

    /** What Ansible reads beside an inventory. */
    private static final List<String> BESIDE_INVENTORIES = List.of("group_vars", "host_vars");

    private static final String OID = "# branch.oid ";
    private static final Pattern ID = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");

    private final Path directory;

    private GitCommit(Path directory) {
        this.directory = directory;
    }

    /**
     * Returns the commit of the repository that a topology lies in, and whether one of the files that lie in there is not as it has them.
     *
     * @param inventories as the command was given them, lists of hosts among them
     */
    static Optional<Commit> of(Path topology, List<String> inventories) throws InterruptedException {
        try {
            Path file = topology.toRealPath();
            return new GitCommit(Optional.ofNullable(file.getParent()).orElse(file)).commit(file, inventories);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Optional<Commit> commit(Path topology, List<String> inventories) throws InterruptedException, IOException {
        Optional<Path> top = top();
        if (top.isEmpty()) {
            return Optional.empty();
        }
        List<String> status = new ArrayList<>(
                List.of("status", "--porcelain=v2", "--branch", "--untracked-files=all", "--ignored=matching", "--"));
        for (Path file : files(topology, inventories)) {
            if (file.startsWith(top.get())) {
                status.add(":(literal)" + file);
            }
        }
        return git(status).flatMap(GitCommit::read);
    }

    /** Returns where the work tree begins, as git looks for it: whoever works with others' trees would have to tell it by a variable. */
    private Optional<Path> top() {
        for (Path above = directory; above != null; above = above.getParent()) {
            if (Files.exists(above.resolve(".git"))) {
                return Optional.of(above);
            }
        }
        return Optional.empty();
    }

    /** Lines that begin with a number sign are about the branch, all others about files that are not as it has them. */
    private static Optional<Commit> read(String status) {
        boolean dirty = status.lines().anyMatch(line -> !line.startsWith("#"));
        return status.lines()
                .filter(line -> line.startsWith(OID))
                .map(line -> line.substring(OID.length()))
                .filter(id -> ID.matcher(id).matches())
                .findFirst()
                .map(id -> new Commit(id, dirty));
    }

    private static List<Path> files(Path topology, List<String> inventories) throws IOException {
        List<Path> files = new ArrayList<>(List.of(topology, LockFiles.of(topology)));
        for (String inventory : inventories) {
            if (!inventory.contains(",") && !inventory.equals("-") && Files.exists(Path.of(inventory))) {
                Path file = Path.of(inventory).toRealPath();
                files.add(file);
                BESIDE_INVENTORIES.forEach(name -> files.add(file.resolveSibling(name)));
            }
        }
        return files;
    }

    /** Returns what git prints, if it has nothing to complain about. */
    private Optional<String> git(List<String> words) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("git", "--no-optional-locks", "-c", "core.fsmonitor=false"));
        command.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
        builder.environment().put("LC_ALL", "C");
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            return Optional.empty();
        }
        try {
            CompletableFuture<String> printed = CompletableFuture.supplyAsync(() -> all(process));
            String text = printed.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0
                    ? Optional.of(text)
                    : Optional.empty();
        } catch (ExecutionException | TimeoutException e) {
            return Optional.empty();
        } finally {
            process.destroyForcibly();
        }
    }

    private static String all(Process process) {
        try {
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
