// NOT YET: a request that fails keeps no other from being sent
Function<DataServer, Task<?>> polite = server -> {
    var permits = new Semaphore(20);
    return task("polite request", i -> {
        permits.acquire();
        var answer = server.fetch(i);
        permits.release();
        return answer;
    });
};
