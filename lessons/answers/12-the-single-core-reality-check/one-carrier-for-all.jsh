// NOT YET: what computes is a plain loop on one core
// NOT YET: what computes uses all cores where there are several
// NOT YET: what does both computes on all cores where there are several
BiFunction<Double, Integer, Strategy> choose = (waiting, seen) -> oneCarrier();
