// NOT YET: every request is answered
Function<DataServer, Task<?>> polite = server -> {
    var permits = new Semaphore(20);
    return task("polite request", i -> {
        permits.acquire();
        return server.fetch(i);
    });
};
