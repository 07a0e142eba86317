package io.juggler.lab.measure;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RecursiveAction;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Threads that are handed all tasks at once, and do them in an order of their own. */
interface Crew extends AutoCloseable {

    /** Hands over the tasks; may come back before they are done. */
    void handOver(int tasks, IntConsumer task);

    /** Lets its own threads go. */
    @Override
    default void close() {}

    /** A fixed pool of platform threads with one queue; all are started. */
    static Crew pool(int threads) {
        var pool =
                Executors.newFixedThreadPool(
                        threads, Thread.ofPlatform().name("pool-", 1).daemon().factory());
        if (pool instanceof java.util.concurrent.ThreadPoolExecutor executor) {
            executor.prestartAllCoreThreads();
        }
        return new Crew() {
            @Override
            public void handOver(int tasks, IntConsumer task) {
                onEach(pool, tasks, task);
            }

            @Override
            public void close() {
                pool.shutdownNow();
            }
        };
    }

    /** A parallel stream, started by the thread that hands over. */
    static Crew parallelStream() {
        return (tasks, task) -> IntStream.range(0, tasks).parallel().forEach(task);
    }

    /** Futures on the pool that the JDK chooses for them. */
    static Crew completableFuture() {
        return (tasks, task) -> {
            var all = new CompletableFuture<?>[tasks];
            for (int i = 0; i < tasks; i++) {
                int index = i;
                all[i] = CompletableFuture.runAsync(() -> task.accept(index));
            }
            CompletableFuture.allOf(all).join();
        };
    }

    /** The user's executor. */
    static Crew executor(Executor executor) {
        return (tasks, task) -> onEach(executor, tasks, task);
    }

    /** A fork-join pool with that many threads. */
    static Crew forkJoin(int threads) {
        var pool = new ForkJoinPool(threads);
        return new Crew() {
            @Override
            public void handOver(int tasks, IntConsumer task) {
                pool.invoke(new Halves(0, tasks, task));
            }

            @Override
            public void close() {
                pool.shutdownNow();
            }
        };
    }

    private static void onEach(Executor executor, int tasks, IntConsumer task) {
        for (int i = 0; i < tasks; i++) {
            int index = i;
            executor.execute(() -> task.accept(index));
        }
    }

    /** Splits a range in halves until one task is left. */
    final class Halves extends RecursiveAction {
        private static final long serialVersionUID = 1;

        private final int from;
        private final int to;
        private final transient IntConsumer task;

        Halves(int from, int to, IntConsumer task) {
            this.from = from;
            this.to = to;
            this.task = task;
        }

        @Override
        protected void compute() {
            if (to - from == 1) {
                task.accept(from);
            } else {
                int middle = (from + to) >>> 1;
                invokeAll(new Halves(from, middle, task), new Halves(middle, to, task));
            }
        }
    }
}
