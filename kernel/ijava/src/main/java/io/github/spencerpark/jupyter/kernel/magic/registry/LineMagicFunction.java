package io.github.spencerpark.jupyter.kernel.magic.registry;

import java.util.List;

/** What a line magic does. */
@FunctionalInterface
public interface LineMagicFunction<T> {
    /** Runs it. */
    T execute(List<String> args) throws Exception;
}
