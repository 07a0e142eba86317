package io.github.spencerpark.jupyter.kernel.display;

/** Shows values of a type. */
public interface RenderFunction<T> {
    /** Puts those forms of a value into the context's output that are requested. */
    void render(T data, RenderContext context);
}
