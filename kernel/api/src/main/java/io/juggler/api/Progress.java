package io.juggler.api;

import java.util.Collection;
import java.util.Iterator;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * How far a cell has come: one line that is updated in place, with the rate and the time that is
 * left. Nothing is shown of what is over within half a second.
 *
 * <pre>{@code
 * for (var file : Progress.of(files)) { … }
 * Progress.of(lines, 1_000_000).forEach(…);
 * try (var progress = Progress.start("Downloading", 50)) { … progress.step(); … }
 * }</pre>
 *
 * <p>Any thread may step.
 */
public final class Progress implements AutoCloseable {
    private static final long QUIET_NS = 500_000_000;
    private static final long BETWEEN_NS = 100_000_000;
    private static final int BAR = 20;

    private final String what;
    private final long total;
    private final long start = System.nanoTime();
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong due = new AtomicLong(start + QUIET_NS);

    /** Guarded by this; null before something is shown. */
    private String id;

    private Progress(String what, long total) {
        this.what = what;
        this.total = total;
    }

    /**
     * Begins.
     *
     * @param what is done, shown before the bar; may be empty
     * @param total how many steps there will be; 0 where that is not known
     */
    public static Progress start(String what, long total) {
        if (total < 0) {
            throw new IllegalArgumentException("a total of " + total + " steps");
        }
        return new Progress(what, total);
    }

    /** The same elements; each step of the loop counts. */
    public static <T> Iterable<T> of(Iterable<T> elements) {
        long total = elements instanceof Collection<?> all ? all.size() : 0;
        return () -> new Counted<>(elements.iterator(), start("", total));
    }

    /**
     * The same elements; each that passes counts.
     *
     * @param total how many there are; 0 where that is not known
     */
    public static <T> Stream<T> of(Stream<T> elements, long total) {
        var progress = start("", total);
        return elements.peek(_ -> progress.step()).onClose(progress::close);
    }

    /** One step is done. */
    public void step() {
        step(1);
    }

    /** So many steps are done. */
    public void step(long steps) {
        long now = done.addAndGet(steps);
        long time = System.nanoTime();
        long next = due.get();
        boolean last = total > 0 && now >= total;
        if ((time - next >= 0 || (last && time - start > QUIET_NS))
                && due.compareAndSet(next, time + BETWEEN_NS)) {
            show(now, time - start);
        }
    }

    /** It is over; the line says what was done, where there is one. */
    @Override
    public void close() {
        synchronized (this) {
            if (id != null) {
                show(done.get(), System.nanoTime() - start);
            }
        }
    }

    private synchronized void show(long count, long ns) {
        if (!Display.isAvailable()) {
            return;
        }
        var bundle = line(what, count, total, ns);
        if (id == null) {
            id = Display.display(bundle);
        } else {
            Display.update(id, bundle);
        }
    }

    /** The line after so many steps and ns. */
    static MimeBundle line(String what, long count, long total, long ns) {
        double rate = ns > 0 ? count * 1e9 / ns : 0;
        var text = new StringBuilder(what.isEmpty() ? "" : what + " ");
        var html = new StringBuilder(Markup.escape(text.toString()));
        if (total > 0) {
            long shown = Math.min(count, total);
            int full = (int) (BAR * shown / total);
            text.append("█".repeat(full)).append("░".repeat(BAR - full));
            text.append(" %d %% ".formatted(100 * shown / total));
            html.append("<progress max=\"%d\" value=\"%d\"></progress> ".formatted(total, shown));
        }
        var rest = new StringBuilder("%,d".formatted(count));
        if (total > 0) {
            rest.append(" of %,d".formatted(total));
        }
        rest.append(" · ").append(rate(rate)).append(" · ");
        if (total > count && rate > 0) {
            rest.append(duration((total - count) / rate)).append(" left");
        } else {
            rest.append(duration(ns / 1e9));
        }
        text.append(rest);
        html.append(rest);
        return MimeBundle.of(MimeBundle.HTML, "<div>" + html + "</div>", text.toString());
    }

    private static String rate(double rate) {
        return String.format(Locale.ROOT, rate >= 100 ? "%,.0f/s" : "%.1f/s", rate);
    }

    private static String duration(double seconds) {
        if (seconds < 60) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        long all = Math.round(seconds);
        return all < 3600
                ? "%d min %d s".formatted(all / 60, all % 60)
                : "%d h %d min".formatted(all / 3600, all % 3600 / 60);
    }

    private record Counted<T>(Iterator<T> elements, Progress progress) implements Iterator<T> {
        @Override
        public boolean hasNext() {
            boolean more = elements.hasNext();
            if (!more) {
                progress.close();
            }
            return more;
        }

        @Override
        public T next() {
            var next = elements.next();
            progress.step();
            return next;
        }
    }
}
