package org.dflib.jjava.jupyter.kernel.magic;

/** What makes code of a text with magics. */
public class MagicsResolver {
    public MagicsResolver() {}

    /**
     * Code that does what the text does when it is run by {@link
     * org.dflib.jjava.jupyter.kernel.BaseKernel#eval}: the text itself, as magics are found in all
     * that is run.
     */
    public String resolve(String text) {
        return text;
    }
}
