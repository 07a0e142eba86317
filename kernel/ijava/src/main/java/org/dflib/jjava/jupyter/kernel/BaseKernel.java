package org.dflib.jjava.jupyter.kernel;

import io.juggler.ijava.Evaluation;

import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry;
import org.dflib.jjava.jupyter.kernel.magic.MagicsResolver;
import org.dflib.jjava.kernel.JavaNotebookStatics;

/** The kernel, as far as extensions and code in cells call it. */
public abstract class BaseKernel {
    private final Renderer renderer = new Renderer();
    private final MagicsRegistry magics = new MagicsRegistry();
    private final MagicsResolver resolver = new MagicsResolver();
    private final JupyterIO io = new JupyterIO();

    protected BaseKernel() {}

    /** The one that runs; null where none does. */
    public static BaseKernel notebookKernel() {
        return JavaNotebookStatics.getKernelInstance();
    }

    public String getName() {
        return "Juggler";
    }

    public String getVersion() {
        return Runtime.version().toString();
    }

    public String getBanner() {
        return getName() + ", Java " + getVersion();
    }

    public Renderer getRenderer() {
        return renderer;
    }

    public MagicsRegistry getMagicsRegistry() {
        return magics;
    }

    public MagicsResolver getMagicsResolver() {
        return resolver;
    }

    public JupyterIO getIO() {
        return io;
    }

    /** Shows it under the cell that runs. */
    public void display(DisplayData data) {
        io.display.display(data);
    }

    /**
     * Runs code in the notebook's scope and gives its value; null where it has none.
     *
     * @throws RuntimeException what the code throws, or around it where that is checked
     */
    public Object evalRaw(String source) {
        try {
            return Evaluation.of(source);
        } catch (RuntimeException e) {
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs code as {@link #evalRaw} does and gives its value's forms; null where it has none. */
    public DisplayData eval(String source) {
        return rendered(evalRaw(source));
    }

    private DisplayData rendered(Object value) {
        if (value == null) {
            return null;
        }
        return value instanceof DisplayData data ? data : renderer.render(value);
    }

    /** Runs code when {@link EvalBuilder#eval} is called. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // JJava's own signature
    public <T> EvalBuilder<T> evalBuilder(String source) {
        return (EvalBuilder<T>) new Prepared(source);
    }

    /** Magics in it are always resolved. */
    private final class Prepared implements EvalBuilder<Object> {
        private final String source;

        Prepared(String source) {
            this.source = source;
        }

        @Override
        public EvalBuilder<Object> resolveMagics() {
            return this;
        }

        @Override
        public EvalBuilder<DisplayData> renderResults() {
            return new EvalBuilder<>() {
                @Override
                public EvalBuilder<DisplayData> resolveMagics() {
                    return this;
                }

                @Override
                public EvalBuilder<DisplayData> renderResults() {
                    return this;
                }

                @Override
                public DisplayData eval() {
                    return BaseKernel.this.eval(source);
                }
            };
        }

        @Override
        public Object eval() {
            return evalRaw(source);
        }
    }
}
