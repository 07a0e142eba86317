package io.juggler.lab.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.juggler.api.Renderer;
import io.juggler.lab.Comparison;
import io.juggler.lab.Lab;
import io.juggler.lab.Run;

import org.junit.jupiter.api.Test;

import java.util.ServiceLoader;

class RenderersTest {

    @Test
    void aKernelFindsThem() throws Exception {
        var task = Lab.task("one", i -> i);
        assertShown(Run.class, Lab.sequentially(task, 2));
        assertShown(Comparison.class, Lab.compare(task, 2));
    }

    @SuppressWarnings("unchecked") // type() is what says so
    private static <T> void assertShown(Class<T> type, T value) throws Exception {
        for (Renderer<?> renderer : ServiceLoader.load(Renderer.class)) {
            if (renderer.type() == type) {
                var bundle = ((Renderer<T>) renderer).render(value);
                assertEquals(value.toString(), bundle.plainText());
                assertTrue(bundle.data().get("text/html").toString().contains("<table>"));
                return;
            }
        }
        throw new AssertionError("no renderer for " + type);
    }
}
