package io.juggler.lab.measure;

import io.juggler.lab.process.RemoteWork;
import io.juggler.lab.trace.TracedScheduler;

import java.util.concurrent.Executor;

/** The ways to run several tasks, traced where this JVM allows it. */
public final class Arrangements {

    private Arrangements() {}

    /** Whether runs are traced in this JVM, mount by mount. */
    public static boolean traced() {
        return TracedScheduler.available();
    }

    /** One after another on one thread. */
    public static Arrangement oneAfterAnother() {
        return lanes(1);
    }

    /** All at once on exactly one carrier. */
    public static Arrangement onOneCarrier() {
        return traced() ? new TracedCarriers(1) : new JdkScheduler(true);
    }

    /** One at a time on each of that many carriers or threads. */
    public static Arrangement lanes(int lanes) {
        return traced() ? new TracedLanes(lanes) : new PlatformLanes(lanes);
    }

    /**
     * All at once on that many carriers.
     *
     * @throws UnsupportedOperationException where this JVM does not let us
     */
    public static Arrangement onCarriers(int carriers) {
        if (!traced()) {
            throw new UnsupportedOperationException(
                    "carriers("
                            + carriers
                            + ") needs a JVM started with --add-opens"
                            + " java.base/java.lang=ALL-UNNAMED");
        }
        return new TracedCarriers(carriers);
    }

    /** All at once, as virtual threads of the JDK's own scheduler. */
    public static Arrangement virtualThreads() {
        return new JdkScheduler(false);
    }

    /** A fixed pool of platform threads. */
    public static Arrangement pool(int threads) {
        return new HandedOver(() -> Crew.pool(threads), false);
    }

    /** A parallel stream on the common pool. */
    public static Arrangement parallelStream() {
        return new HandedOver(Crew::parallelStream, false);
    }

    /** A fork-join pool with that many threads. */
    public static Arrangement forkJoin(int threads) {
        return new HandedOver(() -> Crew.forkJoin(threads), false);
    }

    /** A completable future for each task. */
    public static Arrangement completableFuture() {
        return new HandedOver(Crew::completableFuture, false);
    }

    /**
     * One event loop.
     *
     * @param form the tasks' form for it; null where they have none
     */
    public static Arrangement eventLoop(OnLoop.Form form) {
        return new OnLoop(form);
    }

    /** The first phase on one carrier, the second on that many. */
    public static Arrangement hybrid(Work first, Hybrid.Step second, int cores) {
        return new Hybrid(first, second, cores);
    }

    /** A pool of that many JVMs. */
    public static Arrangement processes(int processes, RemoteWork work) {
        return new Processes(processes, work);
    }

    /** The user's executor. */
    public static Arrangement executor(Executor executor) {
        return new HandedOver(() -> Crew.executor(executor), true);
    }
}
