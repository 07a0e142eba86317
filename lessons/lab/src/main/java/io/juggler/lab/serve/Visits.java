package io.juggler.lab.serve;

import io.juggler.lab.PanelDrawing;
import io.juggler.lab.render.Axis;
import io.juggler.lab.render.Panel;
import io.juggler.lab.render.Plot;
import io.juggler.lab.render.Quantity;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * How long a shop's products took for visitors who came at a steady rhythm, whether or not those
 * before them had been served; measured from the moment a visitor meant to ask.
 */
public final class Visits extends PanelDrawing {
    private static final long EVERY_NANOS = 10_000_000;
    private static final int BEFORE = 50;

    /** Visitors before those, who are not counted. */
    private static final int FIRST = 20;

    /**
     * Exports before that one. The first take several times as long, until they are compiled: then
     * a shop that is looked at later would seem to export sooner for another reason.
     */
    private static final int FIRST_EXPORTS = 4;

    private static final int AFTER = 50;

    /** An export that takes longer is not waited for by more visitors than that. */
    private static final int MOST = 3_000;

    private static final long PATIENCE_SECONDS = 70;

    /** A part of the time. */
    public enum Phase {
        /** Before the export was asked for. */
        BEFORE,
        /** While the export was under way. */
        DURING,
        /** After the export had come. */
        AFTER
    }

    /**
     * One visitor.
     *
     * @param at when they meant to ask, in ns from the first one
     * @param nanos how long it took until the answer was there, in ns
     * @param phase whether that was before the export, during it or after it
     */
    public record Visit(long at, long nanos, Phase phase) {}

    private final List<Visit> visits;
    private final long exportNanos;
    private final int failed;

    Visits(List<Visit> visits, long exportNanos, int failed) {
        this.visits = List.copyOf(visits);
        this.exportNanos = exportNanos;
        this.failed = failed;
    }

    private record Answer(long meant, long nanos) {}

    static Visits of(WebShop shop) throws InterruptedException {
        var answers = new ConcurrentLinkedQueue<Answer>();
        var failures = new ConcurrentLinkedQueue<IOException>();
        var exportEnded = new CountDownLatch(1);
        var exportEnd = new AtomicLong();
        // The first requests load classes, here and there: they would be the slowest of all.
        for (int i = 0; i < FIRST; i++) {
            try {
                var _ = shop.product(i);
            } catch (IOException e) {
                failures.add(e);
            }
        }
        for (int i = 0; i < FIRST_EXPORTS; i++) {
            try {
                var _ = shop.export();
            } catch (IOException e) {
                failures.add(e);
            }
        }
        long zero = System.nanoTime() + EVERY_NANOS;
        long exportBegan = zero + BEFORE * EVERY_NANOS;
        // Platform threads start no work on a carrier that someone measures.
        try (var visitors =
                Executors.newThreadPerTaskExecutor(
                        Thread.ofPlatform()
                                .name("visitor-", 1)
                                .daemon()
                                .inheritInheritableThreadLocals(false)
                                .factory())) {
            try {
                int after = 0;
                for (int i = 0; after < AFTER && i < MOST; i++) {
                    long meant = zero + i * EVERY_NANOS;
                    waitUntil(meant);
                    int product = i % 100;
                    visitors.execute(
                            () -> visit(() -> shop.product(product), meant, answers, failures));
                    if (i == BEFORE) {
                        visitors.execute(
                                () -> {
                                    visit(
                                            shop::export,
                                            meant,
                                            new ConcurrentLinkedQueue<>(),
                                            failures);
                                    exportEnd.set(System.nanoTime());
                                    exportEnded.countDown();
                                });
                    }
                    if (exportEnded.getCount() == 0) {
                        after++;
                    }
                }
                visitors.shutdown();
                if (!visitors.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    throw new IllegalStateException(
                            "the shop has not answered for " + PATIENCE_SECONDS + " s");
                }
            } finally {
                visitors.shutdownNow();
            }
        }
        var visits = new ArrayList<Visit>();
        for (var answer : answers) {
            visits.add(
                    new Visit(
                            answer.meant - zero,
                            answer.nanos,
                            phase(answer, exportBegan, exportEnd.get())));
        }
        visits.sort(java.util.Comparator.comparingLong(Visit::at));
        return new Visits(visits, exportEnd.get() - exportBegan, failures.size());
    }

    private interface Request {
        Object ask() throws IOException;
    }

