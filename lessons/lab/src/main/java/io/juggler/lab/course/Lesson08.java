package io.juggler.lab.course;

import io.juggler.lab.DataServer;
import io.juggler.lab.Lab;
import io.juggler.lab.ResultFunction;
import io.juggler.lab.Run;
import io.juggler.lab.Task;
import io.juggler.lab.learn.Finding;
import io.juggler.lab.learn.LessonCheck;
import io.juggler.lab.learn.Requirement;
import io.juggler.lab.render.Quantity;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** A client that never sends more than four requests at once. */
public final class Lesson08 implements LessonCheck<ResultFunction<DataServer, Task<String>>> {
    private static final int REQUESTS = 12;
    private static final int PLACES = 4;
    private static final Duration LATENCY = Duration.ofMillis(200);

    /** Requests to a closed server fail at once; who waits for a place that was lost, for ever. */
    private static final Duration FOR_EVER = Duration.ofSeconds(5);

    private Run<String> run;
    private int mostAtOnce;
    private Run<String> refused;

    @Override
    public String lesson() {
        return "08-fetch-many-crunch-few";
    }

    @Override
    @SuppressWarnings({"unchecked", "rawtypes"}) // a class has no type arguments
    public Class<ResultFunction<DataServer, Task<String>>> answerType() {
        return (Class) ResultFunction.class;
    }

    @Override
    public List<Requirement<ResultFunction<DataServer, Task<String>>>> requirements() {
        return List.of(
                new Requirement<>("every request gets its answer", this::answers),
                new Requirement<>("never more than 4 requests at once", this::limited),
                new Requirement<>("several requests wait together", this::together),
                new Requirement<>("a request that fails gives its place back", this::ends),
                new Requirement<>("a failure is not hidden", this::fails));
    }

    /** One run, at which several requirements look; a check's one thread asks for it. */
    private Run<String> run(ResultFunction<DataServer, Task<String>> polite) throws Exception {
        if (run == null) {
            try (var server = Lab.dataServer(LATENCY)) {
                run = Lab.concurrently(polite.apply(server), REQUESTS);
                mostAtOnce = server.mostAtOnce();
            }
        }
        return run;
    }

    private Finding answers(ResultFunction<DataServer, Task<String>> polite) throws Exception {
        return Seen.results(
                run(polite), IntStream.range(0, REQUESTS).mapToObj(i -> "Data " + i).toList());
    }

    private Finding limited(ResultFunction<DataServer, Task<String>> polite) throws Exception {
        var _ = run(polite);
        return Finding.when(mostAtOnce <= PLACES, "the server had " + mostAtOnce + " at once");
    }

    private Finding together(ResultFunction<DataServer, Task<String>> polite) throws Exception {
        var _ = run(polite);
        return Finding.when(mostAtOnce > 1, "the server had at most " + mostAtOnce + " at once");
    }

    private Finding ends(ResultFunction<DataServer, Task<String>> polite) throws Exception {
        return Finding.when(
                inTime(refused(polite)),
                REQUESTS
                        + " requests to a server that was closed had not ended after "
                        + Quantity.time(FOR_EVER.toNanos()));
    }

    private Finding fails(ResultFunction<DataServer, Task<String>> polite) throws Exception {
        var refused = refused(polite);
        // One that still waits for a place at the end of its time has not told anything.
        long hidden =
                inTime(refused)
                        ? REQUESTS - refused.failures().size()
                        : refused.results().stream().filter(Objects::nonNull).count();
        return Finding.when(
                hidden == 0,
                hidden
                        + " of "
                        + REQUESTS
                        + " requests to a server that was closed ended as if they had an answer");
    }

    private static boolean inTime(Run<String> run) {
        return run.wall().compareTo(FOR_EVER) < 0;
    }

    /** One run, at which two requirements look: nothing answers it. */
    private Run<String> refused(ResultFunction<DataServer, Task<String>> polite) throws Exception {
        if (refused == null) {
            var server = Lab.dataServer(LATENCY);
            server.close();
            refused = Lab.concurrently(polite.apply(server).deadline(FOR_EVER), REQUESTS);
        }
        return refused;
    }
}
