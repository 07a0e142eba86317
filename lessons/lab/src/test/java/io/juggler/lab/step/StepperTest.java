package io.juggler.lab.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StepperTest {

    @Test
    void theRaceCanBeFoundByHand() {
        var stepper = Stepping.stepper(Programs.lostUpdate());
        assertEquals(List.of("A", "B"), stepper.choices());
        stepper.run("A", "B", "A", "B");
        assertEquals(
                """
                counter failed: “both were counted” does not hold.
                step  A                B
                1     count.get() → 0
                2                      count.get() → 0
                3     count.set(1)
                4                      count.set(1)
                  A  has ended
                  B  has ended
                count = 1
                """
                        .strip(),
                stepper.toText());
        assertTrue(stepper.failed());
    }

    @Test
    void oneCanGoBackAndChooseOtherwise() {
        var stepper = Stepping.stepper(Programs.lostUpdate()).run("A", "B", "A", "B");
        stepper.back(3);
        assertEquals(List.of("A"), stepper.schedule());
        assertFalse(stepper.over());
        assertTrue(stepper.toText().contains("count = 0"), stepper.toText());
        stepper.run("A", "B", "B");
        assertTrue(stepper.over());
        assertFalse(stepper.failed());
        assertTrue(stepper.toText().contains("count = 2"), stepper.toText());
        assertEquals(List.of(), stepper.restart().schedule());
        assertEquals(List.of(), stepper.back(5).schedule());
    }

    @Test
    void theDeadlockCanBeFoundByHand() {
        var stepper = Stepping.stepper(Programs.transfers(false)).run("A", "B");
        assertEquals(
                """
                transfers failed: deadlock: A waits for right, which B has; B waits for left,
                which A has.
                step  A            B
                1     left.lock()
                2                  right.lock()
                  A  next: right.lock(); waits for right, which B has
                  B  next: left.lock(); waits for left, which A has
                money = 100, left is taken by A, right is taken by B
                """
                        .strip(),
                stepper.toText());
        assertEquals(List.of(), stepper.choices());
    }

    @Test
    void whatIsNotPossibleIsToldAndChangesNothing() {
        var stepper = Stepping.stepper(Programs.countedWithALock(2)).run("T0", "T1", "T0");
        assertEquals(List.of("T0"), stepper.schedule());
        assertTrue(
                stepper.toText().contains("T1 cannot go on: it waits for lock, which T0 has."),
                stepper.toText());
        assertTrue(stepper.step("X").toText().contains("There is no thread X; there are T0, T1."));
        stepper.run("T0", "T0", "T0");
        assertTrue(stepper.step("T0").toText().contains("T0 has ended."), stepper.toText());
        assertEquals(List.of("T1"), stepper.choices());
    }

    @Test
    void whatAThreadThrowsIsShown() {
        var stepper =
                Stepping.stepper(
                        Stepping.program(
                                "wrong",
                                world -> {
                                    var lock = world.mutex("lock");
                                    world.thread("A", lock::unlock);
                                    world.thread("B", lock::lock);
                                }));
        stepper.run("B", "A");
        assertTrue(stepper.failed());
        assertTrue(
                stepper.toText().contains("A threw java.lang.IllegalMonitorStateException"),
                stepper.toText());
        assertTrue(stepper.toHtml().contains("lock.unlock() ✗"), stepper.toHtml());
    }

    @Test
    void aLockIsTakenAgainByWhoHasIt() {
        var stepper =
                Stepping.stepper(
                        Stepping.program(
                                "twice",
                                world -> {
                                    var lock = world.mutex("lock");
                                    world.thread(
                                            "A", () -> lock.locked(() -> lock.locked(() -> {})));
                                }));
        stepper.run("A", "A");
        assertTrue(stepper.toText().contains("taken by A, 2 times"), stepper.toText());
        assertFalse(stepper.run("A", "A").failed());
    }

    @Test
    void waitingGivesTheLockBackUntilTheSignal() {
        var stepper = Stepping.stepper(Programs.queue(true));
        stepper.run("taker 1", "taker 1", "taker 1", "giver", "giver");
        assertTrue(
                stepper.toText().contains("next: lock again; waits for a signal of lock"),
                stepper.toText());
        stepper.step("giver");
        assertTrue(stepper.toText().contains("waits for lock, which giver has"), stepper.toText());
        stepper.step("giver");
        assertTrue(stepper.choices().contains("taker 1"), stepper.toText());
    }

    @Test
    void aProgramThatIsNotTheSameEachTimeIsFoundOut() {
        var calls = new java.util.concurrent.atomic.AtomicInteger();
        var program =
                Stepping.program(
                        "moody",
                        world -> {
                            var x = world.variable("x", 0);
                            if (calls.getAndIncrement() % 2 == 0) {
                                world.thread("A", () -> x.set(1));
                            }
                            world.thread("B", () -> x.set(2));
                        });
        var stepper = Stepping.stepper(program).step("A");
        stepper.step("B");
        var thrown = assertThrows(IllegalStateException.class, () -> stepper.back());
        assertTrue(thrown.getMessage().contains("does not do the same each time"));
    }

    @Test
    void aProgramWithoutThreadsOrWithTwoOfOneNameIsRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> Stepping.stepper(Stepping.program("none", _ -> {})));
        assertThrows(
                IllegalArgumentException.class,
                () ->
                        Stepping.stepper(
                                Stepping.program(
                                        "two",
                                        world -> {
                                            world.thread("A", () -> {});
                                            world.thread("A", () -> {});
                                        })));
    }

    @Test
    void aLockThatCannotBeSteppedIsNamed() {
        var monitor = new Object();
        assertWaitsOutside(
                body -> {
                    synchronized (monitor) {
                        body.run();
                    }
                });
        var lock = new ReentrantLock();
        assertWaitsOutside(
                body -> {
                    lock.lock();
                    try {
                        body.run();
                    } finally {
                        lock.unlock();
                    }
                });
    }

    private static void assertWaitsOutside(Consumer<Runnable> locked) {
        var program =
                new Program(
                        "locked outside",
                        world -> {
                            var count = world.variable("count", 0);
                            for (var name : List.of("A", "B")) {
                                world.thread(
                                        name,
                                        () -> locked.accept(() -> count.set(count.get() + 1)));
                            }
                        });
        var thrown = assertThrows(IllegalStateException.class, () -> Stepping.explore(program));
        assertTrue(
                thrown.getMessage().startsWith("thread B waits for something that cannot be"),
                thrown::getMessage);
        assertTrue(thrown.getMessage().contains("world.mutex("), thrown::getMessage);
    }
}
