package io.juggler.lab.measure;

import io.juggler.lab.trace.TracedScheduler;

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
        return traced() ? new TracedCarriers(1) : new LimitedScheduler();
    }

    /** One at a time on each of that many carriers or threads. */
    public static Arrangement lanes(int lanes) {
        return traced() ? new TracedLanes(lanes) : new PlatformLanes(lanes);
    }
}
