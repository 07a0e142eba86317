package io.juggler.lab.course;

import io.juggler.lab.DataServer;
import io.juggler.lab.Lab;
import io.juggler.lab.Run;
import io.juggler.lab.Task;
import io.juggler.lab.learn.Finding;
import io.juggler.lab.learn.LessonCheck;
import io.juggler.lab.learn.Requirement;
import io.juggler.lab.render.Quantity;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Requests that never are more than so many at once, without threads of their own. */
public final class Lesson03 implements LessonCheck<Function<DataServer, Task<?>>> {
    private static final int REQUESTS = 40;
    private static final int MOST = 20;

    /** The machine may be slow to send the twentieth before the first is answered. */
    private static final int NEARLY = 10;

    /** Some threads of the JVM's own may come and go. */
    private static final int OTHERS = 12;

    private static final Duration LATENCY = Duration.ofMillis(50);
    private static final Duration DEADLINE = Duration.ofSeconds(8);

    /** A server that is closed refuses at once: so long nothing takes but a wait for ever. */
    private static final Duration REFUSED = Duration.ofSeconds(5);

    private Trial trial;

    /**
     * One trial.
     *
     * @param mostAtOnce at the server
     * @param threads how many there were more than before
     */
    private record Trial(Run<?> run, int mostAtOnce, int threads) {}

    @Override
    public String lesson() {
        return "03-ten-thousand-waits-on-one-carrier";
    }

    @Override
    @SuppressWarnings({"unchecked", "rawtypes"}) // a class has no type arguments
    public Class<Function<DataServer, Task<?>>> answerType() {
        return (Class) Function.class;
    }

    @Override
    public Duration limit() {
        return DEADLINE.plus(REFUSED).plusSeconds(15);
    }

    @Override
    public List<Requirement<Function<DataServer, Task<?>>>> requirements() {
        return List.of(
                new Requirement<>("every request is answered", this::answered),
                new Requirement<>(
                        "the server never has more than " + MOST + " at once", this::most),
                new Requirement<>("the waits overlap", this::overlap),
                new Requirement<>(
                        "a request that fails keeps no other from being sent", Lesson03::failing),
                new Requirement<>("no threads are added", this::threads));
    }

    /** All requirements look at the same trial: the first makes it. */
    private Trial trial(Function<DataServer, Task<?>> polite) {
        if (trial == null) {
            try (var server = Lab.dataServer(LATENCY)) {
                // Whatever the JVM and the lab start but once is not the answer's.
                var _ = Lab.concurrently(Lab.task("first request", server::fetch), 2);
                var task = polite.apply(server).deadline(DEADLINE);
                var jvm = ManagementFactory.getThreadMXBean();
                jvm.resetPeakThreadCount();
                int before = jvm.getThreadCount();
                var run = Lab.concurrently(task, REQUESTS);
                trial = new Trial(run, server.mostAtOnce(), jvm.getPeakThreadCount() - before);
            }
        }
        return trial;
    }

    private Finding answered(Function<DataServer, Task<?>> polite) {
        var run = trial(polite).run();
        if (!run.failures().isEmpty()) {
            return Finding.notYet(
                    "request "
                            + run.failures().firstKey()
                            + " ended with "
                            + run.failures().firstEntry().getValue());
        }
        return IntStream.range(0, REQUESTS)
                .filter(i -> !("Data " + i).equals(run.results().get(i)))
                .mapToObj(i -> Finding.notYet("request " + i + " gave " + run.results().get(i)))
                .findFirst()
                .orElseGet(Finding::pass);
    }

    private Finding most(Function<DataServer, Task<?>> polite) {
        int most = trial(polite).mostAtOnce();
        return Finding.when(most <= MOST, "it had " + most);
    }

    private Finding overlap(Function<DataServer, Task<?>> polite) {
        int most = trial(polite).mostAtOnce();
        return Finding.when(
                most >= NEARLY,
                "the server had at most " + Quantity.count(most, "request") + " at once");
    }

    /** All requests fail, and more of them than there are permits. */
    private static Finding failing(Function<DataServer, Task<?>> polite) {
        var server = Lab.dataServer(LATENCY);
        server.close();
        var run = Lab.concurrently(polite.apply(server).deadline(REFUSED), REQUESTS);
        return Finding.when(
                run.wall().compareTo(REFUSED) < 0,
                "all of "
                        + Quantity.count(REQUESTS, "request")
                        + " failed, and some had still not been sent after "
                        + Quantity.time(REFUSED.toNanos()));
    }

    private Finding threads(Function<DataServer, Task<?>> polite) {
        int threads = trial(polite).threads();
        return Finding.when(
                threads <= OTHERS, "there were " + Quantity.count(threads, "thread") + " more");
    }
}
