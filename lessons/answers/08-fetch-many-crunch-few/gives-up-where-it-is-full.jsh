// NOT YET: every request gets its answer
ResultFunction<DataServer, Task<String>> polite = shop -> {
    var places = new Semaphore(4);
    return task("polite", i -> {
        if (!places.tryAcquire()) {
            return "no place";
        }
        try {
            return shop.fetch(i);
        } finally {
            places.release();
        }
    });
};
