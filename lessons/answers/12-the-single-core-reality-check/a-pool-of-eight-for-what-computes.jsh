// NOT YET: what computes uses all cores that there are
BiFunction<Double, Integer, Strategy> choose = (waiting, seen) -> {
    if (waiting >= 0.8) {
        return oneCarrier();
    }
    if (waiting > 0.2) {
        return hybrid();
    }
    return seen == 1 ? sequential() : pool(8);
};
