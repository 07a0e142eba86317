package io.juggler.lab.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ExplorationTest {

    @Test
    void theLostUpdateIsFoundInFourOfSixSchedules() {
        var exploration = Stepping.explore(Programs.lostUpdate());
        assertEquals(
                """
                4 of 6 schedules fail.
                  4 ×  “both were counted” does not hold.
                A shortest one: A B A B
                  show() runs it, so that you can look at each step and go back.
                """
                        .strip(),
                exploration.toText());
        assertFalse(exploration.proved());
        assertTrue(exploration.show().failed());
    }

    @Test
    void withALockItIsProvedThatNoneFails() {
        var exploration = Stepping.explore(Programs.countedWithALock(3));
        assertTrue(exploration.proved(), exploration.toText());
        assertTrue(exploration.toText().startsWith("No schedule fails: the threads"));
        // Whoever has the lock goes on alone: only the order of three matters, 3!.
        assertEquals(BigInteger.valueOf(6), exploration.schedules());
        assertTrue(Stepping.explore(Programs.countedInOneStep()).proved());
    }

    @Test
    void theDeadlockIsFoundAndTakingLocksInOrderIsProvedRight() {
        var exploration = Stepping.explore(Programs.transfers(false));
        assertEquals(List.of("deadlock"), List.copyOf(exploration.failures().keySet()));
        assertEquals(2, exploration.example().size());
        assertTrue(exploration.show().toText().contains("deadlock: A waits for right"));
        assertTrue(Stepping.explore(Programs.transfers(true)).proved());
    }

    @Test
    void philosophersStarveOnlyWhereAllTakeTheirFirstForkAtOnce() {
        var exploration = Stepping.explore(Programs.philosophers(4));
        assertEquals(
                Map.of("deadlock", BigInteger.valueOf(24)),
                exploration.failures(),
                "each of the 4! orders of taking the first fork");
        assertEquals(4, exploration.example().size());
    }

    @Test
    void askingOnceAfterASignalIsFoundWrongAndAskingAgainIsProvedRight() {
        var wrong = Stepping.explore(Programs.queue(false));
        assertTrue(
                wrong.failures().containsKey("“never less than none” does not hold"),
                wrong::toText);
        var right = Stepping.explore(Programs.queue(true));
        assertTrue(right.proved(), right.toText());
    }

    @Test
    void aProgramThatNeverEndsIsNotProved() {
        var exploration =
                Stepping.explore(
                        Stepping.program(
                                "forever",
                                world -> {
                                    var flag = world.variable("flag", false);
                                    world.thread(
                                            "A",
                                            () -> {
                                                while (!flag.get()) {
                                                    world.pause("around");
                                                }
                                            });
                                }));
        assertFalse(exploration.proved());
        assertTrue(exploration.toText().contains("had not ended after 300 steps"));
    }

    @Test
    void whatIsTooLargeIsSaidToBeUnproved() {
        var exploration =
                Stepping.explore(
                        Stepping.program(
                                "large",
                                world -> {
                                    var log = world.variable("log", "");
                                    for (var name : List.of("A", "B", "C", "D")) {
                                        world.thread(
                                                name,
                                                () -> {
                                                    for (int i = 0; i < 6; i++) {
                                                        log.update(text -> text + name);
                                                    }
                                                });
                                    }
                                }));
        assertFalse(exploration.complete());
        assertFalse(exploration.proved());
        assertTrue(exploration.toText().contains("so nothing is proved"), exploration.toText());
    }

    @Test
    void itsThreadsAreGoneAfterwards() throws Exception {
        var alive = new ArrayList<java.lang.ref.WeakReference<byte[]>>();
        Stepping.explore(
                Stepping.program(
                        "stuck",
                        world -> {
                            var lock = world.mutex("lock");
                            for (var name : List.of("A", "B")) {
                                byte[] held = new byte[1];
                                alive.add(new java.lang.ref.WeakReference<>(held));
                                world.thread(
                                        name,
                                        () -> {
                                            lock.lock();
                                            held[0]++;
                                        });
                            }
                        }));
        assertTrue(alive.size() >= 4);
        // A thread that is parked for ever would hold on to what it uses.
        for (int i = 0; i < 200 && alive.stream().anyMatch(each -> each.get() != null); i++) {
            System.gc();
            Thread.sleep(20);
        }
        assertTrue(alive.stream().allMatch(each -> each.get() == null));
    }

    @Test
    void interruptingItEndsIt() {
        Thread.currentThread().interrupt();
        assertThrows(RuntimeException.class, () -> Stepping.explore(Programs.countedWithALock(3)));
        assertTrue(Thread.interrupted());
        assertTrue(Stepping.explore(Programs.countedWithALock(2)).proved());
    }

    /** Against every schedule tried one by one, for programs made up at random. */
    @Test
    void itsCountsAreThoseOfTryingAllOneByOne() {
        var random = new Random(7);
        for (int trial = 0; trial < 25; trial++) {
            var program = madeUp(random);
            var counts = new long[2];
            tryAll(program, List.of(), counts);
            var exploration = Stepping.explore(program);
            assertEquals(
                    List.of(BigInteger.valueOf(counts[0]), BigInteger.valueOf(counts[1])),
                    List.of(exploration.schedules(), exploration.failing()),
                    program.name());
        }
    }

    private static void tryAll(Program program, List<String> schedule, long[] counts) {
        List<String> choices;
        try (var execution = Execution.of(program, schedule)) {
            choices = execution.ready().stream().map(Strand::name).toList();
            if (choices.isEmpty()) {
                counts[0]++;
                counts[1] += execution.state() instanceof Execution.State.Failed ? 1 : 0;
            }
        }
        for (var choice : choices) {
            var longer = new ArrayList<>(schedule);
            longer.add(choice);
            tryAll(program, longer, counts);
        }
    }

    private static Program madeUp(Random random) {
        int threads = 2 + random.nextInt(2);
        var plans = new ArrayList<int[]>();
        for (int i = 0; i < threads; i++) {
            plans.add(random.ints(2 + random.nextInt(2), 0, 6).toArray());
        }
        return Stepping.program(
                "made up " + plans.stream().map(java.util.Arrays::toString).toList(),
                world -> {
                    var x = world.variable("x", 0);
                    var y = world.variable("y", 0);
                    var a = world.mutex("a");
                    var b = world.mutex("b");
                    for (int i = 0; i < threads; i++) {
                        var plan = plans.get(i);
                        int number = i;
                        world.thread(
                                "T" + i,
                                () -> {
                                    int sum = number;
                                    for (int what : plan) {
                                        switch (what) {
                                            case 0 -> sum += x.get();
                                            case 1 -> x.set(sum + 1);
                                            case 2 -> y.set(x.get() + sum);
                                            case 3 -> a.lock();
                                            case 4 -> b.lock();
                                            default -> sum += y.update(n -> n + 1);
                                        }
                                    }
                                });
                    }
                    world.atEnd("even", () -> (x.get() + y.get()) % 2 == 0);
                });
    }

    /** As a check does with the program of whoever learns. */
    @Test
    void aConditionCanAskForAVariableThatSomeoneElseMade() {
        var theirs = Programs.lostUpdate();
        var asked =
                Stepping.program(
                        "asked",
                        world -> {
                            theirs.setup().accept(world);
                            world.atEnd(
                                    "one was counted at least",
                                    () -> (Integer) world.value("count") >= 1);
                        });

        assertEquals(
                Stepping.explore(theirs).failures(), Stepping.explore(asked).failures(), "no more");
        var misnamed =
                Stepping.program(
                        "misnamed",
                        world -> {
                            theirs.setup().accept(world);
                            world.atEnd("none", () -> world.value("counter") != null);
                        });
        assertThrows(IllegalArgumentException.class, () -> Stepping.explore(misnamed));
    }
}
