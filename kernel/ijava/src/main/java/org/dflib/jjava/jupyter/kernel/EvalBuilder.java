package org.dflib.jjava.jupyter.kernel;

import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/** Code to run, and how. */
public interface EvalBuilder<T> {
    /** With the magics in it. */
    EvalBuilder<T> resolveMagics();

    /** With the forms of its value as the result. */
    EvalBuilder<DisplayData> renderResults();

    /** Runs it. */
    T eval();
}
