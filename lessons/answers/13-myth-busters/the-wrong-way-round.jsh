// NOT YET: the first one mostly waits
// NOT YET: one carrier does the first one twice as fast as the cores
// NOT YET: the second one hardly waits
// NOT YET: the second one computes for a while
List<Task<?>> counterexamples = List.of(
        task("computes", i -> LongStream.range(0, 10_000_000).map(n -> n * n % (i + 7)).sum()),
        action("waits", _ -> Thread.sleep(50)));
