package io.juggler.lab.trace;

/**
 * What recording one mount costs, measured once in this JVM: two readings of the clock and an entry
 * in the log, which is what a traced carrier does more than the JDK's.
 */
public final class TracingCost {
    private static final int MOUNTS = 20_000;
    private static final int ROUNDS = 7;

    private TracingCost() {}

    /** In ns. */
    public static double nanosPerMount() {
        return Once.NANOS;
    }

    private static final class Once {
        static final double NANOS = measure();
    }

    /** The best round, as the cost of a warm tracer; whatever disturbs only adds. */
    private static double measure() {
        double best = Double.MAX_VALUE;
        var account = Account.ofTask(0, 0);
        for (int round = 0; round < ROUNDS; round++) {
            var log = new MountLog(MOUNTS);
            long begin = System.nanoTime();
            long start = begin;
            for (int mount = 0; mount < MOUNTS; mount++) {
                long end = System.nanoTime();
                log.add(account, start, System.nanoTime(), end);
                start = end;
            }
            best = Math.min(best, (double) (System.nanoTime() - begin) / MOUNTS);
        }
        return best;
    }
}
