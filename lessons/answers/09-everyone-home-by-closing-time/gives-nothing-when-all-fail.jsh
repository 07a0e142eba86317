// NOT YET: when all fail, it fails as well
ResultFunction<List<Callable<String>>, String> firstGood = mirrors -> {
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
        return executor.invokeAny(mirrors);
    } catch (ExecutionException e) {
        return null;
    }
};
