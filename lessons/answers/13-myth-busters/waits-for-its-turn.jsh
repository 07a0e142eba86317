// NOT YET: one carrier does the first one twice as fast as the cores
var oneForAll = new Object();
List<Task<?>> counterexamples = List.of(
        action("waits", _ -> {
            synchronized (oneForAll) {
                Thread.sleep(50);
            }
        }),
        task("computes", i -> LongStream.range(0, 10_000_000).map(n -> n * n % (i + 7)).sum()));
