// NOT YET: one core is one time as fast
// NOT YET: with nothing serial, n cores are n times as fast
// NOT YET: in between, both parts take their time
DoubleBinaryOperator speedUp = (serial, cores) -> 1 / serial;
