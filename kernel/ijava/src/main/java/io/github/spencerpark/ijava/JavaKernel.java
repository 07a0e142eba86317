package io.github.spencerpark.ijava;

import io.github.spencerpark.ijava.magics.MavenResolver;
import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.magic.registry.Magics;
import io.juggler.api.Display;
import io.juggler.ijava.Evaluation;

import java.util.List;

/** IJava's kernel, as far as code in cells calls it. */
public class JavaKernel extends BaseKernel {
    private final Magics magics = new Magics();
    private final MavenResolver maven = new MavenResolver(this::addToClasspath);

    JavaKernel() {}

    /** Cells see these jars and folders from now on; paths may have wildcards. */
    public void addToClasspath(String path) {
        try {
            Display.frontEnd().magic("classpath", List.of(path), null);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    public MavenResolver getMavenResolver() {
        return maven;
    }

    public Magics getMagics() {
        return magics;
    }

    /** Runs code in the notebook's scope and gives its value. */
    public Object evalRaw(String expr) throws Exception {
        return Evaluation.of(expr);
    }

    @Override
    public DisplayData eval(String expr) throws Exception {
        var value = evalRaw(expr);
        if (value == null) {
            return null;
        }
        return value instanceof DisplayData data ? data : getRenderer().render(value);
    }
}
