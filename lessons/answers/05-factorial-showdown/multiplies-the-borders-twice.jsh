// NOT YET: the four parts multiplied give the factorial of 50,000
int size = 50_000 / 4;
var part = task("part", i -> product(Math.max(1, i * size), (i + 1) * size));
