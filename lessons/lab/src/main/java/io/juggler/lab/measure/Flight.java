package io.juggler.lab.measure;

import io.juggler.lab.trace.Waits;

import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Name;
import jdk.jfr.Recording;
import jdk.jfr.StackTrace;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Has the JDK's flight recorder watch for waits that tracing cannot see: of virtual threads that
 * hold their carrier, and of platform threads. Used only where the JDK has its module {@code
 * jdk.jfr}.
 *
 * @see <a href="https://openjdk.org/jeps/491">JEP 491, on jdk.VirtualThreadPinned</a>
 */
final class Flight implements AutoCloseable {
    private static final String PINNED = "jdk.VirtualThreadPinned";
    private static final List<String> WAITS =
            List.of(
                    "jdk.ThreadSleep",
                    "jdk.ThreadPark",
                    "jdk.SocketRead",
                    "jdk.SocketWrite",
                    "jdk.JavaMonitorEnter",
                    "jdk.JavaMonitorWait");

    /** Shorter ones could not be seen in a drawing. */
    private static final Duration SHORTEST = Duration.ofMillis(1);

    private final Recording recording;

    /** Joins the recorder's clock and ours. */
    @Name("io.juggler.lab.Moment")
    @StackTrace(false)
    @Enabled(false)
    static final class Moment extends Event {
        @Name("nanoTime")
        long nanoTime;
    }

    /**
     * The recorder's start takes half a second; after that, recordings begin in milliseconds. One
     * that never ends keeps it warm, and watches for threads that hold their carrier. Null where
     * the recorder cannot start, such as without a folder for its files.
     */
    private static final class Pinned {
        static final Recording RECORDING = start();

        private static Recording start() {
            try {
                var recording = new Recording();
                recording.setName("juggler-lab");
                recording.setToDisk(false);
                recording.enable(PINNED).withThreshold(SHORTEST).withoutStackTrace();
                recording.enable(Moment.class);
                recording.start();
                return recording;
            } catch (RuntimeException | LinkageError | InternalError e) {
                // Thrown out of here it would fail every later measurement as well.
                return null;
            }
        }
    }

    /** Whether the recorder has started; starts it where nobody has, and waits until it has. */
    static boolean started() {
        return Pinned.RECORDING != null;
    }

    private Flight(Recording recording) {
        this.recording = recording;
        moment();
    }

    /**
     * Begins to watch, where the recorder has {@link #started}.
     *
     * @param platformThreads whether waits of all threads are wanted, or of those alone that hold
     *     their carrier
     */
    static Flight begin(boolean platformThreads) {
        var recording = Pinned.RECORDING;
        if (platformThreads) {
            recording = new Recording();
            recording.setToDisk(false);
            recording.enable(PINNED).withThreshold(SHORTEST).withoutStackTrace();
            recording.enable(Moment.class);
            for (var name : WAITS) {
                recording.enable(name).withThreshold(SHORTEST).withoutStackTrace();
            }
            recording.start();
        }
        return new Flight(recording);
    }

    private static void moment() {
        var moment = new Moment();
        moment.nanoTime = System.nanoTime();
        moment.commit();
    }

    /** What was seen so far. */
    Waits waits() throws IOException {
        moment();
        var file = Files.createTempFile("juggler-lab-", ".jfr");
        try {
            recording.dump(file);
            return read(RecordingFile.readAllEvents(file));
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static Waits read(List<RecordedEvent> events) {
        var clock = new TreeMap<Long, Long>();
        for (var event : events) {
            if (event.getEventType().getName().equals("io.juggler.lab.Moment")) {
                long at = nanos(event.getStartTime());
                clock.put(at, event.getLong("nanoTime") - at);
            }
        }
        if (clock.isEmpty()) {
            return Waits.NONE;
        }
        var waits = new ArrayList<Waits.Wait>();
        for (var event : events) {
            var name = event.getEventType().getName();
            boolean pinned = name.equals(PINNED);
            if ((pinned || WAITS.contains(name)) && event.getThread() != null) {
                long start = nanos(event.getStartTime());
                long offset = offset(clock, start);
                waits.add(
                        new Waits.Wait(
                                event.getThread().getJavaThreadId(),
                                pinned ? carrier(event) : 0,
                                start + offset,
                                nanos(event.getEndTime()) + offset));
            }
        }
        waits.sort(Comparator.comparingLong(Waits.Wait::start));
        return new Waits(waits);
    }

    /** From the recorder's clock to ours, as of the moment marked last: the two drift. */
    private static long offset(NavigableMap<Long, Long> clock, long at) {
        var before = clock.floorEntry(at);
        return before == null ? clock.firstEntry().getValue() : before.getValue();
    }

    private static long carrier(RecordedEvent event) {
        var carrier = event.hasField("carrierThread") ? event.getThread("carrierThread") : null;
        return carrier == null ? -1 : carrier.getJavaThreadId();
    }

    private static long nanos(Instant instant) {
        return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
    }

    @Override
    public void close() {
        if (!recording.equals(Pinned.RECORDING)) {
            recording.close();
        }
    }
}
