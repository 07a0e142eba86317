// NOT YET: a request that fails is not hidden
ResultFunction<List<Callable<String>>, List<String>> gather = requests -> {
    var answers = new String[requests.size()];
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < answers.length; i++) {
        int number = i;
        threads.add(Thread.startVirtualThread(() -> {
            try {
                answers[number] = requests.get(number).call();
            } catch (Exception e) {
                // the place stays empty
            }
        }));
    }
    for (var thread : threads) {
        thread.join();
    }
    return List.of(answers);    // throws a NullPointerException for an empty place
};
