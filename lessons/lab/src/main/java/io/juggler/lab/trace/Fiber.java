package io.juggler.lab.trace;

/**
 * A virtual thread as its scheduler sees it. {@code readyAt} is written by whoever makes the thread
 * ready and read by the carrier that takes it from the queue; the queue orders the two.
 */
final class Fiber {

    /** In place of the moment, which the carrier that just unmounted it reads and fills in. */
    static final long AT_END_OF_MOUNT = Long.MIN_VALUE;

    final Runnable continuation;

    /** The thread itself, or null where a task started it and the JDK does not let us see it. */
    final Thread thread;

    final Account account;
    long readyAt;

    Fiber(Runnable continuation, Thread thread, Account account) {
        this.continuation = continuation;
        this.thread = thread;
        this.account = account;
    }

    /** Whether it is known to have ended; a thread that cannot be seen is taken to be alive. */
    boolean ended() {
        return thread != null && !thread.isAlive();
    }
}
