// NOT YET: each request is sent once
ResultFunction<List<Callable<String>>, List<String>> gather = requests -> {
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
        executor.invokeAll(requests);
        var answers = new ArrayList<String>();
        for (var answer : executor.invokeAll(requests)) {
            answers.add(answer.get());
        }
        return answers;
    }
};
