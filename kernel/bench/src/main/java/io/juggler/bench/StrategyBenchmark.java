package io.juggler.bench;

import io.juggler.lab.Lab;
import io.juggler.lab.Strategy;
import io.juggler.lab.Task;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * A hundred tasks of some 0.1 ms each, in the way of one strategy: as the lab does it, everything
 * included that it adds, and as one would write it without.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class StrategyBenchmark {
    private static final int TASKS = 100;
    private static final long TOKENS = 50_000;

    /** Who runs the tasks. */
    public enum By {
        HAND,
        LAB
    }

    /** The way, and its form by hand. */
    public enum Way {
        SEQUENTIAL,
        ONE_CARRIER,
        CORES,
        VIRTUAL_THREADS,
        POOL,
        PARALLEL_STREAM,
        FORK_JOIN,
        COMPLETABLE_FUTURE,
        CARRIERS,
        EVENT_LOOP,
        HYBRID,
        EXECUTOR;

        private Strategy strategy() {
            return switch (this) {
                case SEQUENTIAL -> Lab.sequential();
                case ONE_CARRIER -> Lab.oneCarrier();
                case CORES -> Lab.cores();
                case VIRTUAL_THREADS -> Lab.virtualThreads();
                case POOL -> Lab.pool(cores());
                case PARALLEL_STREAM -> Lab.parallelStream();
                case FORK_JOIN -> Lab.forkJoin();
                case COMPLETABLE_FUTURE -> Lab.completableFuture();
                case CARRIERS -> Lab.carriers(cores());
                case EVENT_LOOP -> Lab.eventLoop();
                case HYBRID -> Lab.hybrid();
                case EXECUTOR -> Lab.executor("cached", CACHED);
            };
        }

        private static int cores() {
            return Runtime.getRuntime().availableProcessors();
        }

        private void byHand() throws InterruptedException, ExecutionException {
            switch (this) {
                case SEQUENTIAL -> {
                    for (int i = 0; i < TASKS; i++) {
                        work(i);
                    }
                }
                case ONE_CARRIER, VIRTUAL_THREADS, CARRIERS ->
                        onEach(Executors.newVirtualThreadPerTaskExecutor());
                case EVENT_LOOP -> onEach(Executors.newSingleThreadExecutor());
                case HYBRID -> inTwoPhases();
                case EXECUTOR -> await(submitted(CACHED));
                case CORES, POOL -> onEach(Executors.newFixedThreadPool(cores()));
                case PARALLEL_STREAM -> IntStream.range(0, TASKS).parallel().forEach(Way::work);
                case FORK_JOIN -> onEach(new ForkJoinPool(cores()));
                case COMPLETABLE_FUTURE ->
                        CompletableFuture.allOf(
                                        IntStream.range(0, TASKS)
                                                .mapToObj(
                                                        i ->
                                                                CompletableFuture.runAsync(
                                                                        () -> work(i)))
                                                .toArray(CompletableFuture<?>[]::new))
                                .get();
            }
        }

        private static void onEach(ExecutorService threads)
                throws InterruptedException, ExecutionException {
            try (threads) {
                await(submitted(threads));
            }
        }

        private static List<Future<Integer>> submitted(ExecutorService threads) {
            var all = new ArrayList<Future<Integer>>();
            for (int i = 0; i < TASKS; i++) {
                int task = i;
                all.add(threads.submit(() -> work(task)));
            }
            return all;
        }

        /** The first phase does nothing here: what is asked is what handing over costs. */
        private static void inTwoPhases() throws InterruptedException, ExecutionException {
            try (var waiting = Executors.newVirtualThreadPerTaskExecutor();
                    var crunching = Executors.newFixedThreadPool(cores())) {
                var all = new ArrayList<CompletableFuture<Integer>>();
                for (int i = 0; i < TASKS; i++) {
                    int task = i;
                    all.add(
                            CompletableFuture.supplyAsync(() -> task, waiting)
                                    .thenApplyAsync(Way::work, crunching));
                }
                await(all);
            }
        }

        private static void await(List<? extends Future<Integer>> all)
                throws InterruptedException, ExecutionException {
            for (var each : all) {
                each.get();
            }
        }

        private static int work(int task) {
            Blackhole.consumeCPU(TOKENS);
            return task;
        }
    }

    private static final Task<Integer> TASK = Lab.task("tokens", Way::work);

    private static final Task<Integer> TWO_PHASES =
            Lab.task("tokens", i -> i).crunch(i -> Way.work(i));

    /** Stays open, as an executor of one's own does. */
    private static final ExecutorService CACHED =
            Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory());

    /** The way. */
    @Param public Way way;

    /** Who runs the tasks. */
    @Param({"HAND", "LAB"})
    public By by;

    /** Does all tasks once. */
    @Benchmark
    public void tasks() throws InterruptedException, ExecutionException {
        switch (by) {
            case HAND -> way.byHand();
            case LAB -> {
                var run = Lab.run(way == Way.HYBRID ? TWO_PHASES : TASK, TASKS, way.strategy());
                if (!run.failures().isEmpty()) {
                    throw new IllegalStateException(run.toText());
                }
            }
        }
    }
}
