// NOT YET: every request is answered
// NOT YET: a request that fails keeps no other from being sent
Function<DataServer, Task<?>> polite = server -> {
    var permits = new Semaphore(20);
    return task("polite request", i -> {
        permits.acquire();
        return server.fetch(i);
    });
};