    private static void visit(
            Request request,
            long meant,
            ConcurrentLinkedQueue<Answer> answers,
            ConcurrentLinkedQueue<IOException> failures) {
        try {
            var _ = request.ask();
            answers.add(new Answer(meant, System.nanoTime() - meant));
        } catch (IOException e) {
            failures.add(e);
        }
    }

    /** A rhythm, not an order: each visitor has a time of their own. */
    private static void waitUntil(long moment) throws InterruptedException {
        for (long left = moment - System.nanoTime(); left > 0; left = moment - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (Thread.interrupted()) {
                throw new InterruptedException("visits() was interrupted");
            }
        }
    }

    private static Phase phase(Answer answer, long exportBegan, long exportEnd) {
        if (answer.meant + answer.nanos - exportBegan < 0) {
            return Phase.BEFORE;
        }
        return answer.meant - exportEnd < 0 ? Phase.DURING : Phase.AFTER;
    }

    /** Every visitor who was served, in the order in which they came. */
    public List<Visit> all() {
        return visits;
    }

    /** How many requests had no answer. */
    public int failed() {
        return failed;
    }

    /** How long the export took, in ns. */
    public long exportNanos() {
        return exportNanos;
    }

    /**
     * How long the slowest of that share of visitors took, in ns; 0 where there was none.
     *
     * @param share from 0 to 1; 0.5 for the median, 0.99 for all but the slowest hundredth
     */
    public long nanos(Phase phase, double share) {
        var sorted =
                visits.stream()
                        .filter(visit -> visit.phase() == phase)
                        .mapToLong(Visit::nanos)
                        .sorted()
                        .toArray();
        return sorted.length == 0
                ? 0
                : sorted[
                        (int)
                                Math.clamp(
                                        Math.ceil(share * sorted.length) - 1,
                                        0,
                                        sorted.length - 1)];
    }

    @Override
    @SuppressWarnings("exports") // within the lab
    protected Panel panel() {
        var counts = new EnumMap<Phase, Integer>(Phase.class);
        visits.forEach(visit -> counts.merge(visit.phase(), 1, Integer::sum));
        var rows = new ArrayList<List<String>>();
        for (Map.Entry<Phase, Integer> each : counts.entrySet()) {
            var phase = each.getKey();
            rows.add(
                    List.of(
                            phase.name().toLowerCase(Locale.ROOT),
                            Quantity.number(each.getValue()),
                            Quantity.time(nanos(phase, 0.5)),
                            Quantity.time(nanos(phase, 0.99)),
                            Quantity.time(nanos(phase, 1))));
        }
        var panel =
                new Panel()
                        .lead(
                                "While the export took " + Quantity.time(exportNanos),
                                ", half of the visitors waited "
                                        + Quantity.time(nanos(Phase.DURING, 0.5))
                                        + " or longer for a product, and one "
                                        + Quantity.time(nanos(Phase.DURING, 1))
                                        + ".")
                        .table(
                                "products, against the export",
                                Arrays.asList("", "visitors", "p50", "p99", "max"),
                                rows);
        if (!visits.isEmpty()) {
            panel.plot(plot());
        }
        if (failed > 0) {
            panel.note(Quantity.count(failed, "request") + " had no answer.");
        }
        return panel;
    }

    /** Each visitor as a dot; whether before, during or after, is told by its form as well. */
    private Plot plot() {
        double end = visits.stream().mapToDouble(Visit::at).max().orElse(1);
        double least = visits.stream().mapToDouble(Visit::nanos).min().orElse(1);
        double most = visits.stream().mapToDouble(Visit::nanos).max().orElse(1);
        var plot =
                Plot.of(
                        "How long each visitor's product took, over the time they came.",
                        Axis.upTo(
                                "when the visitor came",
                                Math.max(1, end),
                                nanos -> nanos == 0 ? "0" : Quantity.time(nanos)),
                        Axis.factors("a product took", least, most, Quantity::time));
        for (var phase : Phase.values()) {
            var dots =
                    visits.stream()
                            .filter(visit -> visit.phase() == phase)
                            .map(
                                    visit ->
                                            new Plot.Dot(
                                                    visit.at(),
                                                    visit.nanos(),
                                                    visit.nanos(),
                                                    visit.nanos()))
                            .toList();
            if (!dots.isEmpty()) {
                plot =
                        plot.with(
                                new Plot.Mark.Dots(
                                        phase.name().toLowerCase(Locale.ROOT) + " the export",
                                        switch (phase) {
                                            case BEFORE -> 0;
                                            case DURING -> 1;
                                            case AFTER -> 2;
                                        },
                                        dots));
            }
        }
        return plot;
    }
}
