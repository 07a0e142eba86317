// NOT YET: it is the same result each time
var work = task("work", i -> {
    long end = System.nanoTime() + 20_000_000;
    while (System.nanoTime() < end) { }
    return end;
});
