package io.github.spencerpark.jupyter.kernel.display;

import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;

import java.util.Collections;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** What a value is shown with: which forms are wanted, parameters, and where they go. */
public class RenderContext {
    private final RenderRequestTypes requested;
    private final Renderer renderer;
    private final Map<String, Object> params;
    private final DisplayData out;

    public RenderContext(
            RenderRequestTypes requestedTypes,
            Renderer renderer,
            Map<String, Object> params,
            DisplayData out) {
        this.requested = requestedTypes;
        this.renderer = renderer;
        this.params = params;
        this.out = out;
    }

    public Renderer getRenderer() {
        return renderer;
    }

    public DisplayData getOutputContainer() {
        return out;
    }

    public Map<String, Object> getParams() {
        return Collections.unmodifiableMap(params);
    }

    public Object getParameter(String key) {
        return params.get(key);
    }

    public Object getParameter(String key, Object defaultValue) {
        return params.getOrDefault(key, defaultValue);
    }

    public String getParameterAsString(String key) {
        return getParameterAsString(key, null);
    }

    public String getParameterAsString(String key, String defaultValue) {
        var value = params.get(key);
        return value == null ? defaultValue : String.valueOf(value);
    }

    public Integer getParameterAsInt(String key) {
        return getParameterAsInt(key, null);
    }

    public Integer getParameterAsInt(String key, Integer defaultValue) {
        var value = params.get(key);
        return switch (value) {
            case null -> defaultValue;
            case Number number -> Integer.valueOf(number.intValue());
            default -> Integer.valueOf(value.toString());
        };
    }

    public Double getParameterAsDouble(String key) {
        return getParameterAsDouble(key, null);
    }

    public Double getParameterAsDouble(String key, Double defaultValue) {
        var value = params.get(key);
        return switch (value) {
            case null -> defaultValue;
            case Number number -> Double.valueOf(number.doubleValue());
            default -> Double.valueOf(value.toString());
        };
    }

    public Boolean getParameterAsBoolean(String key) {
        return getParameterAsBoolean(key, null);
    }

    public Boolean getParameterAsBoolean(String key, Boolean defaultValue) {
        var value = params.get(key);
        return switch (value) {
            case null -> defaultValue;
            case Boolean flag -> flag;
            default -> Boolean.valueOf(value.toString());
        };
    }

    /** Whether a form is wanted. */
    public boolean wantsDataRenderedAs(MIMEType type) {
        return requested.resolveSupportedType(type) != null;
    }

    /** As which wanted type a supported one is to be given, or null. */
    public MIMEType resolveRequestedType(MIMEType supported) {
        return requested.resolveSupportedType(supported);
    }

    /** Gives a form if it is wanted; says whether. */
    public boolean renderIfRequested(
            MIMEType supportedType, BiConsumer<MIMEType, DisplayData> renderFunction) {
        var type = resolveRequestedType(supportedType);
        if (type != null) {
            renderFunction.accept(type, out);
        }
        return type != null;
    }

    /** Gives a form if it is wanted; says whether. */
    public boolean renderIfRequested(
            MIMEType supportedType, Function<MIMEType, Object> renderFunction) {
        return renderIfRequested(
                supportedType, (type, to) -> to.putData(type, renderFunction.apply(type)));
    }

    /** Gives a form if it is wanted; says whether. */
    public boolean renderIfRequested(MIMEType supportedType, Supplier<Object> render) {
        return renderIfRequested(supportedType, (type, to) -> to.putData(type, render.get()));
    }
}
