package io.juggler.lab.measure;

import io.juggler.lab.measure.Measured.Means;

import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;

/**
 * All tasks on one event loop. A task that has a form for it is begun and called back; of any other
 * the whole work is one callback, during which the loop can do nothing else.
 *
 * @param form the tasks' form for a loop, or null
 */
public record OnLoop(Form form) implements Arrangement {
    private static final String NAME = "loop-1";

    /** A task's work for an event loop. */
    @FunctionalInterface
    public interface Form {
        /** Begins a task; what comes back is completed when it is done. */
        CompletionStage<?> begin(int index, Loop loop) throws Exception;
    }

    @Override
    public Measured run(Job job) throws InterruptedException {
        var attempt = new Attempt(job, 0);
        var cpu = new AtomicLong();
        try (var loop = new Loop(NAME)) {
            var all = new All(attempt, loop, form);
            var thread =
                    Thread.ofPlatform()
                            .name(NAME)
                            .daemon()
                            .unstarted(
                                    () -> {
                                        all.run(job.prints());
                                        cpu.set(Cpu.ofCurrentThread());
                                    });
            var meter = Meter.start();
            long zero = System.nanoTime();
            for (int task = 0; task < job.tasks(); task++) {
                int index = task;
                loop.begin(task, () -> all.begin(index));
            }
            thread.start();
            attempt.await(
                    () -> {
                        thread.interrupt();
                        loop.wake();
                    },
                    () -> thread.isAlive() ? List.of(thread) : List.of());
            if (!attempt.leftRunning()) {
                loop.wake();
                thread.join();
            }
            return attempt.measured(
                    meter.cost(attempt.wall(zero), Map.of(NAME, cpu.get())),
                    Set.of(NAME),
                    Means.TRACED,
                    new Measured.History(zero, attempt.stamps, loop.trace(), List.of()));
        } catch (IOException e) {
            throw new IllegalStateException("no event loop can be made here: " + e, e);
        }
    }

    /** The tasks of one run; all of it happens on the loop's thread. */
    private static final class All {
        private final Attempt attempt;
        private final Loop loop;
        private final Form form;
        private final BitSet ended = new BitSet();

        All(Attempt attempt, Loop loop, Form form) {
            this.attempt = attempt;
            this.loop = loop;
            this.form = form;
        }

        void run(Prints prints) {
            try {
                Prints.during(
                        prints,
                        () -> {
                            loop.run(
                                    () -> attempt.stopping() || attempt.allEnded(),
                                    (task, thrown) -> end(task, null, thrown));
                            return null;
                        });
            } catch (RuntimeException | Error e) {
                attempt.refused(e);
            }
        }

        void begin(int task) {
            if (form == null) {
                attempt.perform(task);
                if (!attempt.stopping()) {
                    // One task's interrupt must not reach the next.
                    Thread.interrupted();
                }
                attempt.threadDone();
                return;
            }
            attempt.stamps.begin(task);
            try {
                form.begin(task, loop)
                        .whenComplete(
                                (result, thrown) -> {
                                    if (loop.onItsThread()) {
                                        end(task, result, thrown);
                                    } else {
                                        loop.post(task, () -> end(task, result, thrown));
                                    }
                                });
            } catch (Throwable thrown) {
                end(task, null, thrown);
            }
        }

        /** A task ends once, whatever its later callbacks do. */
        private void end(int task, Object result, Throwable thrown) {
            if (ended.get(task)) {
                return;
            }
            ended.set(task);
            if (thrown == null) {
                attempt.succeed(task, result);
            } else {
                boolean wrapped =
                        thrown instanceof CompletionException && thrown.getCause() != null;
                attempt.fail(task, wrapped ? thrown.getCause() : thrown);
            }
            attempt.threadDone();
        }
    }
}
