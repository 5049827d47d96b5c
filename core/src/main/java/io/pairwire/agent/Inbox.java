package io.pairwire.agent;

import io.pairwire.exchange.Messages;
import io.pairwire.exchange.Request;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The requests of a controller, read as they come, so that each is heard while an earlier one is still being worked on. */
final class Inbox {
    /** A request, or the end of them. */
    record Arrival(Optional<Request> request) {}

    private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();

    /**
     * Reads from now on, on a thread of its own.
     *
     * @param heard is told of each request as it arrives
     */
    static Inbox of(Messages messages, Runnable heard) {
        Inbox inbox = new Inbox();
        Thread reader = new Thread(() -> inbox.read(messages, heard), "inbox");
        reader.setDaemon(true);
        reader.start();
        return inbox;
    }

    private void read(Messages messages, Runnable heard) {
        try {
            Optional<Request> request = messages.nextRequest();
            while (request.isPresent()) {
                heard.run();
                arrivals.add(new Arrival(request));
                request = messages.nextRequest();
            }
        } catch (IOException e) {
            System.err.println("pairwire agent: hears no more: " + e.getMessage());
        } finally {
            arrivals.add(new Arrival(Optional.empty()));
        }
    }

    /** Returns the next request, or the end; nothing where neither comes in that time. */
    Optional<Arrival> next(Duration patience) {
        try {
            @Nullable Arrival arrival = arrivals.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
            return Optional.ofNullable(arrival);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(new Arrival(Optional.empty()));
        }
    }
}
