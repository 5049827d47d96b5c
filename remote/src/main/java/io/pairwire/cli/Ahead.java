package io.pairwire.cli;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * What a function makes of each item of a list, in the list's order, worked out by all processors a little ahead of who takes it.
 *
 * <p>A short list is not worth their while. The function is called by several threads at once.
 */
final class Ahead<T, R> implements Iterable<R> {
    /** Items that one thread takes at once. */
    private static final int PIECE = 256;

    private final List<T> items;
    private final Function<T, R> function;

    private Ahead(List<T> items, Function<T, R> function) {
        this.items = items;
        this.function = function;
    }

    static <T, R> Ahead<T, R> of(List<T> items, Function<T, R> function) {
        return new Ahead<>(items, function);
    }

    /** Returns what a further function makes of each, worked out in the same threads. */
    <S> Ahead<T, S> then(Function<R, S> next) {
        return new Ahead<>(items, function.andThen(next));
    }

    @Override
    public Iterator<R> iterator() {
        int processors = Runtime.getRuntime().availableProcessors();
        return items.size() <= PIECE || processors == 1 ? made(items).iterator() : new Pieces(processors);
    }

    private List<R> made(List<T> piece) {
        List<R> results = new ArrayList<>(piece.size());
        for (T item : piece) {
            results.add(function.apply(item));
        }
        return results;
    }

    /** Goes through the pieces, of which a few are in work. */
    private final class Pieces implements Iterator<R> {
        private final ExecutorService threads;
        private final int most;
        private final Deque<Future<List<R>>> inWork = new ArrayDeque<>();
        private Iterator<R> piece = new ArrayList<R>().iterator();
        private int begun;

        Pieces(int processors) {
            this.most = 2 * processors;
            this.threads = Executors.newFixedThreadPool(processors, task -> {
                Thread thread = new Thread(task, "ahead");
                thread.setDaemon(true);
                return thread;
            });
        }

        @Override
        public boolean hasNext() {
            while (!piece.hasNext()) {
                begin();
                Future<List<R>> next = inWork.poll();
                if (next == null) {
                    threads.shutdown();
                    return false;
                }
                piece = result(next).iterator();
            }
            return true;
        }

        private void begin() {
            while (begun < items.size() && inWork.size() < most) {
                List<T> next = items.subList(begun, Math.min(items.size(), begun + PIECE));
                begun += next.size();
                inWork.add(threads.submit(() -> made(next)));
            }
        }

        private List<R> result(Future<List<R>> future) {
            try {
                return future.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("work that was done ahead has failed", e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }

        @Override
        public R next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return piece.next();
        }
    }
}
