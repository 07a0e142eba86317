// NOT YET: no part goes over all the numbers
var part = task("part", i -> {
    long sum = 0;
    for (long n = 1; n <= last; n++) {
        if (n % parts == i) {
            sum += n * n % 1_009;
        }
    }
    return sum;
});
