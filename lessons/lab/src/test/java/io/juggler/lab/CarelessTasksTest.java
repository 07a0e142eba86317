package io.juggler.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/** Tasks that do what one would rather they did not. */
@Timeout(120)
class CarelessTasksTest {

    @Test
    void aMillionTasksEndInBoundedMemory() {
        var run = Lab.concurrently(Lab.task("tiny", i -> i), 1_000_000);

        assertEquals(999_999, run.results().getLast());
        assertEquals(1, run.carriers().size());
        assertTrue(run.slices().size() <= 1 << 19, () -> run.slices().size() + " slices");
        assertTrue(run.toHtml().length() < 200_000);
    }

    @Test
    void aTaskMayStartThreadsOfItsOwn() {
        var ended = new AtomicInteger();
        var task =
                Lab.action(
                        "parent",
                        _ -> {
                            var platform = Thread.ofPlatform().start(ended::incrementAndGet);
                            var virtual = Thread.ofVirtual().start(ended::incrementAndGet);
                            platform.join();
                            virtual.join();
                        });
        for (var strategy : StrategiesTest.all()) {
            ended.set(0);
            var run = Lab.run(task, 3, strategy);
            assertTrue(run.failures().isEmpty(), () -> strategy.name() + run.failures());
            assertEquals(6, ended.get(), strategy.name());
        }
    }

    @Test
    void tasksMayWaitForOneAnothersLock() {
        var lock = new ReentrantLock();
        var monitor = new Object();
        var inside = new AtomicInteger();
        var task =
                Lab.action(
                        "locked",
                        _ -> {
                            lock.lock();
                            try {
                                synchronized (monitor) {
                                    assertEquals(1, inside.incrementAndGet());
                                    Thread.sleep(5);
                                    inside.decrementAndGet();
                                }
                            } finally {
                                lock.unlock();
                            }
                        });
        for (var strategy : StrategiesTest.all()) {
            var run = Lab.run(task, 6, strategy);
            assertTrue(run.failures().isEmpty(), () -> strategy.name() + run.failures());
            assertTrue(run.wall().toMillis() >= 29, () -> strategy.name() + " " + run.wall());
        }
    }

    @Test
    void aLockThatIsNeverGivenBackIsOverTheDeadline() {
        var lock = new ReentrantLock();
        var task =
                Lab.action("greedy", _ -> lock.lockInterruptibly())
                        .deadline(java.time.Duration.ofMillis(200));
        var run = Lab.concurrently(task, 2);

        assertTrue(run.toText().contains("1 of 2 tasks not done"), run::toText);
    }

    @Test
    void sharedStateThatIsChangedShowsAsAnotherResult() {
        var shared = new int[1];
        var comparison = Lab.compare(Lab.task("count", _ -> ++shared[0]), 4);

        assertTrue(
                comparison.verdict().contains("does not give the same results"),
                comparison::verdict);
    }

    @Test
    void oneTaskMayWaitForAnother() throws InterruptedException {
        var first = new CountDownLatch(1);
        var task =
                Lab.task(
                        "chain",
                        i -> {
                            if (i == 1) {
                                first.countDown();
                            }
                            return first.await(10, TimeUnit.SECONDS);
                        });

        assertEquals(java.util.List.of(true, true), Lab.concurrently(task, 2).results());
    }
}
