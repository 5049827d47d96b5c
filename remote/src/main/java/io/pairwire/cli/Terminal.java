package io.pairwire.cli;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.LongFunction;

/**
 * Where a command speaks and is answered.
 *
 * @param attended whether a person sits there who can answer
 * @param colour whether escape sequences for colours are understood there
 * @param columns how many characters a line holds; to find out takes its time
 * @param variables what the environment of the command says
 * @param errorsSeen whether standard error leads there too, and not into a file
 */
record Terminal(
        PrintStream out,
        PrintStream err,
        BufferedReader in,
        boolean attended,
        boolean colour,
        IntSupplier columns,
        Function<String, Optional<String>> variables,
        boolean errorsSeen) {
    private static final long POLL_MILLIS = 100;
    private static final String ASKING = " [y/N] ";
    private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

    /** One of endless lines. */
    Terminal(PrintStream out, PrintStream err, BufferedReader in, boolean attended, boolean colour) {
        this(out, err, in, attended, colour, () -> Columns.UNLIMITED, name -> Optional.empty());
    }

    /** One where errors are seen. */
    Terminal(
            PrintStream out,
            PrintStream err,
            BufferedReader in,
            boolean attended,
            boolean colour,
            IntSupplier columns,
            Function<String, Optional<String>> variables) {
        this(out, err, in, attended, colour, columns, variables, true);
    }

    /** Returns the one that this process was started on. */
    static Terminal ofProcess(Map<String, String> environment) {
        boolean attended = isAttended();
        String noColour = environment.getOrDefault("NO_COLOR", "");
        boolean errorsSeen = attended && leadsToTerminal(STANDARD_ERROR);
        boolean colour = errorsSeen && noColour.isEmpty() && !"dumb".equals(environment.get("TERM"));
        return new Terminal(
                System.out,
                System.err,
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
                attended,
                colour,
                attended ? Columns.askedOnce(() -> Columns.ofTerminal(environment)) : () -> Columns.UNLIMITED,
                name -> Optional.ofNullable(environment.get(name)),
                errorsSeen);
    }

    /** From Java 22 on a console is there even where nobody sits; it then tells by a method that 17 lacks. */
    @SuppressWarnings("SystemConsoleNull") // that is what the rest is for
    private static boolean isAttended() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    /** A console is what input and output are; errors may go to a file nevertheless. */
    private static boolean leadsToTerminal(Path stream) {
        try {
            String target = Files.readSymbolicLink(stream).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException e) {
            return true;
        }
    }

    /** Returns this without colours. */
    Terminal plain() {
        return new Terminal(out, err, in, attended, false, columns, variables, errorsSeen);
    }

    /** Returns how many characters a line of standard output or of standard error holds. */
    int columns(PrintStream of) {
        return of == err && !errorsSeen ? Columns.UNLIMITED : columns.getAsInt();
    }

    /** Returns what is piped into the command, read when the first octet of it is. */
    InputStream octets() {
        return new InputStream() {
            private InputStream all = InputStream.nullInputStream();
            private boolean begun;

            @Override
            public int read() throws IOException {
                return all().read();
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                return all().read(into, offset, length);
            }

            private InputStream all() throws IOException {
                if (!begun) {
                    begun = true;
                    StringWriter text = new StringWriter();
                    in.transferTo(text);
                    all = new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8));
                }
                return all;
            }
        };
    }

    /** Asks a question that only {@code yes} or {@code y} affirms. */
    boolean affirms(PrintStream asked, String question) throws IOException {
        asked.print(Wrapped.lines(question + ASKING, 0, columns(asked)));
        asked.flush();
        String answer = in.readLine();
        if (answer == null) {
            // Nobody has ended the question's line.
            asked.println();
            return false;
        }
        return isYes(answer);
    }

    /**
     * Asks likewise; what has not been answered within that time is not affirmed. Where a person can see it, the time that is left runs down.
     *
     * @param question for the seconds that are left
     */
    boolean affirmsWithin(Duration time, PrintStream asked, LongFunction<String> question) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        long told = time.toSeconds();
        int width = columns(asked);
        asked.print(Wrapped.lines(question.apply(told) + ASKING, 0, width));
        asked.flush();
        boolean runs = colour && question.apply(told).length() + ASKING.length() < width;
        try {
            while (!in.ready()) {
                long left = end - System.nanoTime();
                if (left < 0) {
                    asked.println();
                    return false;
                }
                long seconds = TimeUnit.NANOSECONDS.toSeconds(left);
                if (runs && seconds < told) {
                    told = seconds;
                    // What is being typed stands behind it, and stays.
                    asked.print("\r" + question.apply(told) + ASKING);
                    asked.flush();
                }
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            }
            String answer = in.readLine();
            return answer != null && isYes(answer);
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isYes(String answer) {
        return answer.strip().equalsIgnoreCase("y") || answer.strip().equalsIgnoreCase("yes");
    }

    /** Returns a text in a colour, where there are colours. */
    String paint(Colour as, String text) {
        return colour && !text.isEmpty() ? "\u001b[" + as.code + "m" + text + "\u001b[0m" : text;
    }

    /** The few colours in use. */
    enum Colour {
        GREEN(32),
        YELLOW(33),
        RED(31),
        BOLD(1);

        private final int code;

        Colour(int code) {
            this.code = code;
        }
    }
}
