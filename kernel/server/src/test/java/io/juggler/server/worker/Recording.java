package io.juggler.server.worker;

import io.juggler.api.MimeBundle;
import io.juggler.wire.CommEvent;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Keeps what a worker puts out, in its order. */
final class Recording implements WorkerListener {

    sealed interface Event {
        int cell();
    }

    record Text(int cell, Stream stream, String text) implements Event {}

    record Shown(int cell, MimeBundle bundle, String displayId, boolean update) implements Event {}

    record Cleared(int cell, boolean deferred) implements Event {}

    record Asked(int cell, String prompt, boolean password) implements Event {}

    record Commed(int cell, CommEvent event) implements Event {}

    record Left(int cell, List<String> threads) implements Event {}

    private final List<Event> events = new ArrayList<>();
    private final List<String> answers = new ArrayList<>();
    private String refusal = "this front end has no input";

    /** What the next questions are answered with; those beyond are refused. */
    synchronized void answerWith(List<String> lines) {
        answers.addAll(lines);
    }

    synchronized void refuseWith(String reason) {
        refusal = reason;
    }

    synchronized List<Event> events() {
        return List.copyOf(events);
    }

    /** What that cell printed to one stream. */
    String text(int cell, Stream stream) {
        var text = new StringBuilder();
        for (var event : events()) {
            if (event instanceof Text printed && printed.cell == cell && printed.stream == stream) {
                text.append(printed.text);
            }
        }
        return text.toString();
    }

    String stdout(int cell) {
        return text(cell, Stream.STDOUT);
    }

    /** Waits until such an event is there, at most ten seconds. */
    synchronized void await(Predicate<? super List<Event>> there) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!there.test(events)) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                throw new AssertionError("not seen within ten seconds; seen: " + events);
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    /** Waits until that cell has printed that. */
    void awaitStdout(int cell, String text) throws InterruptedException {
        await(events -> stdout(cell).contains(text));
    }

    @Override
    public void text(int cell, Stream stream, String text) {
        add(new Text(cell, stream, text));
    }

    @Override
    public void display(int cell, MimeBundle bundle, String displayId, boolean update) {
        add(new Shown(cell, bundle, displayId, update));
    }

    @Override
    public void clear(int cell, boolean wait) {
        add(new Cleared(cell, wait));
    }

    @Override
    public void input(int cell, String prompt, boolean password, InputReply reply) {
        String answer;
        synchronized (this) {
            answer = answers.isEmpty() ? null : answers.removeFirst();
        }
        add(new Asked(cell, prompt, password));
        if (answer != null) {
            reply.line(answer);
        } else if (refusal != null) {
            reply.refused(refusal);
        }
    }

    @Override
    public void comm(int cell, CommEvent event) {
        add(new Commed(cell, event));
    }

    @Override
    public void stillRunning(int cell, List<String> threads) {
        add(new Left(cell, threads));
    }

    private synchronized void add(Event event) {
        events.add(event);
        notifyAll();
    }
}
