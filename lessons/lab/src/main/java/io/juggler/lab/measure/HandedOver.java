package io.juggler.lab.measure;

import io.juggler.lab.measure.Measured.Means;
import io.juggler.lab.trace.Trace;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
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
    public Measured run(Job job) throws InterruptedException {
        var attempt = new Attempt(job, 0);
        attempt.stamps.countCpu();
        int tasks = job.tasks();
        var busy = ConcurrentHashMap.<Thread>newKeySet();
        var cpu = new ConcurrentHashMap<String, Long>();
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
                                                        long used = Cpu.ofThisIfPlatform() - before;
                                                        if (!thread.isVirtual()) {
                                                            attempt.stamps.use(task, used);
                                                        }
                                                        cpu.merge(
                                                                threadOfTask[task],
                                                                used,
                                                                Long::sum);
                                                        if (!attempt.stopping()) {
                                                            // One task's interrupt must not reach
                                                            // the next.
                                                            Thread.interrupted();
                                                        }
                                                        busy.remove(thread);
                                                        attempt.threadDone();
                                                    }));
            var carriersBefore =
                    perhapsVirtual ? Cpu.ofThreadsNamed(jdkCarriers) : Map.<Long, Long>of();
            var meter = Meter.start();
            hand.start();
            attempt.await(
                    () -> Stream.concat(Stream.of(hand), busy.stream()).forEach(Thread::interrupt),
                    () ->
                            Stream.concat(Stream.of(hand), busy.stream())
                                    .filter(Thread::isAlive)
                                    .toList());
            long zero = handed.get();
            if (virtual.get()) {
                cpu.clear();
                cpu.putAll(Cpu.since(carriersBefore, jdkCarriers));
            }
            return attempt.measured(
                    meter.cost(attempt.wall(zero), cpu),
                    seen(threadOfTask),
                    virtual.get() ? Means.JDK_SCHEDULER : Means.PLATFORM_THREADS,
                    new Measured.History(zero, attempt.stamps, Trace.EMPTY, names(threadOfTask)));
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

    private static Set<String> seen(String[] threadOfTask) {
        return Arrays.stream(threadOfTask).filter(Objects::nonNull).collect(Collectors.toSet());
    }

    /** A task that never began was on no thread. */
    private static List<String> names(String[] threadOfTask) {
        return Arrays.stream(threadOfTask).map(name -> name == null ? "" : name).toList();
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
