package io.pairwire.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.TerminalBuilder.SystemOutput;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;

/** The terminal that standard error is, as JLine knows it. Nothing of what is typed is read. */
final class TerminalScreen implements Screen {
    private static final long BETWEEN_SIZES = Duration.ofSeconds(1).toNanos();

    /** All that is drawn on this process's terminal, in a thread that is there while there is something to draw. */
    static final Executor PEN =
            new ThreadPoolExecutor(0, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), TerminalScreen::daemon);

    private final Terminal terminal;
    private final Attributes attributes;
    private final Display display;
    private Size size = new Size();
    private long askedAt;

    private TerminalScreen(Terminal terminal) {
        this.terminal = terminal;
        this.attributes = terminal.getAttributes();
        this.display = new Display(terminal, false);
        askedAt = System.nanoTime() - BETWEEN_SIZES;
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "drawing");
        thread.setDaemon(true);
        return thread;
    }

    /** Returns the screen of this process, where its standard error is a terminal whose lines can be changed. */
    static Optional<Screen> ofProcess() {
        try {
            Terminal terminal = TerminalBuilder.builder()
                    .system(true)
                    .systemOutput(SystemOutput.SysErr)
                    .provider("exec")
                    .dumb(false)
                    .nativeSignals(false)
                    .build();
            return Optional.of(new TerminalScreen(terminal));
        } catch (IOException | IllegalStateException e) {
            // There is none: nothing is shown, and nothing lost.
            return Optional.empty();
        }
    }

    @Override
    public int rows() {
        return size().getRows();
    }

    @Override
    public int columns() {
        return size().getColumns();
    }

    /** To ask starts a process. */
    private Size size() {
        long now = System.nanoTime();
        if (now - askedAt >= BETWEEN_SIZES) {
            askedAt = now;
            size = terminal.getSize();
        }
        return size;
    }

    @Override
    public void show(List<String> lines) {
        display.resize(rows(), columns());
        display.update(lines.stream().map(AttributedString::fromAnsi).toList(), -1);
    }

    @Override
    public void close() {
        show(List.of());
        terminal.setAttributes(attributes);
        try {
            terminal.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
