// NOT YET: the search does not hold the loop
// NOT YET: other calls are answered while the search goes on
var calls = task("call", i -> i == 0 ? search() : "answer " + i)
        .onLoop((i, loop) -> i == 0
                ? CompletableFuture.supplyAsync(() -> search(), loop::post)
                : loop.after(Duration.ofMillis(5)).thenApply(_ -> "answer " + i));
