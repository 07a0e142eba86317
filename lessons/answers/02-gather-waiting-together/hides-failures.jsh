// NOT YET: a request that fails is not hidden
ResultFunction<List<Callable<String>>, List<String>> gather = requests -> {
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
        var answers = new ArrayList<String>();
        for (var answer : executor.invokeAll(requests)) {
            answers.add(answer.state() == Future.State.SUCCESS ? answer.resultNow() : null);
        }
        return answers;
    }
};
