// NOT YET: no threads are added
Function<DataServer, Task<?>> polite = server -> {
    var pool = Executors.newFixedThreadPool(20, Thread.ofPlatform().daemon().factory());
    return task("polite request", i -> pool.submit(() -> server.fetch(i)).get());
};
