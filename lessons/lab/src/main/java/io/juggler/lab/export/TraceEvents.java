package io.juggler.lab.export;

import io.juggler.lab.trace.Interval;
import io.juggler.lab.trace.Interval.Doing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What tasks did, as trace events that Perfetto and Chrome open: one process whose threads are the
 * tasks, and one whose threads are the carriers.
 *
 * @see <a href="https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU">
 *     Trace Event Format</a>
 */
public final class TraceEvents {
    private static final int TASKS = 1;
    private static final int CARRIERS = 2;

    /**
     * Perfetto names threads by their number alone, whatever their process, and takes the one whose
     * number is the process's for its main thread: so each number is there once, and no process has
     * it.
     */
    private static final int FIRST_THREAD = 10;

    private final int firstCarrier;
    private final List<Map<String, Object>> events = new ArrayList<>();
    private final Map<String, Integer> carriers = new TreeMap<>();

    private TraceEvents(int firstCarrier) {
        this.firstCarrier = firstCarrier;
    }

    /**
     * A trace.
     *
     * @param task what a task is called
     */
    public static String of(String task, List<Interval> intervals) {
        int last = intervals.stream().mapToInt(Interval::task).max().orElse(0);
        var trace = new TraceEvents(FIRST_THREAD + last + 1);
        trace.name("process_name", TASKS, 0, "tasks");
        trace.name("process_name", CARRIERS, 0, "carriers");
        intervals.stream()
                .mapToInt(Interval::task)
                .distinct()
                .sorted()
                .forEach(i -> trace.name("thread_name", TASKS, FIRST_THREAD + i, task + " " + i));
        for (var interval : intervals) {
            trace.add(TASKS, FIRST_THREAD + interval.task(), state(interval), interval);
            if (!interval.carrier().isEmpty() && interval.doing() != Doing.UNKNOWN) {
                trace.add(
                        CARRIERS,
                        trace.carrier(interval.carrier()),
                        task + " " + interval.task(),
                        interval);
            }
        }
        var all = new LinkedHashMap<String, Object>();
        all.put("displayTimeUnit", "ms");
        all.put("traceEvents", trace.events);
        return Json.of(all);
    }

    private static String state(Interval interval) {
        return interval.doing().name().toLowerCase(Locale.ROOT);
    }

    private int carrier(String name) {
        var known = carriers.get(name);
        if (known != null) {
            return known;
        }
        int number = firstCarrier + carriers.size();
        carriers.put(name, number);
        name("thread_name", CARRIERS, number, name);
        return number;
    }

    private void name(String what, int process, int thread, String name) {
        var event = new LinkedHashMap<String, Object>();
        event.put("ph", "M");
        event.put("name", what);
        event.put("pid", process);
        event.put("tid", thread);
        event.put("args", Map.of("name", name));
        events.add(event);
    }

    /**
     * Times are in µs. One ends a nanosecond before the next begins: readers cut what a µs in
     * floating point has after its third digit, and Perfetto drops a slice that overlaps another.
     */
    private void add(int process, int thread, String name, Interval interval) {
        var event = new LinkedHashMap<String, Object>();
        event.put("ph", "X");
        event.put("name", name);
        event.put("cat", state(interval));
        event.put("pid", process);
        event.put("tid", thread);
        event.put("ts", interval.start() / 1e3);
        event.put("dur", Math.max(0, interval.nanos() - 1) / 1e3);
        events.add(event);
    }
}
