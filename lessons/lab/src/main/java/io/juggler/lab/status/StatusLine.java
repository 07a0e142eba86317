package io.juggler.lab.status;

import io.juggler.lab.render.Quantity;

import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * One line that says what is being measured and how long that still takes. A thread of its own
 * shows it, twice a second at most, so that the measuring thread never waits for a front end; it
 * sleeps in between. Any thread may call {@link #now}; whoever opened it closes it.
 */
public final class StatusLine implements AutoCloseable {

    /** A front end that does not take a line must not hold up whoever measures. */
    private static final Duration END_LIMIT = Duration.ofSeconds(2);

    private final String what;
    private final Place place;
    private final Thread teller;
    private final long begin = System.nanoTime();

    /** The rest is guarded by this. */
    private String doing = "";

    private long endsAt;
    private boolean closed;

    private StatusLine(String what, Place place) {
        this.what = what;
        this.place = place;
        this.teller =
                place == null
                        ? null
                        : Thread.ofPlatform().name("lab-status").daemon().start(this::tell);
    }

    /**
     * Opens a line; it is shown once the place's quiet time is over.
     *
     * @param what is measured, as "compare(nap, 5)"
     */
    public static StatusLine open(String what, Place place) {
        return new StatusLine(what, Objects.requireNonNull(place));
    }

    /** A line that is never shown. */
    public static StatusLine silent() {
        return new StatusLine("", null);
    }

    /**
     * Says what is done now.
     *
     * @param doing as "round 2, inParallel"
     * @param endsAt when all should be over, {@link System#nanoTime()}; 0 where that is not known
     */
    public synchronized void now(String doing, long endsAt) {
        this.doing = doing;
        this.endsAt = endsAt;
    }

    private void tell() {
        long next = place.quietNanos();
        boolean shown = false;
        try {
            while (sleepsUntil(next)) {
                var line = line(System.nanoTime());
                place.show(line.text, line.share);
                shown = true;
                next = System.nanoTime() - begin + place.betweenNanos();
            }
            if (shown) {
                place.end(what + ": measured in " + Quantity.time(System.nanoTime() - begin));
            }
        } catch (InterruptedException | RuntimeException e) {
            // Whoever ends all threads of a cell ends this one as well, and a front end can go:
            // what is measured does not depend on it.
        }
    }

    /** False when it was closed before that time, in ns from the beginning. */
    private synchronized boolean sleepsUntil(long time) throws InterruptedException {
        long left = time - (System.nanoTime() - begin);
        while (!closed && left > 0) {
            // Rounded up: a wait of less than a millisecond would be one without end.
            TimeUnit.NANOSECONDS.timedWait(this, left + 999_999);
            left = time - (System.nanoTime() - begin);
        }
        return !closed;
    }

    /**
     * What is shown at one moment.
     *
     * @param share how much is done, from 0 to 1; not a number where nobody knows
     */
    record Line(String text, double share) {}

    /** What is shown at that moment, {@link System#nanoTime()}. */
    synchronized Line line(long moment) {
        double passed = moment - begin;
        var text = new StringBuilder(what);
        if (!doing.isEmpty()) {
            text.append(": ").append(doing);
        }
        text.append(" · ").append(seconds(passed));
        double left = endsAt - moment;
        // Past the estimate nothing better is known than that it was wrong.
        if (endsAt == 0 || left <= 0) {
            return new Line(text.toString(), Double.NaN);
        }
        text.append(", about ").append(seconds(left)).append(" left");
        return new Line(text.toString(), passed / (passed + left));
    }

    /** Nobody reads tenths in a line that changes. */
    private static String seconds(double nanos) {
        return String.format(Locale.ROOT, "%,.0f s", Math.max(1, nanos / 1e9));
    }

    /** Ends the line; nothing of it is shown after this. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        if (teller != null) {
            boolean interrupted = false;
            try {
                teller.join(END_LIMIT);
            } catch (InterruptedException e) {
                interrupted = true;
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
