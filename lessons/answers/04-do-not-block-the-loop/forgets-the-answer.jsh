// NOT YET: every call gets the answer it got before
var calls = task("call", i -> i == 0 ? search() : "answer " + i)
        .onLoop((i, loop) -> i == 0
                ? CompletableFuture.runAsync(() -> search(), pool).thenApply(_ -> null)
                : loop.after(Duration.ofMillis(5)).thenApply(_ -> "answer " + i));
