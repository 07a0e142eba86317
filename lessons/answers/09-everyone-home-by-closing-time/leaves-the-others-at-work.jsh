// NOT YET: no mirror is still at work afterwards
ResultFunction<List<Callable<String>>, String> firstGood = mirrors -> {
    var executor = Executors.newVirtualThreadPerTaskExecutor();
    var answers = new ExecutorCompletionService<String>(executor);
    mirrors.forEach(answers::submit);
    Exception last = new IOException("no mirrors");
    for (int i = 0; i < mirrors.size(); i++) {
        try {
            return answers.take().get();
        } catch (ExecutionException e) {
            last = e;
        }
    }
    throw last;
};
