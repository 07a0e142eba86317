package io.juggler.lab.measure;

import io.juggler.lab.measure.Measured.Means;
import io.juggler.lab.trace.Waits;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Watches over runs for waits that tracing cannot see, where the JDK can tell them, and adds them
 * to what was measured. Where it cannot, what is not seen stays unknown.
 */
public final class Watch implements AutoCloseable {

    /** Carriers that were busy for less of the time in which they were held are looked at. */
    private static final double BUSY = 0.9;

    private static final long LONG_MOUNT_NANOS = 5_000_000;

    /** Asked here: where there is none, {@link Flight} cannot even be loaded. */
    private static final boolean RECORDER = ModuleLayer.boot().findModule("jdk.jfr").isPresent();

    private final Flight flight;

    private Watch(Flight flight) {
        this.flight = flight;
    }

    /**
     * Has what watches started in the background, once a JVM: the flight recorder takes half a
     * second for it, which a learner mostly spends reading.
     */
    public static void prepare() {
        if (RECORDER) {
            Background.begin();
        }
    }

    /** Returns when nothing of {@link #prepare} runs any more, so that it disturbs no measuring. */
    public static void awaitPrepared() {
        if (RECORDER) {
            Flight.started();
        }
    }

    /** Begins to watch; what was begun by {@link #prepare} has ended then. */
    public static Watch over(List<Arrangement> arrangements) {
        return new Watch(
                RECORDER && Flight.started()
                        ? Flight.begin(!arrangements.stream().allMatch(Arrangement::traced))
                        : null);
    }

    /** Class initialisation is the JVM's own once. */
    private static final class Background {
        static {
            Thread.ofPlatform()
                    .name("lab-start-recorder")
                    .daemon()
                    .inheritInheritableThreadLocals(false)
                    .start(Flight::started);
        }

        static void begin() {}
    }

    /** The runs with their waits, as far as they were seen. */
    public List<Measured> with(List<Measured> runs) {
        if (flight == null || runs.stream().noneMatch(Watch::mayHaveMore)) {
            return runs;
        }
        Waits waits;
        try {
            waits = flight.waits();
        } catch (IOException e) {
            // No place for its file: then they stay unknown.
            return runs;
        }
        var more = new ArrayList<Measured>();
        for (var run : runs) {
            more.add(mayHaveMore(run) ? run.with(waits) : run);
        }
        return more;
    }

    /** Asking costs a little; a traced run whose carriers were busy has nothing to tell. */
    private static boolean mayHaveMore(Measured run) {
        if (!run.hasHistory() || run.means() == Means.PROCESSES) {
            return false;
        }
        if (run.means() != Means.TRACED) {
            return true;
        }
        long held = run.history().trace().nanosInMountsOver(LONG_MOUNT_NANOS);
        return held > 0 && run.cost().cpu() < BUSY * run.history().trace().nanosInMountsOver(0);
    }

    @Override
    public void close() {
        if (flight != null) {
            flight.close();
        }
    }
}
