package io.juggler.lab;

import io.juggler.lab.export.Json;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Runs and comparisons in forms for other programs. Times are in ns, named so. */
final class Export {

    private Export() {}

    static String json(Run<?> run) {
        return Json.of(map(run));
    }

    static String json(Comparison<?> comparison, int cores, double delivered) {
        var all = new LinkedHashMap<String, Object>();
        all.put("task", comparison.task().name());
        all.put("tasks", comparison.tasks());
        all.put("cores_seen", cores);
        all.put("cores_delivered", delivered);
        all.put("verdict", comparison.verdict());
        all.put("rows", comparison.rows().stream().map(Export::map).toList());
        return Json.of(all);
    }

    private static Map<String, Object> map(Comparison.Row<?> row) {
        var all = new LinkedHashMap<String, Object>();
        all.put("strategy", row.strategy().name());
        all.put("wall_ns", nanos(row.wall()));
        all.put("walls_ns", row.walls().stream().map(Export::nanos).toList());
        all.put("cpu_ns", nanos(row.cpu()));
        all.put("waiting", row.waiting().isPresent() ? row.waiting().getAsDouble() : null);
        all.put("speed_up", row.speedUp().orElse(null));
        all.put("notes", row.notes());
        all.put("run", map(row.run()));
        return all;
    }

    private static Map<String, Object> map(Run<?> run) {
        var all = new LinkedHashMap<String, Object>();
        all.put("task", run.task().name());
        all.put("strategy", run.strategy().name());
        all.put("tasks", run.tasks());
        all.put("wall_ns", nanos(run.wall()));
        all.put("cpu_ns", nanos(run.cpu()));
        all.put("process_cpu_ns", nanos(run.processCpu()));
        var carriers = new TreeMap<String, Long>();
        run.cpuByCarrier().forEach((name, cpu) -> carriers.put(name, nanos(cpu)));
        all.put("cpu_by_carrier_ns", carriers);
        all.put("carriers", run.carriers().stream().sorted().toList());
        all.put("at_once", run.peak());
        all.put(
                "latency_ns",
                new Latency(
                        nanos(run.latency().p50()),
                        nanos(run.latency().p95()),
                        nanos(run.latency().max())));
        all.put("allocated_bytes", run.allocated());
        all.put("collecting_ns", nanos(run.collecting()));
        all.put("traced", run.traced());
        all.put("results", run.results());
        var failures = new LinkedHashMap<Integer, String>();
        run.failures().forEach((task, thrown) -> failures.put(task, String.valueOf(thrown)));
        all.put("failures", failures);
        return all;
    }

    private record Latency(long p50, long p95, long max) {}

    private static long nanos(Duration duration) {
        return duration.toNanos();
    }

    /** A line for each slice; carriers' names are quoted, as RFC 4180 has it. */
    static String csv(List<Slice> slices) {
        var csv = new StringBuilder("task,carrier,state,start_ns,end_ns\r\n");
        for (var slice : slices) {
            csv.append(slice.task())
                    .append(",\"")
                    .append(slice.carrier().replace("\"", "\"\""))
                    .append("\",")
                    .append(slice.state().name().toLowerCase(Locale.ROOT))
                    .append(',')
                    .append(slice.start())
                    .append(',')
                    .append(slice.end())
                    .append("\r\n");
        }
        return csv.toString();
    }
}
