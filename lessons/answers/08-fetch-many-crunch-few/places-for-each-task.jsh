// NOT YET: never more than 4 requests at once
ResultFunction<DataServer, Task<String>> polite = shop -> task("polite", i -> {
    var places = new Semaphore(4);
    places.acquire();
    try {
        return shop.fetch(i);
    } finally {
        places.release();
    }
});
