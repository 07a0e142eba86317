// NOT YET: what does both overlaps its waits, on any machine
// NOT YET: what does both uses all cores that there are
BiFunction<Double, Integer, Strategy> choose = (waiting, seen) ->
        waiting > 0.5 ? oneCarrier() : seen == 1 ? sequential() : cores();
