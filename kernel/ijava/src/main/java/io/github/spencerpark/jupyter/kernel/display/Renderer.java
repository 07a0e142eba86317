package io.github.spencerpark.jupyter.kernel.display;

import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import io.juggler.api.Display;
import io.juggler.api.MimeBundle;
import io.juggler.ijava.Bundles;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Shows values with the functions that were registered, and what nobody registered one for as
 * Juggler does. What is registered here holds for the values of cells as well.
 */
public class Renderer {
    private final List<Registration<?>> registrations = new CopyOnWriteArrayList<>();

    public Renderer() {}

    private record Registration<T>(
            Class<? extends T> type,
            Set<MIMEType> supported,
            Set<MIMEType> preferred,
            RenderFunction<T> function) {

        @SuppressWarnings("unchecked") // asked only for values of its type
        void render(Object value, RenderContext context) {
            function.render((T) value, context);
        }
    }

    /** What a render function is registered for. */
    public class RenderRegistration<T> {
        private final Set<MIMEType> supported = new LinkedHashSet<>();
        private final Set<MIMEType> preferred = new LinkedHashSet<>();
        private final Set<Class<? extends T>> types = new LinkedHashSet<>();

        public RenderRegistration(Class<? extends T> type) {
            types.add(type);
        }

        /** The forms that it can give. */
        public RenderRegistration<T> supporting(MIMEType... types) {
            Collections.addAll(supported, types);
            return this;
        }

        /** The forms that it gives where nobody asks for others. */
        public RenderRegistration<T> preferring(MIMEType... types) {
            supporting(types);
            Collections.addAll(preferred, types);
            return this;
        }

        /** The forms that it can give. */
        public RenderRegistration<T> supporting(String... types) {
            for (var type : types) {
                supported.add(MIMEType.parse(type));
            }
            return this;
        }

        /** The forms that it gives where nobody asks for others. */
        public RenderRegistration<T> preferring(String... types) {
            supporting(types);
            for (var type : types) {
                preferred.add(MIMEType.parse(type));
            }
            return this;
        }

        /** For that type too. */
        public RenderRegistration<T> onType(Class<? extends T> type) {
            types.add(type);
            return this;
        }

        /** Registers it. */
        public void register(RenderFunction<T> function) {
            var all = supported.isEmpty() ? DisplayDataRenderable.ANY : supported;
            Renderer.this.register(all, preferred.isEmpty() ? all : preferred, types, function);
        }
    }

    /** Begins a registration. */
    public <T> RenderRegistration<T> createRegistration(Class<T> type) {
        return new RenderRegistration<>(type);
    }

    /** Registers a function for types. */
    public <T> void register(
            Set<MIMEType> supported,
            Set<MIMEType> preferred,
            Set<Class<? extends T>> types,
            RenderFunction<T> function) {
        for (var type : types) {
            registrations.addFirst(
                    new Registration<T>(
                            type, Set.copyOf(supported), Set.copyOf(preferred), function));
            if (Display.isAvailable()) {
                Display.register(new Adapter(type));
            }
        }
    }

    /** Makes what is registered here known to Juggler. */
    private final class Adapter implements io.juggler.api.Renderer<Object> {
        private final Class<?> type;

        Adapter(Class<?> type) {
            this.type = type;
        }

        @Override
        @SuppressWarnings("unchecked") // only values of the type are rendered
        public Class<Object> type() {
            return (Class<Object>) type;
        }

        @Override
        public MimeBundle render(Object value) {
            return Bundles.toBundle(Renderer.this.render(value));
        }
    }

    /** The forms of a value that are preferred, text/plain always among them. */
    public DisplayData render(Object value) {
        return render(value, new LinkedHashMap<>());
    }

    /** The forms of a value that are preferred, text/plain always among them. */
    public DisplayData render(Object value, Map<String, Object> params) {
        var out = new DisplayData();
        if (value instanceof DisplayDataRenderable renderable) {
            renderable.render(context(renderable.getPreferredRenderTypes(), params, out));
            return finished(out, value);
        }
        for (var each : nearest(value)) {
            each.render(value, context(each.preferred(), params, out));
        }
        if (!out.data().isEmpty()) {
            return finished(out, value);
        }
        return Display.isAvailable()
                ? Bundles.toDisplayData(Display.render(value))
                : finished(out, value);
    }

    /** A value in the forms asked for, as far as it has them, and as text/plain. */
    public DisplayData renderAs(Object value, String... types) {
        return renderAs(value, new LinkedHashMap<>(), types);
    }

    /** A value in the forms asked for, as far as it has them, and as text/plain. */
    public DisplayData renderAs(Object value, Map<String, Object> params, String... types) {
        var asked = new RenderRequestTypes.Builder(suffix -> null).withType(MIMEType.TEXT_PLAIN);
        for (var type : types) {
            asked.withType(type);
        }
        var requests = asked.build();
        var out = new DisplayData();
        var context = new RenderContext(requests, this, params, out);
        if (value instanceof DisplayDataRenderable renderable
                && requests.anyRequestedIsSupported(renderable.getSupportedRenderTypes())) {
            renderable.render(context);
        }
        for (var each : nearest(value)) {
            if (requests.anyRequestedIsSupported(each.supported())) {
                each.render(value, context);
            }
        }
        if (Display.isAvailable()) {
            Bundles.as(value, types)
                    .data()
                    .forEach(
                            (type, content) -> {
                                if (!out.data().containsKey(type)) {
                                    out.putData(type, content);
                                }
                            });
        }
        return finished(out, value);
    }

    private RenderContext context(
            Set<MIMEType> types, Map<String, Object> params, DisplayData out) {
        var asked = new RenderRequestTypes.Builder(suffix -> null).withType(MIMEType.TEXT_PLAIN);
        types.forEach(asked::withType);
        return new RenderContext(asked.build(), this, params, out);
    }

    /** Those for the type that is nearest to the value's. */
    private List<Registration<?>> nearest(Object value) {
        Class<?> best = null;
        for (var each : registrations) {
            if (each.type().isInstance(value)
                    && (best == null
                            || (each.type() != best && best.isAssignableFrom(each.type())))) {
                best = each.type();
            }
        }
        var type = best;
        return registrations.stream().filter(each -> each.type() == type).toList();
    }

    private static DisplayData finished(DisplayData data, Object value) {
        if (!data.hasDataForType(MIMEType.TEXT_PLAIN)) {
            data.putText(String.valueOf(value));
        }
        return data;
    }
}
