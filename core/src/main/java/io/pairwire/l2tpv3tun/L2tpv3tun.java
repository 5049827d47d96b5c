package io.pairwire.l2tpv3tun;

import io.pairwire.l2tp.Patience;
import io.pairwire.netlink.Errno;
import io.pairwire.netlink.NetlinkException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** One run of the utility: a line of words, or a batch of lines, and how it ended. */
public final class L2tpv3tun {
    /** How long deleted tunnels and interfaces may take to go; thousands of them were seen to take seconds. */
    private static final Duration DELETION_PATIENCE = Duration.ofSeconds(60);

    private final LocalKernel kernel;
    private final Streams streams;
    private final Json json;
    private final Patience patience;
    private final BooleanSupplier watching;

    /** The utility on a kernel. */
    public L2tpv3tun(LocalKernel kernel, Streams streams, Json json) {
        this(kernel, streams, json, Patience.ofSystem(DELETION_PATIENCE), () -> true);
    }

    /** The utility, with so much patience for deletions, and watching for events as long as it is told to. */
    L2tpv3tun(LocalKernel kernel, Streams streams, Json json, Patience patience, BooleanSupplier watching) {
        this.kernel = kernel;
        this.streams = streams;
        this.json = json;
        this.patience = patience;
        this.watching = watching;
    }

    /** Carries out a command line, and returns the exit status. */
    public int run(List<String> arguments) {
        try {
            Options options = Options.of(arguments);
            View view = options.json() ? new JsonView(streams.out(), json) : new TextView(streams.out());
            Runner runner = new Runner(kernel, view, streams, patience, watching);
            return (options.batch().isPresent()
                            ? batch(options.batch().get(), options.force(), runner)
                            : one("", options.words(), runner))
                    .number();
        } catch (UtilityException e) {
            return refused("", e).number();
        }
    }

    private ExitStatus batch(String file, boolean force, Runner runner) {
        ExitStatus gravest = ExitStatus.DONE;
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(open(file), StandardCharsets.UTF_8))) {
            int number = 1;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                List<String> words = words(line);
                if (!words.isEmpty()) {
                    gravest = gravest.or(one(file + ":" + number + ": ", words, runner));
                }
                if (gravest != ExitStatus.DONE && !force) {
                    return gravest;
                }
                number++;
            }
        } catch (IOException e) {
            say(
                    "error: cannot read the batch " + file + ": " + e,
                    "give a file that you may read, or - for standard input");
            return gravest.or(ExitStatus.INVALID_INPUT);
        }
        return gravest;
    }

    private InputStream open(String file) throws IOException {
        return file.equals("-") ? streams.in() : Files.newInputStream(Path.of(file));
    }

    /** Returns a line's words; what stands behind a word that starts with # is a remark. */
    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        for (String word : line.strip().split("\\s+", -1)) {
            if (word.startsWith("#")) {
                break;
            }
            if (!word.isEmpty()) {
                words.add(word);
            }
        }
        return words;
    }

    /** Carries out one command. What it says starts with where the command stands. */
    private ExitStatus one(String place, List<String> words, Runner runner) {
        try {
            new Grammar(warning -> streams.err().println(place + warning))
                    .command(words)
                    .accept(runner);
            return ExitStatus.DONE;
        } catch (UtilityException e) {
            return refused(place, e);
        } catch (NetlinkException e) {
            say(place + "error: " + e.getMessage(), e.advice().orElse(""));
            return e.errno() == Errno.EPERM ? ExitStatus.UNFIT : ExitStatus.REFUSED;
        } catch (IOException e) {
            say(place + "error: " + e.getMessage(), "");
            return ExitStatus.INTERNAL_ERROR;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            say(place + "error: interrupted", "look at what is left by 'l2tpv3tun show session'");
            return ExitStatus.UNFINISHED;
        } catch (RuntimeException e) {
            // Its message may hold anything, so only where it happened is said.
            say(
                    place + "error: " + e.getClass().getName() + " at "
                            + List.of(e.getStackTrace()).stream()
                                    .findFirst()
                                    .map(StackTraceElement::toString)
                                    .orElse("?"),
                    "this is a fault of pairwire itself: report it");
            return ExitStatus.INTERNAL_ERROR;
        }
    }

    private ExitStatus refused(String place, UtilityException e) {
        say(place + "error" + e.rule().map(rule -> " " + rule).orElse("") + ": " + e.getMessage(), e.hint());
        return e.status();
    }

    private void say(String text, String hint) {
        streams.err().println(text);
        if (!hint.isEmpty()) {
            streams.err().println("  hint: " + hint);
        }
    }
}
