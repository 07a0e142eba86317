package io.github.spencerpark.jupyter.kernel;

import java.io.InputStream;
import java.io.PrintStream;

/** The cell's streams: those of {@link System}, and what is shown. */
public class JupyterIO {
    public final DisplayStream display = new DisplayStream();
    public final PrintStream out = System.out;
    public final PrintStream err = System.err;
    public final InputStream in = System.in;

    public JupyterIO() {}

    public boolean isAttached() {
        return display.isAttached();
    }
}
