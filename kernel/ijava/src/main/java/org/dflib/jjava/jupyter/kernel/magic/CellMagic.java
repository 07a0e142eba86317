package org.dflib.jjava.jupyter.kernel.magic;

import org.dflib.jjava.jupyter.kernel.BaseKernel;

import java.util.List;

/** What a cell magic does. */
public interface CellMagic<T, K extends BaseKernel> {
    /** Runs it. */
    T eval(K kernel, List<String> args, String body) throws Exception;
}
