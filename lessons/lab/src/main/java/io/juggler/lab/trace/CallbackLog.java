package io.juggler.lab.trace;

import java.util.List;

/**
 * Every callback that an event loop ran, as the mount of the task it belongs to. Written by the
 * loop's thread; read after it, or by others when the loop is known to stand.
 */
public final class CallbackLog {
    private final String name;
    private final MountLog log = new MountLog(TracedScheduler.MOUNTS_KEPT);

    /** The account of the task whose callbacks run; a loop goes from one to the next. */
    private Account last = Account.ofTask(0, 0);

    private volatile Trace.OpenMount open;
    private volatile long thread;

    /** An empty log of the loop of that name. */
    public CallbackLog(String name) {
        this.name = name;
    }

    /** The loop runs on the calling thread. */
    public void runsHere() {
        thread = Thread.currentThread().threadId();
    }

    /** A callback begins. */
    public void begin(int task, long readyAt, long start) {
        if (last.task() != task) {
            last = Account.ofTask(task, readyAt);
        }
        open = new Trace.OpenMount(last, readyAt, start);
    }

    /** The callback that began last has come back. */
    public void end(long end) {
        var mount = open;
        log.add(mount.account(), mount.readyAt(), mount.start(), end);
        open = null;
    }

    /** What was recorded so far. */
    public Trace trace() {
        return new Trace(
                List.of(new Trace.CarrierLog(name, thread, log, log.size(), log.dropped(), open)));
    }
}
