// NOT YET: one core is one time as fast
// NOT YET: with all of it serial, more cores give nothing
// NOT YET: in between, both parts take their time
// NOT YET: with ever more cores it comes near to a limit
DoubleBinaryOperator speedUp = (serial, cores) -> cores / (1 - serial);
