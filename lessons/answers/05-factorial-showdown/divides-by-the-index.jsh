// NOT YET: every part ends
// NOT YET: the four parts multiplied give the factorial of 50,000
// NOT YET: each part does its share
var part = task("part", i -> product(50_000 / i, 50_000 / i + 12_500));
