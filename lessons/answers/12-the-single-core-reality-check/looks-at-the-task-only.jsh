// NOT YET: what computes is a plain loop on one core
BiFunction<Double, Integer, Strategy> choose = (waiting, seen) ->
        waiting >= 0.8 ? oneCarrier() : waiting > 0.2 ? hybrid() : cores();
