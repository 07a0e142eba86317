// NOT YET: nobody waits for the slow ones
ResultFunction<List<Callable<String>>, String> firstGood = mirrors -> {
    Exception last = new IOException("no mirrors");
    for (var mirror : mirrors) {
        try {
            return mirror.call();
        } catch (IOException e) {
            last = e;
        }
    }
    throw last;
};
