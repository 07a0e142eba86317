// NOT YET: the work is divided among the cores
// NOT YET: each megabyte takes its time
// NOT YET: start, way and work are all paid for
DoubleBinaryOperator timeAway = (work, megabytes) -> Math.max(4, Math.max(megabytes / 100, work / 20));
