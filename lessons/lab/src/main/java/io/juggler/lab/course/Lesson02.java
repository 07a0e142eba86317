package io.juggler.lab.course;

import io.juggler.lab.Lab;
import io.juggler.lab.ResultFunction;
import io.juggler.lab.learn.Finding;
import io.juggler.lab.learn.LessonCheck;
import io.juggler.lab.learn.Requirement;
import io.juggler.lab.render.Quantity;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** A gather of one's own. */
public final class Lesson02
        implements LessonCheck<ResultFunction<List<Callable<String>>, List<String>>> {
    private static final int REQUESTS = 5;

    /** So long that a busy machine has sent all requests before the first answer. */
    private static final Duration LATENCY = Duration.ofMillis(400);

    /** So much sooner than the one before it does a request ask: the last is answered first. */
    private static final long LEAD_MILLIS = 30;

    /** What was seen first; the one thread that examines asks several times. */
    private Seen seen;

    @Override
    public String lesson() {
        return "02-gather-waiting-together";
    }

    @Override
    @SuppressWarnings({"unchecked", "rawtypes"}) // a class has no type arguments
    public Class<ResultFunction<List<Callable<String>>, List<String>>> answerType() {
        return (Class) ResultFunction.class;
    }

    @Override
    public List<Requirement<ResultFunction<List<Callable<String>>, List<String>>>> requirements() {
        return List.of(
                new Requirement<>(
                        "the answers stand in the order of the requests",
                        gather -> seen(gather).order()),
                new Requirement<>(
                        "each request is sent once",
                        gather ->
                                Finding.when(
                                        seen(gather).sent() == REQUESTS,
                                        REQUESTS
                                                + " requests, and the server was asked "
                                                + seen(gather).sent()
                                                + " times")),
                new Requirement<>("all requests wait together", Lesson02::waitTogether),
                new Requirement<>(
                        "each request runs in a virtual thread",
                        gather ->
                                Finding.when(
                                        seen(gather).virtual() >= REQUESTS,
                                        Quantity.count(REQUESTS - seen(gather).virtual(), "request")
                                                + " ran in a platform thread")),
                new Requirement<>("a request that fails is not hidden", Lesson02::fails));
    }

    /**
     * What came of one call.
     *
     * @param answers what it gave
     * @param sent how many requests the server got
     * @param virtual how many of them came from virtual threads
     */
    private record Seen(List<String> answers, int sent, int virtual) {

        Finding order() {
            var right = IntStream.range(0, REQUESTS).mapToObj(i -> "Data " + i).toList();
            return Finding.when(right.equals(answers), "it gave " + answers);
        }
    }

    /** Those that were sent last are answered first. */
    private Seen seen(ResultFunction<List<Callable<String>>, List<String>> gather)
            throws Exception {
        if (seen != null) {
            return seen;
        }
        var virtual = new AtomicInteger();
        try (var server = Lab.dataServer(Duration.ZERO)) {
            var requests = new ArrayList<Callable<String>>();
            for (int i = 0; i < REQUESTS; i++) {
                int number = i;
                requests.add(
                        () -> {
                            if (Thread.currentThread().isVirtual()) {
                                virtual.incrementAndGet();
                            }
                            Thread.sleep(LEAD_MILLIS * (REQUESTS - number));
                            return server.fetch(number);
                        });
            }
            var answers = gather.apply(requests);
            seen = new Seen(answers, server.requests(), virtual.get());
            return seen;
        }
    }

    private static Finding waitTogether(ResultFunction<List<Callable<String>>, List<String>> gather)
            throws Exception {
        int together = together(gather);
        return Finding.when(
                together == REQUESTS,
                "of " + REQUESTS + " requests the server had at most " + together + " at once");
    }

    /** How many requests the server had at once. */
    private static int together(ResultFunction<List<Callable<String>>, List<String>> gather)
            throws Exception {
        try (var server = Lab.dataServer(LATENCY)) {
            var requests = new ArrayList<Callable<String>>();
            for (int i = 0; i < REQUESTS; i++) {
                int number = i;
                requests.add(() -> server.fetch(number));
            }
            var _ = gather.apply(requests);
            return server.mostAtOnce();
        }
    }

    private static Finding fails(ResultFunction<List<Callable<String>>, List<String>> gather) {
        var reason = "no answer";
        List<Callable<String>> requests =
                List.of(
                        () -> "Data 0",
                        () -> {
                            throw new IOException(reason);
                        });
        try {
            return Finding.notYet(
                    "one of two requests failed, and it gave " + gather.apply(requests));
        } catch (Exception e) {
            return Finding.when(
                    told(e).contains(reason),
                    "one of two requests failed, and it threw "
                            + e
                            + ", which does not say why the request failed");
        }
    }

    /** With all causes, and with what was suppressed. */
    private static String told(Exception thrown) {
        var trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }
}
