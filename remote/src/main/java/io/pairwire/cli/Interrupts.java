package io.pairwire.cli;

import io.pairwire.transaction.Run;
import java.time.Duration;
import java.util.List;

/**
 * Control-C while hosts are being changed: once takes back what is not yet being confirmed, and waits for that; twice leaves it to the
 * hosts themselves.
 */
final class Interrupts implements AutoCloseable {
    private final Run run;
    private final View view;
    private final Duration confirmTimeout;
    private final List<AutoCloseable> before;
    private final Runnable quiet;
    private boolean once;

    /**
     * Takes the signals until closed.
     *
     * @param quiet ends whatever else is being shown, before anything is said
     */
    Interrupts(Run run, View view, Duration confirmTimeout, Runnable quiet) {
        this.quiet = quiet;
        this.run = run;
        this.view = view;
        this.confirmTimeout = confirmTimeout;
        this.before = List.of(Signals.on("INT", this::interrupt), Signals.on("TERM", this::interrupt));
    }

    /** Does what is done on a signal. */
    synchronized void interrupt() {
        quiet.run();
        if (once) {
            view.leftToHosts(confirmTimeout);
            // Nothing more is to be done, and an orderly end would still speak to hosts.
            Runtime.getRuntime().halt(ExitCode.NOT_ROLLED_BACK.number());
        }
        once = true;
        view.takingBack();
        run.interrupt();
    }

    /** Returns whether there was one. */
    synchronized boolean any() {
        return once;
    }

    @Override
    public void close() {
        for (AutoCloseable handler : before) {
            try {
                handler.close();
            } catch (Exception e) {
                throw new IllegalStateException("what was done on a signal before cannot be put back", e);
            }
        }
    }
}
