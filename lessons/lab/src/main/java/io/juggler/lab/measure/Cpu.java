package io.juggler.lab.measure;

import com.sun.management.OperatingSystemMXBean;

import java.lang.management.ManagementFactory;

/** CPU clocks, in ns. */
final class Cpu {
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private Cpu() {}

    /** CPU time of the whole JVM. */
    static long ofProcess() {
        return Math.max(0, SYSTEM.getProcessCpuTime());
    }

    /** CPU time of the calling platform thread. */
    static long ofCurrentThread() {
        return Math.max(0, ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
    }

    /**
     * CPU time of the calling thread, or 0 where it is virtual: the JDK tells it for platform
     * threads only.
     */
    static long ofThisIfPlatform() {
        return Thread.currentThread().isVirtual() ? 0 : ofCurrentThread();
    }

    /** CPU time of the platform threads alive whose name starts with that. */
    static long ofThreadsNamed(String prefix) {
        var clock = ManagementFactory.getThreadMXBean();
        long sum = 0;
        for (var info : clock.getThreadInfo(clock.getAllThreadIds())) {
            if (info != null && info.getThreadName().startsWith(prefix)) {
                sum += Math.max(0, clock.getThreadCpuTime(info.getThreadId()));
            }
        }
        return sum;
    }
}
