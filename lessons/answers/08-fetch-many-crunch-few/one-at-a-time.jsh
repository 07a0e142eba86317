// NOT YET: several requests wait together
ResultFunction<DataServer, Task<String>> polite = shop -> {
    var lock = new Object();
    return task("polite", i -> {
        synchronized (lock) {
            return shop.fetch(i);
        }
    });
};
