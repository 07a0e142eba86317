package org.dflib.jjava.jupyter.kernel.magic;

import org.dflib.jjava.jupyter.kernel.BaseKernel;

import java.util.List;

/** What a line magic does. */
public interface LineMagic<T, K extends BaseKernel> {
    /** Runs it. */
    T eval(K kernel, List<String> args) throws Exception;
}
