// NOT YET: a failure is not hidden
ResultFunction<DataServer, Task<String>> polite = shop -> {
    var places = new Semaphore(4);
    return task("polite", i -> {
        places.acquire();
        var answer = "no answer";
        try {
            answer = shop.fetch(i);
        } catch (IOException e) {
            answer = "request " + i + " failed";
        }
        places.release();
        return answer;
    });
};
