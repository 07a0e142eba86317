// NOT YET: what computes is a plain loop on one core
// NOT YET: what computes uses all cores that there are
// NOT YET: what does both uses all cores that there are
BiFunction<Double, Integer, Strategy> choose = (waiting, seen) -> oneCarrier();
