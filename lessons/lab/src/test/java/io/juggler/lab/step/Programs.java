package io.juggler.lab.step;

import java.util.List;

/** Programs that are known to fail in some schedules, and what mends them. */
final class Programs {

    private Programs() {}

    static Program lostUpdate() {
        return Stepping.program(
                "counter",
                world -> {
                    var count = world.variable("count", 0);
                    for (var name : List.of("A", "B")) {
                        world.thread(name, () -> count.set(count.get() + 1));
                    }
                    world.atEnd("both were counted", () -> count.get() == 2);
                });
    }

    static Program countedWithALock(int threads) {
        return Stepping.program(
                "counter with a lock",
                world -> {
                    var count = world.variable("count", 0);
                    var lock = world.mutex("lock");
                    for (int i = 0; i < threads; i++) {
                        world.thread("T" + i, () -> lock.locked(() -> count.set(count.get() + 1)));
                    }
                    world.atEnd("all were counted", () -> count.get() == threads);
                });
    }

    static Program countedInOneStep() {
        return Stepping.program(
                "atomic counter",
                world -> {
                    var count = world.variable("count", 0);
                    for (var name : List.of("A", "B", "C")) {
                        world.thread(name, () -> count.update(n -> n + 1));
                    }
                    world.atEnd("all were counted", () -> count.get() == 3);
                });
    }

    static Program transfers(boolean inOrder) {
        return Stepping.program(
                inOrder ? "transfers in order" : "transfers",
                world -> {
                    var left = world.mutex("left");
                    var right = world.mutex("right");
                    var money = world.variable("money", 100);
                    world.thread("A", () -> left.locked(() -> right.locked(() -> money.set(90))));
                    world.thread(
                            "B",
                            () ->
                                    (inOrder ? left : right)
                                            .locked(
                                                    () ->
                                                            (inOrder ? right : left)
                                                                    .locked(() -> money.set(80))));
                });
    }

    static Program philosophers(int n) {
        return Stepping.program(
                "philosophers",
                world -> {
                    var forks =
                            java.util.stream.IntStream.range(0, n)
                                    .mapToObj(i -> world.mutex("fork " + i))
                                    .toList();
                    for (int i = 0; i < n; i++) {
                        var mine = forks.get(i);
                        var other = forks.get((i + 1) % n);
                        world.thread("P" + i, () -> mine.locked(() -> other.locked(() -> {})));
                    }
                });
    }

    /** With if in place of while, who is woken takes what another has taken meanwhile. */
    static Program queue(boolean asksAgain) {
        return Stepping.program(
                asksAgain ? "queue" : "queue that asks once",
                world -> {
                    var items = world.variable("items", 0);
                    var lock = world.mutex("lock");
                    for (var name : List.of("taker 1", "taker 2")) {
                        world.thread(
                                name,
                                () ->
                                        lock.locked(
                                                () -> {
                                                    if (asksAgain) {
                                                        while (items.get() == 0) {
                                                            lock.await();
                                                        }
                                                    } else if (items.get() == 0) {
                                                        lock.await();
                                                    }
                                                    items.update(n -> n - 1);
                                                }));
                    }
                    world.thread(
                            "giver",
                            () -> {
                                for (int i = 0; i < 2; i++) {
                                    lock.locked(
                                            () -> {
                                                items.update(n -> n + 1);
                                                lock.signal();
                                            });
                                }
                            });
                    world.always("never less than none", () -> items.get() >= 0);
                });
    }
}
