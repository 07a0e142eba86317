package io.juggler.lab.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.juggler.lab.serve.Visits.Phase;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WebShopTest {

    @Test
    void itIsARealServerWithProductsAndAnExport() throws IOException, InterruptedException {
        try (var shop = Services.webShop();
                var client = HttpClient.newHttpClient()) {
            assertEquals("Product 0: 1.99", shop.product(0));
            var none =
                    client.send(
                            HttpRequest.newBuilder(shop.uri("/products/x%2e")).build(),
                            BodyHandlers.ofString());
            assertEquals(404, none.statusCode());
            var csv = shop.export();
            assertEquals(300_001, csv.lines().count());
            assertEquals(csv, shop.export());
            assertEquals(4, shop.requests());
        }
    }

    @Test
    void oneThreadServesNobodyElseWhileItExports() throws InterruptedException {
        try (var shop = Services.webShop()) {
            var visits = shop.visits();
            assertEquals(0, visits.failed());
            // Who came first in the export waited for nearly all of it.
            long slowest = visits.nanos(Phase.DURING, 1);
            assertTrue(
                    slowest > visits.exportNanos() / 2,
                    () -> slowest + " of " + visits.exportNanos() + "\n" + visits);
            assertTrue(
                    visits.nanos(Phase.DURING, 0.5) > 3 * visits.nanos(Phase.BEFORE, 0.5),
                    visits::toText);
            assertTrue(visits.toText().contains("during"), visits.toText());
        }
    }

    @Test
    void withAPoolForExportsTheOthersAreServedMeanwhile() throws InterruptedException {
        try (var pool = Executors.newFixedThreadPool(1);
                var shop = Services.webShop(pool)) {
            var visits = shop.visits();
            assertEquals(0, visits.failed());
            assertTrue(visits.nanos(Phase.DURING, 0.5) < visits.exportNanos() / 4, visits::toText);
            assertTrue(visits.all().stream().anyMatch(visit -> visit.phase() == Phase.AFTER));
        }
    }

    @Test
    void aPoolThatIsClosedIsToldToTheClient() throws IOException {
        var pool = Executors.newFixedThreadPool(1);
        pool.shutdown();
        try (var shop = Services.webShop(pool)) {
            assertThrows(IOException.class, shop::export);
            assertEquals("Product 1: 33.18", shop.product(1));
        }
    }

    @Test
    void afterItIsClosedNobodyAnswers() throws IOException {
        var shop = Services.webShop();
        shop.product(3);
        shop.close();
        assertThrows(IOException.class, () -> shop.product(3));
    }
}
