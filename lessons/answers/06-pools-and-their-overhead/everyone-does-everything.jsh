// NOT YET: the parts together give the right sum
// NOT YET: each part has its share
// NOT YET: no part goes over all the numbers
var part = task("part", i -> {
    long sum = 0;
    for (long n = 1; n <= last; n++) {
        sum += n * n % 1_009;
    }
    return sum;
});
