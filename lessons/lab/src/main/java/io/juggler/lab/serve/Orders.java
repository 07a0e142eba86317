package io.juggler.lab.serve;

import java.util.Locale;

/**
 * The shop's orders, which never change: order k is the same each time it is asked for, and so is
 * the whole export.
 */
final class Orders {
    private static final String[] GOODS = {"ball", "club", "ring", "scarf", "torch"};

    private Orders() {}

    /** All of them as a table of comma-separated values; takes a while, and computes all of it. */
    static String export(int orders) {
        var csv = new StringBuilder(orders * 32);
        csv.append("order,product,pieces,price,checksum\n");
        for (int k = 0; k < orders; k++) {
            int cents = price(k);
            int pieces = 1 + k % 9;
            csv.append(k)
                    .append(',')
                    .append(GOODS[k % GOODS.length])
                    .append(',')
                    .append(pieces)
                    .append(',')
                    .append(euros((long) cents * pieces))
                    .append(',')
                    .append(checksum(k, cents, pieces))
                    .append('\n');
        }
        return csv.toString();
    }

    /** In cents. */
    static int price(int product) {
        return 199 + (product * 7919) % 4800;
    }

    static String euros(long cents) {
        return String.format(Locale.ROOT, "%d.%02d", cents / 100, cents % 100);
    }

    /** As invoices have one: so that the export computes as well as it writes. */
    private static int checksum(int order, int cents, int pieces) {
        long sum = order * 31L + cents * 17L + pieces;
        for (int round = 0; round < 200; round++) {
            sum = (sum * 6_364_136_223_846_793_005L + 1_442_695_040_888_963_407L) >>> 1;
        }
        return (int) (sum % 97);
    }
}
