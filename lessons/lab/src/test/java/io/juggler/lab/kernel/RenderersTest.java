package io.juggler.lab.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.juggler.api.Renderer;
import io.juggler.lab.Drawing;
import io.juggler.lab.Lab;

import org.junit.jupiter.api.Test;

import java.util.ServiceLoader;

class RenderersTest {

    @Test
    void aKernelFindsThem() throws Exception {
        var task = Lab.task("one", i -> i);
        assertShown(Lab.sequentially(task, 2));
        assertShown(Lab.compare(task, 2));
    }

    private static void assertShown(Drawing value) throws Exception {
        for (Renderer<?> renderer : ServiceLoader.load(Renderer.class)) {
            if (renderer instanceof DrawingRenderer drawings) {
                var bundle = drawings.render(value);
                assertEquals(value.toString(), bundle.plainText());
                assertTrue(bundle.data().get("text/html").toString().contains("<table>"));
                return;
            }
        }
        throw new AssertionError("no renderer");
    }
}
