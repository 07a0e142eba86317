// NOT YET: the waits overlap
Function<DataServer, Task<?>> polite = server -> {
    var permits = new Semaphore(2);
    return task("polite request", i -> {
        permits.acquire();
        try {
            return server.fetch(i);
        } finally {
            permits.release();
        }
    });
};
