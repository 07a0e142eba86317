package io.juggler.lab.measure;

import com.sun.management.ThreadMXBean;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;

/** Reads the whole JVM's clocks and counters when a run begins and again when it is over. */
final class Meter {
    private static final ThreadMXBean THREADS =
            ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

    private final long cpu = Cpu.ofProcess();
    private final long allocated = allocatedBytes();
    private final long collecting = collectingMillis();

    private Meter() {}

    /** Begins. */
    static Meter start() {
        return new Meter();
    }

    /**
     * What it cost since the start.
     *
     * @param wall wall time, in ns
     * @param cpuOf CPU time of each carrier or thread, in ns
     */
    Measured.Cost cost(long wall, Map<String, Long> cpuOf) {
        return new Measured.Cost(
                wall,
                cpuOf,
                Cpu.ofProcess() - cpu,
                Math.max(0, allocatedBytes() - allocated),
                Math.max(0, collectingMillis() - collecting));
    }

    /** By all threads of this JVM, those that have ended included. */
    private static long allocatedBytes() {
        return Math.max(0, THREADS.getTotalThreadAllocatedBytes());
    }

    private static long collectingMillis() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .filter(millis -> millis > 0)
                .sum();
    }
}
