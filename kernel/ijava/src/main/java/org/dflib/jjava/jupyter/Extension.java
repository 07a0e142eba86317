package org.dflib.jjava.jupyter;

import org.dflib.jjava.jupyter.kernel.BaseKernel;

/**
 * What a library made for JJava does when its jar comes onto the class path; it names its
 * implementation in {@code META-INF/services}.
 */
public interface Extension {
    /** Sets the library up, once in a kernel. */
    void install(BaseKernel kernel);

    /** Undoes it. The process of the cells ends as a whole, and nobody calls this. */
    default void uninstall(BaseKernel kernel) {}
}
