// NOT YET: the parts together give the right sum
var part = task("part", i -> {
    int width = last / parts;
    long sum = 0;
    for (long n = i * width + 1; n <= (i + 1) * width; n++) {
        sum += n * n % 1_009;
    }
    return sum;
});
