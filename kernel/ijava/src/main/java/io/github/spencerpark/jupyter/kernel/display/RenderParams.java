package io.github.spencerpark.jupyter.kernel.display;

import java.util.LinkedHashMap;

/** Parameters for a renderer, by name. */
public class RenderParams extends LinkedHashMap<String, Object> {
    private static final long serialVersionUID = 1L;

    /** One of them. */
    public static class Param<T> {
        public final String key;
        public final T value;

        public Param(String key, T value) {
            this.key = key;
            this.value = value;
        }
    }

    /** One parameter. */
    public static <T> Param<T> param(String key, T value) {
        return new Param<>(key, value);
    }

    /** These parameters. */
    public static RenderParams paramsOf(Param<?>... params) {
        var all = new RenderParams();
        for (var each : params) {
            all.put(each.key, each.value);
        }
        return all;
    }

    /** One parameter alone. */
    public static RenderParams paramsOf(String key, Object value) {
        return new RenderParams().with(key, value);
    }

    /** With one more. */
    public RenderParams with(String key, Object value) {
        put(key, value);
        return this;
    }

    /** With one more. */
    public RenderParams with(Param<?> param) {
        return with(param.key, param.value);
    }

    /** With one more. */
    public RenderParams and(String key, Object value) {
        return with(key, value);
    }

    /** With one more. */
    public RenderParams and(Param<?> param) {
        return with(param);
    }
}
