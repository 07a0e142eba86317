// NOT YET: all requests wait together
ResultFunction<List<Callable<String>>, List<String>> gather = requests -> {
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
        var answers = new ArrayList<String>();
        for (var request : requests) {
            answers.add(executor.submit(request).get());
        }
        return answers;
    }
};
