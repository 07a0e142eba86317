// NOT YET: what does both overlaps its waits, with any number of cores
// NOT YET: what does both computes on all cores where there are several
BiFunction<Double, Integer, Strategy> choose = (waiting, seen) ->
        waiting > 0.5 ? oneCarrier() : seen == 1 ? sequential() : cores();
