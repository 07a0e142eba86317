// NOT YET: a request that fails gives its place back
ResultFunction<DataServer, Task<String>> polite = shop -> {
    var places = new Semaphore(4);
    return task("polite", i -> {
        places.acquire();
        var answer = shop.fetch(i);
        places.release();
        return answer;
    });
};
