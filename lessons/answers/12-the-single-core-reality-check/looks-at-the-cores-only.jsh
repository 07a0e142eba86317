// NOT YET: what waits is under way all at once, on any machine
// NOT YET: what does both overlaps its waits, on any machine
BiFunction<Double, Integer, Strategy> choose = (waiting, seen) -> seen == 1 ? sequential() : cores();
