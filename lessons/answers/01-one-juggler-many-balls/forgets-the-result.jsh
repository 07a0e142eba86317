// NOT YET: the result comes from the computation
var work = task("work", i -> {
    LongStream.range(2, 50_000)
            .filter(n -> LongStream.rangeClosed(2, (long) Math.sqrt(n)).allMatch(d -> n % d != 0))
            .forEach(_ -> Thread.onSpinWait());
    return 0L;
});
