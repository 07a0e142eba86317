package io.juggler.worker;

import io.juggler.wire.WorkerSetup;

import java.io.IOException;
import java.lang.classfile.ClassHierarchyResolver;

/**
 * Loads what the first cell needs, beside the server's own start, so that the first cell need not.
 */
final class WarmUp implements Runnable {
    private final Renderers renderers;

    WarmUp(Renderers renderers) {
        this.renderers = renderers;
    }

    @Override
    public void run() {
        renderers.prepare();
        renderers.render(1);
        // Any class file does; this one has loops and calls.
        try (var classFile = WorkerSetup.class.getResourceAsStream("FrameInput.class")) {
            var _ =
                    new Weaver(ClassHierarchyResolver.defaultResolver())
                            .weave(classFile.readAllBytes());
        } catch (IOException e) {
            // Then the first cell takes a moment longer.
        }
    }
}
