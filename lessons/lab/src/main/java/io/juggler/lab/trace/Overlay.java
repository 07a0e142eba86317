package io.juggler.lab.trace;

import io.juggler.lab.trace.Interval.Doing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Lays waits that were seen from outside over what is known of tasks. */
final class Overlay {

    /** A thread that used so much of a time's CPU is taken to have run all of it. */
    private static final double BUSY = 0.9;

    private final Map<Long, List<Waits.Wait>> byKey = new HashMap<>();

    private Overlay() {}

    /** Waits by the carrier they held: of a virtual thread on it, or of the carrier itself. */
    private static Overlay byCarrier(Waits waits) {
        var overlay = new Overlay();
        waits.all()
                .forEach(wait -> overlay.add(wait.pinned() ? wait.carrier() : wait.thread(), wait));
        return overlay;
    }

    /** Waits by the thread that waited. */
    static Overlay byThread(Waits waits) {
        var overlay = new Overlay();
        waits.all().forEach(wait -> overlay.add(wait.thread(), wait));
        return overlay;
    }

    /**
     * Of waits that overlap, one is part of the other: the one that held its carrier tells more.
     */
    private void add(long key, Waits.Wait wait) {
        var list = byKey.computeIfAbsent(key, _ -> new ArrayList<>());
        if (list.isEmpty() || wait.start() - list.getLast().end() >= 0) {
            list.add(wait);
        } else if (wait.pinned() && !list.getLast().pinned()) {
            list.set(list.size() - 1, wait);
        }
    }

    /** The first that ends after that moment. */
    private static int firstAfter(List<Waits.Wait> waits, long moment) {
        int low = 0;
        int high = waits.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (waits.get(middle).end() - moment > 0) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /**
     * Mounts in which a thread waited and held its carrier become that.
     *
     * @param carriers carriers' names by their thread's id
     */
    static List<Interval> pinned(
            List<Interval> intervals, Map<Long, String> carriers, Waits waits, long zero) {
        var overlay = byCarrier(waits);
        var byName = new HashMap<String, List<Waits.Wait>>();
        overlay.byKey.forEach((id, list) -> byName.put(carriers.get(id), list));
        var all = new ArrayList<Interval>();
        for (var interval : intervals) {
            var held = byName.get(interval.carrier());
            if (interval.doing() == Doing.RUNNING && held != null) {
                split(interval, held, zero, Held.ITS_CARRIER, all);
            } else {
                all.add(interval);
            }
        }
        all.sort(Comparator.comparingLong(Interval::start).thenComparingInt(Interval::task));
        return List.copyOf(all);
    }

    /** What a thread holds while it waits. */
    private enum Held {
        /** A carrier that others wait for. */
        ITS_CARRIER,
        /** The platform thread that it is. */
        ITS_OWN_THREAD,
        /** Nothing: it is unmounted. */
        NOTHING
    }

    /** One interval in parts: what the waits say where they are, what it was elsewhere. */
    private static void split(
            Interval interval, List<Waits.Wait> waits, long zero, Held held, List<Interval> all) {
        long at = interval.start();
        for (int i = firstAfter(waits, zero + at);
                i < waits.size() && waits.get(i).start() - zero < interval.end();
                i++) {
            var wait = waits.get(i);
            long start = Math.max(at, wait.start() - zero);
            long end = Math.min(interval.end(), wait.end() - zero);
            if (end <= start) {
                continue;
            }
            part(interval, interval.doing(), interval.carrier(), at, start, all);
            if (held == Held.ITS_CARRIER || wait.pinned()) {
                part(interval, Doing.PINNED, interval.carrier(), start, end, all);
            } else {
                var carrier = held == Held.ITS_OWN_THREAD ? interval.carrier() : "";
                part(interval, Doing.WAITING, carrier, start, end, all);
            }
            at = end;
        }
        part(interval, interval.doing(), interval.carrier(), at, interval.end(), all);
    }

    private static void part(
            Interval whole, Doing doing, String carrier, long start, long end, List<Interval> all) {
        if (end > start) {
            all.add(new Interval(whole.task(), carrier, doing, start, end));
        }
    }

    /**
     * The time between a task's begin and end: waits where they were seen and, where the thread's
     * CPU time fills the rest, running; else unknown.
     *
     * @param cpuNanos CPU time of the thread in that time, or -1 where that is not known
     * @param platform whether it is a platform thread, which does nothing else while it waits
     */
    void fill(
            Interval unknown,
            long thread,
            long cpuNanos,
            boolean platform,
            long zero,
            List<Interval> all) {
        var parts = new ArrayList<Interval>();
        var held = platform ? Held.ITS_OWN_THREAD : Held.NOTHING;
        split(unknown, byKey.getOrDefault(thread, List.of()), zero, held, parts);
        long rest =
                parts.stream()
                        .filter(part -> part.doing() == Doing.UNKNOWN)
                        .mapToLong(Interval::nanos)
                        .sum();
        boolean ran = cpuNanos >= BUSY * rest;
        for (var part : parts) {
            all.add(
                    ran && part.doing() == Doing.UNKNOWN
                            ? new Interval(
                                    part.task(),
                                    part.carrier(),
                                    Doing.RUNNING,
                                    part.start(),
                                    part.end())
                            : part);
        }
    }
}
