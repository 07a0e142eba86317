// NOT YET: a job that does nothing must be started as well
// NOT YET: start, way and work are all paid for
DoubleBinaryOperator timeAway = (work, megabytes) -> megabytes / 100 + work / 20;
