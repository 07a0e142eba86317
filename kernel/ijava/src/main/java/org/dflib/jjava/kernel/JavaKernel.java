package org.dflib.jjava.kernel;

import io.juggler.api.Display;

import org.dflib.jjava.jupyter.kernel.BaseKernel;

import java.util.List;

/** JJava's kernel, as far as extensions and code in cells call it. */
public class JavaKernel extends BaseKernel {
    JavaKernel() {}

    /** Cells see these jars and folders from now on; paths may have wildcards. */
    public void addToClasspath(String path) {
        try {
            Display.frontEnd().magic("classpath", List.of(path), null);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
