package io.juggler.lab.measure;

import io.juggler.lab.trace.Trace;
import io.juggler.lab.trace.TracedScheduler;

import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** The threads that do the computing half of tasks. */
sealed interface Crunchers extends AutoCloseable {

    /** That many, traced where this JVM allows it. */
    static Crunchers of(int cores) {
        return Arrangements.traced() ? new Traced(cores) : new Pool(cores);
    }

    /**
     * Computes something of that task, and waits for it. An interrupt of the calling thread is
     * passed on, and it comes back when the computing has ended.
     */
    Object crunch(int task, Callable<Object> step) throws Exception;

    /** What was recorded, once all is done. */
    Trace trace() throws InterruptedException;

    /** CPU time of each, in ns. */
    Map<String, Long> cpuOf();

    /** Those that did something. */
    Set<String> used();

    @Override
    void close();

    private static Object await(FutureTask<Object> crunching, Runnable interrupt) throws Exception {
        InterruptedException interrupted = null;
        while (!crunching.isDone() || interrupted == null) {
            try {
                var result = crunching.get();
                if (interrupted == null) {
                    return result;
                }
            } catch (InterruptedException e) {
                interrupted = e;
                interrupt.run();
            } catch (ExecutionException e) {
                switch (e.getCause()) {
                    case Exception cause -> throw cause;
                    case Error error -> throw error;
                    case null, default -> throw e;
                }
            }
        }
        throw interrupted;
    }

    /** Virtual threads on carriers of their own. */
    final class Traced implements Crunchers {
        private static final long BOOKED_WITHIN_NANOS = TimeUnit.SECONDS.toNanos(5);
        private final TracedScheduler scheduler;

        Traced(int cores) {
            var names = new ArrayList<String>();
            for (int core = 1; core <= cores; core++) {
                names.add("core-" + core);
            }
            scheduler = new TracedScheduler(names, TracedScheduler.MOUNTS_KEPT);
        }

        @Override
        public Object crunch(int task, Callable<Object> step) throws Exception {
            var crunching = new FutureTask<>(step);
            var thread = scheduler.startTask(task, crunching);
            return Crunchers.await(crunching, thread::interrupt);
        }

        @Override
        public Trace trace() throws InterruptedException {
            if (scheduler.alive().isEmpty()) {
                scheduler.awaitBooked(BOOKED_WITHIN_NANOS);
            }
            return scheduler.trace();
        }

        @Override
        public Map<String, Long> cpuOf() {
            return scheduler.cpuNanos();
        }

        @Override
        public Set<String> used() {
            return scheduler.trace().carriersUsed();
        }

        @Override
        public void close() {
            scheduler.interruptAll();
            scheduler.close();
        }
    }

    /** Platform threads, where nothing can be traced. */
    final class Pool implements Crunchers {
        private final ExecutorService pool;
        private final Map<String, Long> cpu = new ConcurrentHashMap<>();

        Pool(int cores) {
            pool =
                    Executors.newFixedThreadPool(
                            cores, Thread.ofPlatform().name("core-", 1).daemon().factory());
        }

        @Override
        public Object crunch(int task, Callable<Object> step) throws Exception {
            var runner = new AtomicReference<Thread>();
            var crunching =
                    new FutureTask<>(
                            () -> {
                                runner.set(Thread.currentThread());
                                long before = Cpu.ofCurrentThread();
                                try {
                                    return step.call();
                                } finally {
                                    cpu.merge(
                                            Thread.currentThread().getName(),
                                            Cpu.ofCurrentThread() - before,
                                            Long::sum);
                                }
                            });
            pool.execute(crunching);
            return Crunchers.await(crunching, () -> interrupt(runner.get(), crunching));
        }

        private static void interrupt(Thread runner, FutureTask<Object> crunching) {
            if (runner == null) {
                crunching.cancel(false);
            } else {
                runner.interrupt();
            }
        }

        @Override
        public Trace trace() {
            return Trace.EMPTY;
        }

        @Override
        public Map<String, Long> cpuOf() {
            return Map.copyOf(cpu);
        }

        @Override
        public Set<String> used() {
            return Set.copyOf(cpu.keySet());
        }

        @Override
        public void close() {
            pool.shutdownNow();
        }
    }
}
