// NOT YET: no schedule ends in a deadlock
var transfers = program("transfers", world -> {
    var left = world.variable("left", 100);
    var right = world.variable("right", 100);
    var leftLock = world.mutex("leftLock");
    var rightLock = world.mutex("rightLock");
    world.thread("A", () -> leftLock.locked(() -> {
        left.set(left.get() - 10);
        rightLock.locked(() -> right.set(right.get() + 10));
    }));
    world.thread("B", () -> rightLock.locked(() -> {
        right.set(right.get() - 20);
        leftLock.locked(() -> left.set(left.get() + 20));
    }));
});
