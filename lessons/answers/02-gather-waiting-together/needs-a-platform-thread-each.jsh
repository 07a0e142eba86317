// NOT YET: each request runs in a virtual thread
ResultFunction<List<Callable<String>>, List<String>> gather = requests -> {
    try (var executor = Executors.newCachedThreadPool()) {
        var answers = new ArrayList<String>();
        for (var answer : executor.invokeAll(requests)) {
            answers.add(answer.get());
        }
        return answers;
    }
};
