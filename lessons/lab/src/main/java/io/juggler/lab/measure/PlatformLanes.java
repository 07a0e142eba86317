package io.juggler.lab.measure;

import io.juggler.lab.measure.Measured.Means;
import io.juggler.lab.trace.Trace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Lanes as {@link TracedLanes}, on platform threads: for JVMs that do not let us trace. What a task
 * does between its begin and its end is not seen.
 *
 * @param lanes how many
 */
record PlatformLanes(int lanes) implements Arrangement {

    @Override
    public Measured run(Job job) throws InterruptedException {
        var attempt = new Attempt(job, lanes);
        attempt.stamps.countCpu();
        var next = new AtomicInteger();
        var firstLoop = new AtomicLong();
        var cpu = new ConcurrentHashMap<String, Long>();
        var go = new CountDownLatch(1);
        var threadOfTask = new String[job.tasks()];
        var threads = new ArrayList<Thread>();
        for (int lane = 0; lane < lanes; lane++) {
            int number = lane;
            threads.add(
                    Thread.ofPlatform()
                            .name("thread-" + (lane + 1))
                            .daemon()
                            .start(
                                    () -> {
                                        try {
                                            go.await();
                                            firstLoop.compareAndSet(0, System.nanoTime());
                                            long before = Cpu.ofCurrentThread();
                                            loop(attempt, number, next, threadOfTask);
                                            cpu.put(
                                                    "thread-" + (number + 1),
                                                    Cpu.ofCurrentThread() - before);
                                        } catch (InterruptedException e) {
                                            // Stopped before it began.
                                        } finally {
                                            attempt.threadDone();
                                        }
                                    }));
        }
        var meter = Meter.start();
        long zero = System.nanoTime();
        go.countDown();
        attempt.await(
                () -> threads.forEach(Thread::interrupt),
                () -> threads.stream().filter(Thread::isAlive).toList());
        Set<String> seen = new TreeSet<>();
        for (var thread : threadOfTask) {
            if (thread != null) {
                seen.add(thread);
            }
        }
        // A loop of one has nobody to hand its tasks to: its time begins with the loop.
        long start = lanes == 1 ? firstLoop.get() : zero;
        return attempt.measured(
                meter.cost(attempt.wall(start), cpu),
                seen,
                Means.PLATFORM_THREADS,
                new Measured.History(start, attempt.stamps, Trace.EMPTY, names(threadOfTask)));
    }

    private static void loop(Attempt attempt, int lane, AtomicInteger next, String[] threadOfTask) {
        for (; ; ) {
            int task = next.getAndIncrement();
            if (task >= attempt.tasks() || attempt.stopping()) {
                return;
            }
            threadOfTask[task] = "thread-" + (lane + 1);
            attempt.stamps.take(lane, task);
            long before = Cpu.ofCurrentThread();
            attempt.perform(task);
            attempt.stamps.use(task, Cpu.ofCurrentThread() - before);
            if (!attempt.stopping()) {
                // One task's interrupt must not reach the next.
                Thread.interrupted();
            }
        }
    }

    private static List<String> names(String[] threadOfTask) {
        return Arrays.stream(threadOfTask).map(name -> name == null ? "" : name).toList();
    }
}
