package io.juggler.lab.course;

import io.juggler.lab.DataServer;
import io.juggler.lab.Lab;
import io.juggler.lab.Task;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/**
 * The tasks of lesson 11, which learners diagnose before they see this code.
 *
 * <pre>{@code
 * try (var mysteries = new Mysteries()) {
 *     IO.println(Lab.compare(mysteries.task("A"), 8));
 * }
 * }</pre>
 *
 * <p>Any thread may use them. {@link #close} ends the server that two of them ask.
 */
public final class Mysteries implements AutoCloseable {

    /** What they are called. */
    static final List<String> LETTERS = List.of("A", "B", "C", "D", "E");

    private static final Duration LATENCY = Duration.ofMillis(50);
    private static final long LOCKED_MILLIS = 10;
    private static final int SOME = 120_000;
    private static final int MORE = 200_000;

    private final DataServer server = Lab.dataServer(LATENCY);
    private final ReentrantLock lock = new ReentrantLock();

    /** Starts the server that two of the tasks ask. */
    public Mysteries() {}

    /**
     * One of the tasks.
     *
     * @param letter from A to E
     * @throws IllegalArgumentException when there is no such task
     */
    public Task<?> task(String letter) {
        var name = "mystery " + Objects.requireNonNull(letter, "name a mystery: task(\"A\")");
        return switch (letter) {
            case "A" -> Lab.task(name, i -> primes(SOME + i));
            case "B" -> Lab.task(name, server::fetch);
            case "C" -> Lab.task(name, i -> i * i + 1);
            case "D" -> Lab.task(name, server::fetch).crunch(text -> text + primes(MORE));
            case "E" -> Lab.task(name, this::inTurn);
            default ->
                    throw new IllegalArgumentException(
                            "there is no mystery " + letter + "; there are A, B, C, D and E");
        };
    }

    private static long primes(int below) {
        return IntStream.range(2, below)
                .filter(n -> IntStream.rangeClosed(2, (int) Math.sqrt(n)).allMatch(d -> n % d != 0))
                .count();
    }

    /** As a program that keeps its only connection to a database under a lock. */
    private int inTurn(int i) throws InterruptedException {
        lock.lock();
        try {
            Thread.sleep(LOCKED_MILLIS);
            return i;
        } finally {
            lock.unlock();
        }
    }

    /** Ends the server. */
    @Override
    public void close() {
        server.close();
    }
}
