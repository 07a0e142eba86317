// NOT YET: no schedule loses or makes money
var transfers = program("transfers", world -> {
    var left = world.variable("left", 100);
    var right = world.variable("right", 100);
    world.thread("A", () -> {
        left.set(left.get() - 10);
        right.set(right.get() + 10);
    });
    world.thread("B", () -> {
        right.set(right.get() - 20);
        left.set(left.get() + 20);
    });
});
