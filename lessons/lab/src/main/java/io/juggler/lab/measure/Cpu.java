package io.juggler.lab.measure;

import com.sun.management.OperatingSystemMXBean;

import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;

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

    /** CPU time of the platform threads alive whose name starts with that, by their id. */
    static Map<Long, Long> ofThreadsNamed(String prefix) {
        var clock = ManagementFactory.getThreadMXBean();
        var all = new HashMap<Long, Long>();
        for (var info : clock.getThreadInfo(clock.getAllThreadIds())) {
            if (info != null && info.getThreadName().startsWith(prefix)) {
                all.put(
                        info.getThreadId(),
                        Math.max(0, clock.getThreadCpuTime(info.getThreadId())));
            }
        }
        return all;
    }

    /** What the JDK's carriers used since then, by the short names of {@link JdkScheduler}. */
    static Map<String, Long> since(Map<Long, Long> before, String prefix) {
        var clock = ManagementFactory.getThreadMXBean();
        var all = new HashMap<String, Long>();
        ofThreadsNamed(prefix)
                .forEach(
                        (id, cpu) -> {
                            long used = cpu - before.getOrDefault(id, 0L);
                            var info = clock.getThreadInfo(id);
                            if (used > 0 && info != null) {
                                all.merge(
                                        "worker-" + info.getThreadName().substring(prefix.length()),
                                        used,
                                        Long::sum);
                            }
                        });
        return all;
    }
}
