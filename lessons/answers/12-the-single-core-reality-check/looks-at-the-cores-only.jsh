// NOT YET: what waits is under way all at once, with any number of cores
// NOT YET: what does both overlaps its waits, with any number of cores
BiFunction<Double, Integer, Strategy> choose = (waiting, seen) -> seen == 1 ? sequential() : cores();
