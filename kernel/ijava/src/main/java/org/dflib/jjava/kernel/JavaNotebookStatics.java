package org.dflib.jjava.kernel;

import io.juggler.api.Display;

/** The entry to JJava's API: in cells by its bare names once an extension for JJava is there. */
public class JavaNotebookStatics {
    private JavaNotebookStatics() {}

    /** The kernel; null where none runs. */
    public static JavaKernel getKernelInstance() {
        return Display.isAvailable() ? Running.KERNEL : null;
    }

    /** The same. */
    public static JavaKernel kernel() {
        return getKernelInstance();
    }

    /** Made when it is first asked for. */
    private static final class Running {
        static final JavaKernel KERNEL = new JavaKernel();
    }
}
