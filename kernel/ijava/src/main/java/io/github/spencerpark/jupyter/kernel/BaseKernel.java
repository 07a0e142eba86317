package io.github.spencerpark.jupyter.kernel;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.Renderer;

/** The kernel, as far as code in cells calls it. */
public abstract class BaseKernel {
    private final Renderer renderer = new Renderer();
    private final JupyterIO io = new JupyterIO();

    protected BaseKernel() {}

    public Renderer getRenderer() {
        return renderer;
    }

    /** Shows it under the cell that runs. */
    public void display(DisplayData data) {
        io.display.display(data);
    }

    public JupyterIO getIO() {
        return io;
    }

    public String getBanner() {
        return "Juggler, Java " + Runtime.version();
    }

    /** Runs code in the notebook's scope and gives its value's forms. */
    public abstract DisplayData eval(String expr) throws Exception;
}
