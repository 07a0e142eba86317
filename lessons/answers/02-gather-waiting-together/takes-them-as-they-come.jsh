// NOT YET: the answers stand in the order of the requests
ResultFunction<List<Callable<String>>, List<String>> gather = requests -> {
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
        var completion = new ExecutorCompletionService<String>(executor);
        requests.forEach(completion::submit);
        var answers = new ArrayList<String>();
        for (int i = 0; i < requests.size(); i++) {
            answers.add(completion.take().get());
        }
        return answers;
    }
};
