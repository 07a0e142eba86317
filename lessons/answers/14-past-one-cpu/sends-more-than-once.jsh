// NOT YET: each megabyte takes its time
// NOT YET: start, way and work are all paid for
DoubleBinaryOperator timeAway = (work, megabytes) -> 4 + 20 * megabytes / 100 + work / 20;
