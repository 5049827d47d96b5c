package io.pairwire.inventory;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs a program that tells an inventory: by its words alone and no shell, with nothing to read, and not for ever. */
final class Program {
    private static final int MOST_LINES_SHOWN = 10;

    private final Path file;
    private final Duration limit;

    /** Signals that a program did not tell anything; the message says why, with what it said itself. */
    static final class FailedException extends Exception {
        private static final long serialVersionUID = 1;

        FailedException(String message) {
            super(message);
        }
    }

    Program(Path file, Duration limit) {
        this.file = file;
        this.limit = limit;
    }

    /** Returns what it prints when it is given these words. */
    byte[] run(String... words) throws FailedException, InterruptedException {
        List<String> command = new java.util.ArrayList<>(List.of(file.toString()));
        command.addAll(List.of(words));
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                    .start();
        } catch (IOException e) {
            throw new FailedException("cannot be run: " + e.getMessage());
        }
        CompletableFuture<byte[]> out = CompletableFuture.supplyAsync(() -> all(process.getInputStream()));
        CompletableFuture<byte[]> err = CompletableFuture.supplyAsync(() -> all(process.getErrorStream()));
        long end = System.nanoTime() + limit.toNanos();
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new TimeoutException();
            }
            // A child that it leaves behind may hold what it printed into.
            byte[] printed = out.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (process.exitValue() != 0) {
                throw new FailedException("ended with " + process.exitValue()
                        + said(err.get(end - System.nanoTime(), TimeUnit.NANOSECONDS)));
            }
            return printed;
        } catch (TimeoutException e) {
            throw new FailedException("has not ended within " + limit.toSeconds() + " s");
        } catch (ExecutionException e) {
            throw new FailedException("could not be read: " + e.getCause());
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static byte[] all(InputStream stream) {
        try (stream) {
            ByteArrayOutputStream read = new ByteArrayOutputStream();
            stream.transferTo(read);
            return read.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String said(byte[] err) {
        List<String> lines =
                new String(err, StandardCharsets.UTF_8).strip().lines().toList();
        if (lines.isEmpty()) {
            return ", and said nothing";
        }
        List<String> last = lines.subList(Math.max(0, lines.size() - MOST_LINES_SHOWN), lines.size());
        return ":\n  " + String.join("\n  ", last);
    }
}
