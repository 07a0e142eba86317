// NOT YET: each part does its share
var part = task("part", i -> switch (i) {
    case 0 -> product(1, 10_000);
    case 1 -> product(10_001, 20_000);
    case 2 -> product(20_001, 30_000);
    default -> product(30_001, 50_000);
});
