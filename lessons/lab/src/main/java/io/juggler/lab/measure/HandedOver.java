package io.juggler.lab.measure;

import io.juggler.lab.measure.Measured.Means;
import io.juggler.lab.trace.Trace;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * All tasks handed to a crew at once. What a task does between its begin and its end is not seen;
 * that it lay in the crew's queue before is. The crew is there before the clock starts.
 *
 * @param crews makes a crew for one run
 * @param perhapsVirtual whether its threads can be virtual, whose CPU time only their carriers know
 */
record HandedOver(Supplier<Crew> crews, boolean perhapsVirtual) implements Arrangement {

    @Override
    public Measured run(Work work, int tasks) throws InterruptedException {
        var attempt = new Attempt(work, tasks, 0);
        var busy = ConcurrentHashMap.<Thread>newKeySet();
        var cpu = new AtomicLong();
        var virtual = new AtomicBoolean();
        var handed = new AtomicLong();
        var jdkCarriers = perhapsVirtual ? JdkScheduler.carrierNames() : null;
        var threadOfTask = new String[tasks];
        try (var crew = crews.get()) {
            // Some crews have the thread that hands over do tasks: that must not be the caller's,
            // which has to stay
            // interruptible.
            var hand =
                    Thread.ofPlatform()
                            .name("caller")
                            .daemon()
                            .unstarted(
                                    () ->
                                            handOver(
                                                    crew,
                                                    attempt,
                                                    handed,
                                                    task -> {
                                                        var thread = Thread.currentThread();
                                                        if (thread.isVirtual()) {
                                                            virtual.set(true);
                                                        }
                                                        busy.add(thread);
                                                        threadOfTask[task] = shortName(thread);
                                                        long before = Cpu.ofThisIfPlatform();
                                                        attempt.perform(task);
                                                        cpu.addAndGet(
                                                                Cpu.ofThisIfPlatform() - before);
                                                        if (!attempt.stopping()) {
                                                            // One task's interrupt must not reach
                                                            // the next.
                                                            Thread.interrupted();
                                                        }
                                                        busy.remove(thread);
                                                        attempt.threadDone();
                                                    }));
            long processBefore = Cpu.ofProcess();
            long carriersBefore = perhapsVirtual ? Cpu.ofThreadsNamed(jdkCarriers) : 0;
            hand.start();
            attempt.await(
                    () -> Stream.concat(Stream.of(hand), busy.stream()).forEach(Thread::interrupt),
                    () ->
                            Stream.concat(Stream.of(hand), busy.stream())
                                    .filter(Thread::isAlive)
                                    .toList());
            long zero = handed.get();
            if (virtual.get()) {
                cpu.addAndGet(Math.max(0, Cpu.ofThreadsNamed(jdkCarriers) - carriersBefore));
            }
            return new Measured(
                    attempt.results(),
                    attempt.failures(),
                    new Measured.Cost(
                            attempt.stamps.lastEnd() - zero,
                            cpu.get(),
                            Cpu.ofProcess() - processBefore),
                    Set.copyOf(Arrays.asList(threadOfTask)),
                    virtual.get() ? Means.JDK_SCHEDULER : Means.PLATFORM_THREADS,
                    new Measured.History(zero, attempt.stamps, Trace.EMPTY, List.of(threadOfTask)));
        }
    }

    private static void handOver(Crew crew, Attempt attempt, AtomicLong handed, IntConsumer task) {
        long now = System.nanoTime();
        handed.set(now);
        for (int i = 0; i < attempt.tasks(); i++) {
            attempt.stamps.hand(i, now);
        }
        try {
            crew.handOver(attempt.tasks(), task);
        } catch (RuntimeException | Error e) {
            attempt.refused(e);
        }
    }

    /** As short as it can be and still tell threads apart. */
    private static String shortName(Thread thread) {
        var name = thread.getName();
        return name.startsWith("ForkJoinPool.commonPool-worker-")
                ? "common-" + name.substring(name.lastIndexOf('-') + 1)
                : name.startsWith("ForkJoinPool-")
                        ? "worker-" + name.substring(name.lastIndexOf('-') + 1)
                        : name.isEmpty() ? "thread-" + thread.threadId() : name;
    }
}
