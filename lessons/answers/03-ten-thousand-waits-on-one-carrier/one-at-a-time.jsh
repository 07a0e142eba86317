// NOT YET: the waits overlap
Function<DataServer, Task<?>> polite = server -> {
    var lock = new Object();
    return task("polite request", i -> {
        synchronized (lock) {
            return server.fetch(i);
        }
    });
};
