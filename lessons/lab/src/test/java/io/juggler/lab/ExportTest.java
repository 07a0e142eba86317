package io.juggler.lab;

import static io.juggler.lab.RunAssert.assertThat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.juggler.lab.export.Json;
import io.juggler.lab.export.TraceEvents;
import io.juggler.lab.trace.Interval;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;

/** Results in forms for other programs, and for tests. */
@Timeout(180)
class ExportTest {
    private static final Task<Integer> NAP =
            Lab.task(
                    "nap",
                    i -> {
                        Thread.sleep(20);
                        return i;
                    });

    private static final Pattern SLICE =
            Pattern.compile("\"pid\":(\\d+,\"tid\":\\d+),\"ts\":([^,]+),\"dur\":([^}]+)}");
    private static final Pattern NAMED =
            Pattern.compile("\"name\":\"(process|thread)_name\",\"pid\":(\\d+),\"tid\":(\\d+),");

    private record Point(int x, double y) {}

    @Test
    void valuesAreWrittenAsJsonHasThem() {
        var map = new LinkedHashMap<String, Object>();
        map.put("a \"quoted\"\n\u0001\ud83d", Arrays.asList(1, null, true, 2.5, Double.NaN));
        map.put("p", new Point(1, 0.5));
        map.put("none", List.of());
        map.put("other", Duration.ofSeconds(1));
        assertEquals(
                "{\"a \\\"quoted\\\"\\n\\u0001\\ud83d\":[1,null,true,2.5,\"NaN\"],"
                        + "\"p\":{\"x\":1,\"y\":0.5},\"none\":[],\"other\":\"PT1S\"}",
                Json.of(map));
        var self = new Object[1];
        self[0] = self;
        assertTrue(Json.of(self).length() < 1_000, "what contains itself ends");
    }

    @Test
    void aComparisonIsOneObject() {
        var json = Lab.compare(NAP, 3).repeat(2).toJson();

        assertTrue(json.startsWith("{\"task\":\"nap\",\"tasks\":3,\"cores_seen\":"), json);
        assertEquals(4, json.split("\"results\":\\[0,1,2]", -1).length, json);
        assertTrue(json.contains("\"strategy\":\"concurrently\""), json);
        assertTrue(json.contains("\"speed_up\":{\"median\":"), json);
        assertTrue(json.contains("\"latency_ns\":{\"p50\":"), json);
    }

    @Test
    void slicesAreLinesOfValues() {
        var run = Lab.concurrently(NAP, 2);
        var lines = run.toCsv().lines().toList();

        assertEquals("task,carrier,state,start_ns,end_ns", lines.getFirst());
        assertEquals(1 + run.slices().size(), lines.size());
        var first = run.slices().getFirst();
        assertTrue(
                lines.get(1).startsWith(first.task() + ",\"" + first.carrier() + "\","),
                lines.get(1));
        assertTrue(lines.get(1).endsWith("," + first.start() + "," + first.end()), lines.get(1));
    }

    @Test
    void aTraceHasATrackForEachTaskAndEachCarrier() {
        var run = Lab.concurrently(NAP, 2);
        var trace = run.toPerfetto();

        assertTrue(trace.startsWith("{\"displayTimeUnit\":\"ms\",\"traceEvents\":["), trace);
        for (var name : List.of("tasks", "carriers", "nap 0", "nap 1", "carrier-1")) {
            assertTrue(trace.contains("\"args\":{\"name\":\"" + name + "\"}"), name);
        }
        long waits = run.slices().stream().filter(s -> s.state() == Slice.State.WAITING).count();
        assertEquals(waits, trace.split("\"name\":\"waiting\"", -1).length - 1);
    }

    /**
     * As Perfetto reads them: floating-point µs, cut to ns; what overlaps on a track is dropped.
     */
    @Test
    void noSliceOfATraceOverlapsTheNextHoweverItsTimesAreCut() {
        var intervals = new ArrayList<Interval>();
        var random = new Random(42);
        long now = 1;
        for (int i = 0; i < 5_000; i++) {
            long next = now + 1 + random.nextInt(i % 2 == 0 ? 3 : 50_000_000);
            intervals.add(new Interval(0, "carrier-1", Interval.Doing.RUNNING, now, next));
            now = next;
        }
        var ends = new HashMap<String, Long>();
        var slices = SLICE.matcher(TraceEvents.of("x", intervals));
        int count = 0;
        while (slices.find()) {
            long begin = (long) (Double.parseDouble(slices.group(2)) * 1_000.0);
            long nanos = (long) (Double.parseDouble(slices.group(3)) * 1_000.0);
            Long last = ends.put(slices.group(1), begin + nanos);
            assertTrue(last == null || last <= begin, slices::group);
            count++;
        }
        assertEquals(2 * 5_000, count);
    }

    /** Perfetto knows a thread by its number, whatever its process is. */
    @Test
    void noTwoTracksOfATraceHaveOneNumberAndNoneThatOfAProcess() {
        var trace = Lab.inParallel(NAP, 5).toPerfetto();
        var tracks = new ArrayList<String>();
        var processes = new ArrayList<String>();
        var names = NAMED.matcher(trace);
        while (names.find()) {
            if (names.group(1).equals("process")) {
                processes.add(names.group(2));
            } else {
                tracks.add(names.group(3));
            }
        }
        assertTrue(tracks.size() >= 6, trace);
        assertEquals(tracks.size(), Set.copyOf(tracks).size(), tracks::toString);
        assertEquals(2, processes.size());
        assertTrue(Collections.disjoint(tracks, processes), tracks::toString);
    }

    @Test
    void aTestClaimsWhatARunDid() {
        var run = Lab.concurrently(NAP, 3);

        assertThat(run)
                .succeeded()
                .usedOneCarrier()
                .overlapped()
                .neverPinned()
                .tookLessThan(Duration.ofSeconds(20))
                .gave(List.of(0, 1, 2));
        assertThat(Lab.sequentially(NAP, 2)).tookTurns();
    }

    @Test
    void aClaimThatDoesNotHoldShowsWhatWasSeen() {
        var run = Lab.concurrently(NAP, 3);
        var claim = assertThat(run);

        for (var wrong :
                List.<org.junit.jupiter.api.function.Executable>of(
                        () -> claim.usedCarriers(2),
                        claim::tookTurns,
                        () -> claim.tookLessThan(Duration.ofMillis(1)),
                        () -> claim.gave(List.of()),
                        () -> assertThat(Lab.sequentially(NAP, 2)).overlapped(),
                        () -> assertThat(Lab.run(NAP, 2, Lab.pool(2))).usedOneCarrier(),
                        () ->
                                assertThat(Lab.concurrently(Lab.task("bad", i -> 1 / i), 1))
                                        .succeeded())) {
            var e = assertThrows(AssertionError.class, wrong);
            assertTrue(e.getMessage().contains("task latency"), e::getMessage);
        }
    }
}
