package io.juggler.lab.status;

import io.juggler.lab.measure.Follower;
import io.juggler.lab.render.Quantity;

import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * One line that says what is being measured and how long that still takes. A thread of its own
 * shows it, twice a second at most, so that the measuring thread never waits for a front end; it
 * sleeps in between. Any thread may call {@link #now}; the thread that opened it closes it.
 */
public final class StatusLine implements AutoCloseable {

    /** A front end that does not take a line must not hold up whoever measures. */
    private static final Duration END_LIMIT = Duration.ofSeconds(2);

    /** The line that a thread has open: what else it measures meanwhile is told there. */
    private static final ThreadLocal<StatusLine> OPEN = new ThreadLocal<>();

    private final String what;
    private final Place place;
    private final Thread teller;
    private final long begin;
    private final StatusLine around;

    /** The rest is guarded by this. */
    private String doing = "";

    private long endsAt;
    private int tasks;
    private IntSupplier done;
    private boolean closed;

    private StatusLine(String what, Place place, long begin, int tasks, IntSupplier done) {
        this.what = what;
        this.place = place;
        this.begin = begin;
        this.tasks = tasks;
        this.done = done;
        this.around = OPEN.get();
        OPEN.set(this);
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
        return new StatusLine(what, Objects.requireNonNull(place), System.nanoTime(), 0, null);
    }

    /** A line that is never shown. */
    public static StatusLine silent() {
        return new StatusLine("", null, System.nanoTime(), 0, null);
    }

    /**
     * Says how many tasks of a run have ended, until that is closed: in the line that the calling
     * thread has open, or in one of its own.
     *
     * @param what is run, as "nap × 5, concurrently", for a line of its own
     * @param place where such a line is shown
     * @param begin when the run began, {@link System#nanoTime()}
     * @param tasks how many there are
     * @param done how many of them have ended by now; asked by another thread
     */
    public static Follower.Following follow(
            String what, Supplier<Place> place, long begin, int tasks, IntSupplier done) {
        var open = OPEN.get();
        if (open != null) {
            return open.counting(tasks, done);
        }
        return new StatusLine(what, place.get(), begin, tasks, done)::close;
    }

    /**
     * Says how many tasks of a run have ended, until that is closed.
     *
     * @param tasks how many there are
     * @param done how many of them have ended by now; asked by another thread
     */
    public Follower.Following counting(int tasks, IntSupplier done) {
        count(tasks, done);
        return () -> count(0, null);
    }

    private synchronized void count(int tasks, IntSupplier done) {
        this.tasks = tasks;
        this.done = done;
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
        int ended = done == null ? 0 : Math.min(tasks, done.getAsInt());
        if (done != null) {
            text.append(doing.isEmpty() ? ": " : ", ")
                    .append(Quantity.number(ended))
                    .append(" of ")
                    .append(Quantity.count(tasks, "task"))
                    .append(" done");
        }
        text.append(" · ").append(seconds(passed));
        double left = endsAt - moment;
        // Past the estimate nothing better is known than that it was wrong.
        if (endsAt == 0 || left <= 0) {
            // Of a single run the tasks are all that is known; one that has ended says something.
            boolean some = endsAt == 0 && ended > 0;
            return new Line(text.toString(), some ? (double) ended / tasks : Double.NaN);
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
        if (around == null) {
            OPEN.remove();
        } else {
            OPEN.set(around);
        }
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
