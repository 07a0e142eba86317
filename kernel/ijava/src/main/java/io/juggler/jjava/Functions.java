package io.juggler.jjava;

import org.dflib.jjava.kernel.JavaKernel;
import org.dflib.jjava.kernel.JavaNotebookStatics;

/** The function that JJava defines for every cell and that IJava does not have. */
public final class Functions {
    private Functions() {}

    /** The kernel as JJava's classes have it; null where none runs. */
    public static JavaKernel kernel() {
        return JavaNotebookStatics.kernel();
    }
}
