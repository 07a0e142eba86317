// NOT YET: the text is searched
import java.util.concurrent.locks.LockSupport;

String notSearched() {
    LockSupport.parkNanos(100_000_000);
    return "not found";
}

var calls = task("call", i -> i == 0 ? search() : "answer " + i)
        .onLoop((i, loop) -> i == 0
                ? CompletableFuture.supplyAsync(() -> notSearched(), pool)
                : loop.after(Duration.ofMillis(5)).thenApply(_ -> "answer " + i));
