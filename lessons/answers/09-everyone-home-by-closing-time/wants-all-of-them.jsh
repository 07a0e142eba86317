// NOT YET: a mirror that fails does no harm
ResultFunction<List<Callable<String>>, String> firstGood = mirrors -> {
    try (var scope = StructuredTaskScope.open(StructuredTaskScope.Joiner.<String>allSuccessfulOrThrow())) {
        mirrors.forEach(scope::fork);
        return scope.join().findFirst().orElseThrow().get();
    }
};
