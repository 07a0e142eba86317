package io.juggler.worker;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What {@code %time} and {@code %timeit} call: wall time, the CPU time of all threads, and what
 * they allocated. CPU time is added up over the threads that live, to the nanosecond; where the
 * process has used clearly more, threads have ended in between (or the JIT and the collector were
 * busy), and its own time is taken, which comes in steps of 10 ms.
 *
 * <p>{@code %timeit} runs the code for {@value #WARM_UP_MS} ms before it measures: so the JIT has
 * compiled it, and what it took is told apart.
 */
@SuppressWarnings("OrphanedFormatString") // a percent sign begins a magic
public final class Timing {
    private static final int WARM_UP_MS = 500;
    private static final int RUNS = 7;

    /** The process's CPU time comes in steps of 10 ms; by more than two of them it is right. */
    private static final long TICKS_NS = 20_000_000;

    private static final long RUN_NS = 100_000_000;
    private static final AtomicReference<Begin> BEGUN = new AtomicReference<>();

    /** Where results go, so that the JIT cannot leave out what gives them. */
    static volatile Object sink;

    private Timing() {}

    /** Code without a value. */
    @FunctionalInterface
    public interface Action {
        /** Runs it. */
        void run() throws Exception;
    }

    /** What was read before some code ran. */
    private record Begin(long processCpu, Map<Long, Long> threadCpu, long allocated, long wall) {
        static Begin now() {
            // What reading takes stays out of what is read last.
            return new Begin(
                    Beans.processCpu(), Beans.threadCpu(), Beans.allocated(), System.nanoTime());
        }

        Spent until() {
            long wallNow = System.nanoTime();
            long allocatedNow = Beans.allocated();
            long threads = 0;
            for (var each : Beans.threadCpu().entrySet()) {
                threads += each.getValue() - threadCpu.getOrDefault(each.getKey(), 0L);
            }
            long process = Beans.processCpu() - processCpu;
            return new Spent(
                    wallNow - wall,
                    process - threads > TICKS_NS ? process : threads,
                    allocated < 0 ? -1 : allocatedNow - allocated);
        }
    }

    /** Times in ns, memory in bytes; what cannot be read is negative. */
    private record Spent(long wall, long cpu, long allocated) {}

    /** Runs code once and prints what it took. */
    public static <T> T time(Callable<T> code) throws Exception {
        Beans.prepare();
        var begin = Begin.now();
        try {
            return code.call();
        } finally {
            print(begin.until());
        }
    }

    /** Runs code once and prints what it took. */
    public static void time(Action code) throws Exception {
        time(
                () -> {
                    code.run();
                    return null;
                });
    }

    /** What follows is timed. */
    public static void begin() {
        Beans.prepare();
        BEGUN.set(Begin.now());
    }

    /** Prints what it took since {@link #begin}. */
    public static void end() {
        var begun = BEGUN.getAndSet(null);
        if (begun != null) {
            print(begun.until());
        }
    }

    /** As {@link #end()}, behind an expression whose value stays what it is. */
    public static <T> T end(T value) {
        end();
        return value;
    }

    /** Runs code many times and prints what a call takes. */
    public static void timeIt(long calls, long runs, Action code) throws Exception {
        timeIt(
                calls,
                runs,
                () -> {
                    code.run();
                    return null;
                });
    }

    /**
     * Runs code many times and prints what a call takes.
     *
     * @param calls how many in a run; 0 for as many as take {@value #RUN_NS} ns
     * @param runs how many; 0 for {@value #RUNS}
     */
    public static void timeIt(long calls, long runs, Callable<?> code) throws Exception {
        Beans.prepare();
        long warm = 0;
        long start = System.nanoTime();
        long least = Long.MAX_VALUE;
        do {
            long before = System.nanoTime();
            sink = code.call();
            least = Math.min(least, System.nanoTime() - before);
            warm++;
        } while (System.nanoTime() - start < WARM_UP_MS * 1_000_000L);
        long warmUp = System.nanoTime() - start;
        long inRun = calls > 0 ? calls : Math.clamp(RUN_NS / Math.max(1, least), 1, 10_000_000);
        int count = runs > 0 ? (int) runs : RUNS;
        var each = new double[count];
        var begin = Begin.now();
        for (int run = 0; run < count; run++) {
            long before = System.nanoTime();
            for (long i = 0; i < inRun; i++) {
                sink = code.call();
            }
            each[run] = (double) (System.nanoTime() - before) / inRun;
        }
        sink = null;
        var spent = begin.until();
        double all = (double) inRun * count;
        double mean = Arrays.stream(each).average().orElseThrow();
        double deviation =
                Math.sqrt(
                        Arrays.stream(each).map(x -> (x - mean) * (x - mean)).sum()
                                / Math.max(1, count - 1));
        System.out.printf(
                Locale.ROOT,
                "%s ± %s a call (mean ± std. dev. of %d runs of %,d calls); best run %s%n",
                duration(mean),
                duration(deviation),
                count,
                inRun,
                duration(Arrays.stream(each).min().orElseThrow()));
        System.out.printf(
                Locale.ROOT,
                "CPU of all threads %s a call; allocated %s a call; warm-up apart: %,d calls in"
                        + " %s%n",
                duration(spent.cpu() / all),
                spent.allocated() < 0 ? "unknown" : bytes(spent.allocated() / all),
                warm,
                duration((double) warmUp));
    }

    private static void print(Spent spent) {
        System.out.printf(
                Locale.ROOT,
                "Wall time %s; CPU of all threads %s; allocated %s%n",
                duration((double) spent.wall()),
                duration((double) spent.cpu()),
                spent.allocated() < 0 ? "unknown" : bytes((double) spent.allocated()));
    }

    /** Three digits and the unit that fits. */
    static String duration(double ns) {
        if (ns < 999.5) {
            return digits(ns) + " ns";
        }
        if (ns < 999.5e3) {
            return digits(ns / 1e3) + " µs";
        }
        return ns < 999.5e6 ? digits(ns / 1e6) + " ms" : digits(ns / 1e9) + " s";
    }

    /** Three digits and the unit that fits: kB are 1000 bytes. */
    static String bytes(double count) {
        if (count < 999.5) {
            return "%.0f B".formatted(count);
        }
        if (count < 999.5e3) {
            return digits(count / 1e3) + " kB";
        }
        return count < 999.5e6 ? digits(count / 1e6) + " MB" : digits(count / 1e9) + " GB";
    }

    private static String digits(double value) {
        return String.format(
                Locale.ROOT, value < 9.995 ? "%.2f" : value < 99.95 ? "%.1f" : "%.0f", value);
    }

    /** Apart, so that it is loaded for those who measure. */
    private static final class Beans {
        private static final OperatingSystemMXBean SYSTEM =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        private static final ThreadMXBean THREADS =
                ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

        static void prepare() {
            processCpu();
            threadCpu();
            allocated();
        }

        /** Of all threads, also of those that have ended, in steps of 10 ms. */
        static long processCpu() {
            return SYSTEM.getProcessCpuTime();
        }

        /** Of each thread that lives, exactly. */
        static Map<Long, Long> threadCpu() {
            var cpu = new HashMap<Long, Long>();
            long[] ids = THREADS.getAllThreadIds();
            long[] times = THREADS.getThreadCpuTime(ids);
            for (int i = 0; i < ids.length; i++) {
                cpu.put(ids[i], Math.max(0, times[i]));
            }
            return cpu;
        }

        static long allocated() {
            return THREADS.isThreadAllocatedMemorySupported()
                            && THREADS.isThreadAllocatedMemoryEnabled()
                    ? THREADS.getTotalThreadAllocatedBytes()
                    : -1;
        }
    }
}
