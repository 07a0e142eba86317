// NOT YET: no mirror is still at work afterwards
ResultFunction<List<Callable<String>>, String> firstGood = mirrors -> {
    var executor = Executors.newCachedThreadPool();
    try {
        return executor.invokeAny(mirrors);
    } finally {
        executor.shutdownNow();
    }
};
