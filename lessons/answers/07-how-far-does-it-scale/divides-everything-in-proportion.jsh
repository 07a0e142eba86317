// NOT YET: in between, both parts take their time
// NOT YET: with ever more cores it comes near to a limit
DoubleBinaryOperator speedUp = (serial, cores) -> serial + (1 - serial) * cores;
