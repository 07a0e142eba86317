// NOT YET: both transfers are made
// NOT YET: no schedule loses or makes money
var transfers = program("transfers", world -> {
    var left = world.variable("left", 100);
    var right = world.variable("right", 100);
    var lock = world.mutex("lock");
    world.thread("A", () -> lock.locked(() -> {
        left.set(left.get() - 10);
        right.set(right.get() + 10);
    }));
    world.thread("B", () -> world.pause("nothing to do"));
});
