package io.pairwire.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Predicate;

/**
 * Carries what a thread reads to the one that takes it, in the file's order and a bounded way ahead: with two processors, reading and
 * making something of what was read go on at once.
 */
final class ReadAhead {
    /** Entries that are carried at once: to carry each by itself would cost more than to read it. */
    private static final int BATCH = 256;

    private static final int MOST_BATCHES = 32;

    private final BlockingQueue<List<Met>> batches = new ArrayBlockingQueue<>(MOST_BATCHES);

    /** What was met: an entry of the top level, or one of a streamed section. */
    private record Met(Optional<YamlScalar> section, YamlEntry entry) {}

    /** Something that reads a file and hands out its sections; returns whether it could be read to its end. */
    interface Reading {
        boolean into(YamlSections sections);
    }

    private ReadAhead() {}

    /** Reads in a thread of its own, and has the sections taken by this one; returns whether the file could be read to its end. */
    static boolean read(Reading reading, YamlSections taker) {
        ReadAhead ahead = new ReadAhead();
        FutureTask<Boolean> result = new FutureTask<>(() -> ahead.carry(reading, taker::isStreamed));
        Thread reader = new Thread(result, "reading");
        reader.setDaemon(true);
        reader.start();
        try {
            ahead.handOut(taker);
            return result.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a file was read", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("reading a file has failed", e.getCause());
        } finally {
            // Where what was read could not be taken, nobody waits for the rest.
            reader.interrupt();
        }
    }

    private boolean carry(Reading reading, Predicate<YamlScalar> streamed) throws InterruptedException {
        Carrier carrier = new Carrier(streamed);
        boolean whole = false;
        try {
            whole = reading.into(carrier);
        } finally {
            carrier.send();
            batches.put(List.of());
        }
        return whole;
    }

    /** Hands out until an empty batch says that there is no more. */
    private void handOut(YamlSections taker) throws InterruptedException {
        for (List<Met> batch = batches.take(); !batch.isEmpty(); batch = batches.take()) {
            for (Met met : batch) {
                if (met.section().isPresent()) {
                    taker.entryOf(met.section().get(), met.entry());
                } else {
                    taker.section(met.entry());
                }
            }
        }
    }

    /** Gathers entries into batches. */
    private final class Carrier implements YamlSections {
        private final Predicate<YamlScalar> streamed;
        private List<Met> batch = new ArrayList<>(BATCH);

        Carrier(Predicate<YamlScalar> streamed) {
            this.streamed = streamed;
        }

        @Override
        public boolean isStreamed(YamlScalar key) {
            return streamed.test(key);
        }

        @Override
        public void entryOf(YamlScalar section, YamlEntry entry) {
            add(new Met(Optional.of(section), entry));
        }

        @Override
        public void section(YamlEntry entry) {
            add(new Met(Optional.empty(), entry));
        }

        private void add(Met met) {
            batch.add(met);
            if (batch.size() == BATCH) {
                send();
            }
        }

        void send() {
            if (batch.isEmpty()) {
                return;
            }
            try {
                batches.put(batch);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("what was read is no longer wanted", e);
            }
            batch = new ArrayList<>(BATCH);
        }
    }
}
