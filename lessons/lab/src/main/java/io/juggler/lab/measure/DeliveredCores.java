package io.juggler.lab.measure;

import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Finds out how many cores the machine gives to this JVM right now, which can be fewer than the JVM
 * sees: other processes, a container's quota and a hypervisor take theirs. One thread for each core
 * computes for a moment; what they got of CPU time in that moment is the answer.
 */
public final class DeliveredCores {

    /** A machine that gives less than this share of its cores is busy with something else. */
    private static final double FREE = 0.7;

    static final long MOMENT_NANOS = TimeUnit.MILLISECONDS.toNanos(30);

    private DeliveredCores() {}

    /**
     * Whether the machine is busy with something else.
     *
     * @param delivered how many cores it gives, as {@link #probe} finds
     * @param cores how many the JVM sees
     */
    public static boolean areFew(double delivered, int cores) {
        return delivered < FREE * cores;
    }

    /** From 0 to the number of cores that the JVM sees. */
    public static double probe() throws InterruptedException {
        int cores = Runtime.getRuntime().availableProcessors();
        var ready = new CountDownLatch(cores);
        var go = new CountDownLatch(1);
        var cpu = new AtomicLong();
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < cores; i++) {
            threads.add(
                    Thread.ofPlatform()
                            .name("lab-probe-" + (i + 1))
                            .daemon()
                            .start(() -> compute(ready, go, cpu)));
        }
        try {
            ready.await();
            long begin = System.nanoTime();
            go.countDown();
            for (var thread : threads) {
                thread.join();
            }
            return Math.min(cores, (double) cpu.get() / Math.max(1, System.nanoTime() - begin));
        } catch (InterruptedException e) {
            threads.forEach(Thread::interrupt);
            throw e;
        }
    }

    private static void compute(CountDownLatch ready, CountDownLatch go, AtomicLong cpu) {
        try {
            ready.countDown();
            go.await();
        } catch (InterruptedException e) {
            return;
        }
        long begin = System.nanoTime();
        long before = Cpu.ofCurrentThread();
        while (System.nanoTime() - begin < MOMENT_NANOS
                && !Thread.currentThread().isInterrupted()) {
            Thread.onSpinWait();
        }
        cpu.addAndGet(Cpu.ofCurrentThread() - before);
    }
}
