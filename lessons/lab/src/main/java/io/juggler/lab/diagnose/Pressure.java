package io.juggler.lab.diagnose;

import io.juggler.lab.IndexedWork;

import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;

/**
 * Whether tasks are slowed down by a neighbour that keeps the memory busy, more than by one that
 * only computes. The CPU time of single passes is compared, not wall time: a core that is taken
 * away costs no CPU time, and one that waits for memory does.
 *
 * @param slowdown CPU time beside the one, divided by CPU time beside the other
 * @see <a href="https://doi.org/10.1145/2155620.2155650">Mars and others, Bubble-Up</a>
 */
record Pressure(double slowdown) {
    private static final int ROUNDS = 5;
    private static final long ROUND_NANOS = 15_000_000;
    private static final int NEIGHBOUR_LONGS = 8 << 20;

    static Pressure of(IndexedWork<?> work, int tasks) throws ExecutionException {
        return Apart.measure("diagnose-pressure", () -> measure(work, tasks));
    }

    private static Pressure measure(IndexedWork<?> work, int tasks) throws Exception {
        double quiet = Double.MAX_VALUE;
        double loud = Double.MAX_VALUE;
        var memory = new long[NEIGHBOUR_LONGS];
        for (int round = 0; round < ROUNDS; round++) {
            quiet = Math.min(quiet, beside(new Neighbour(null), work, tasks));
            loud = Math.min(loud, beside(new Neighbour(memory), work, tasks));
        }
        return new Pressure(loud / Math.max(1, quiet));
    }

    private static double beside(Neighbour neighbour, IndexedWork<?> work, int tasks)
            throws Exception {
        var thread = Thread.ofPlatform().name("diagnose-neighbour").daemon().start(neighbour);
        try {
            neighbour.running.await();
            var clock = ManagementFactory.getThreadMXBean();
            long begin = System.nanoTime();
            long cpu = clock.getCurrentThreadCpuTime();
            int done = 0;
            do {
                Sink.take(work.run(done % tasks));
                done++;
            } while (System.nanoTime() - begin < ROUND_NANOS);
            return (double) (clock.getCurrentThreadCpuTime() - cpu) / done;
        } finally {
            neighbour.stop = true;
            thread.join();
        }
    }

    /** Computes, and with memory to write to keeps the way there busy. */
    private static final class Neighbour implements Runnable {
        private final long[] memory;
        private final CountDownLatch running = new CountDownLatch(1);
        private volatile boolean stop;

        Neighbour(long[] memory) {
            this.memory = memory;
        }

        @Override
        public void run() {
            running.countDown();
            long state = 1;
            while (!stop) {
                if (memory == null) {
                    for (int i = 0; i < 100_000; i++) {
                        state = state * 6_364_136_223_846_793_005L + 1;
                    }
                } else {
                    // One write for each cache line.
                    for (int i = 0; i < memory.length && !stop; i += 8) {
                        memory[i] += ++state;
                    }
                }
            }
            Sink.take(state);
        }
    }
}
