package io.juggler.lab.kernel;

import io.juggler.lab.Drawing;

import java.lang.reflect.Proxy;
import java.util.List;

/**
 * Has kernels of IJava's family, and Rapaio's, show drawings as HTML: they know no service to look
 * up, but take a renderer at run time. All by reflection, because none of them is here to compile
 * against; where anything is other than expected, a drawing is its text, as every value is.
 */
public final class OtherKernels {
    private static final List<Family> FAMILIES =
            List.of(
                    new Family(
                            "org.dflib.jjava.kernel.JavaNotebookStatics",
                            "org.dflib.jjava.jupyter.kernel.display"),
                    new Family(
                            "io.github.spencerpark.ijava.IJava",
                            "io.github.spencerpark.jupyter.kernel.display"));

    /**
     * A kernel and its base kernel.
     *
     * @param statics the class whose {@code getKernelInstance()} gives the kernel
     * @param display the package of its renderers
     */
    private record Family(String statics, String display) {}

    private static final String RAPAIO = "org.rapaio.jupyter.kernel.display.";

    private OtherKernels() {}

    /** Done once a JVM; later calls return at once. */
    public static void introduce() {
        Once.touch();
    }

    private static final class Once {
        static {
            if (!isJuggler()) {
                FAMILIES.forEach(OtherKernels::register);
                registerInRapaio();
            }
        }

        static void touch() {}
    }

    /** Juggler finds {@link DrawingRenderer} by itself, and keeps IJava's classes as well. */
    private static boolean isJuggler() {
        return find("io.juggler.worker.WorkerMain") != null;
    }

    private static Class<?> find(String name) {
        try {
            return Class.forName(name, false, Thread.currentThread().getContextClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            return null;
        }
    }

    private static void register(Family family) {
        var statics = find(family.statics);
        var function = find(family.display + ".RenderFunction");
        if (statics == null || function == null) {
            return;
        }
        try {
            var kernel = kernel(statics);
            if (kernel == null) {
                return;
            }
            var renderer = kernel.getClass().getMethod("getRenderer").invoke(kernel);
            var registration =
                    renderer.getClass()
                            .getMethod("createRegistration", Class.class)
                            .invoke(renderer, Drawing.class);
            var type = registration.getClass();
            type.getMethod("preferring", String[].class)
                    .invoke(registration, (Object) new String[] {"text/html"});
            type.getMethod("supporting", String[].class)
                    .invoke(registration, (Object) new String[] {"text/plain"});
            type.getMethod("register", function).invoke(registration, proxy(function));
        } catch (ReflectiveOperationException | RuntimeException e) {
            // Another version of that kernel: text it is.
        }
    }

    private static Object kernel(Class<?> statics) throws ReflectiveOperationException {
        try {
            return statics.getMethod("kernel").invoke(null);
        } catch (NoSuchMethodException older) {
            return statics.getMethod("getKernelInstance").invoke(null);
        }
    }

    /** Rapaio's kernel has a list of renderers, and no way to add one while it runs. */
    private static void registerInRapaio() {
        var system = find(RAPAIO + "DisplaySystem");
        var renderer = find(RAPAIO + "DisplayRenderer");
        var data = find(RAPAIO + "DisplayData");
        if (system == null || renderer == null || data == null) {
            return;
        }
        try {
            var field = system.getDeclaredField("systemDisplayRenderers");
            field.setAccessible(true);
            @SuppressWarnings("unchecked") // a list of renderers, and this is one
            var renderers = (List<Object>) field.get(system.getMethod("inst").invoke(null));
            renderers.addFirst(rapaioProxy(renderer, data));
        } catch (ReflectiveOperationException | RuntimeException e) {
            // Another version of that kernel: text it is.
        }
    }

    /** A DisplayRenderer: rendererClass(), canRender(mimeType), render(mimeType, data). */
    private static Object rapaioProxy(Class<?> renderer, Class<?> data) {
        return Proxy.newProxyInstance(
                renderer.getClassLoader(),
                new Class<?>[] {renderer},
                (self, method, arguments) ->
                        switch (method.getName()) {
                            case "rendererClass" -> Drawing.class;
                            case "canRender" -> true;
                            case "render" -> {
                                var drawing = (Drawing) arguments[1];
                                var shown =
                                        data.getMethod("fromHtml", String.class)
                                                .invoke(null, drawing.toHtml());
                                data.getMethod("putText", String.class)
                                        .invoke(shown, drawing.toText());
                                yield shown;
                            }
                            default -> ofObject(self, method.getName(), arguments);
                        });
    }

    private static Object ofObject(Object self, String method, Object[] arguments) {
        return switch (method) {
            case "hashCode" -> System.identityHashCode(self);
            case "equals" -> System.identityHashCode(self) == System.identityHashCode(arguments[0]);
            default -> "a renderer of io.juggler.lab";
        };
    }

    /** A RenderFunction: render(data, context). */
    private static Object proxy(Class<?> function) {
        return Proxy.newProxyInstance(
                function.getClassLoader(),
                new Class<?>[] {function},
                (self, method, arguments) ->
                        switch (method.getName()) {
                            case "render" -> {
                                show((Drawing) arguments[0], arguments[1]);
                                yield null;
                            }
                            default -> ofObject(self, method.getName(), arguments);
                        });
    }

    private static void show(Drawing drawing, Object context) throws ReflectiveOperationException {
        var shown = context.getClass().getMethod("getOutputContainer").invoke(context);
        shown.getClass().getMethod("putText", String.class).invoke(shown, drawing.toText());
        shown.getClass().getMethod("putHTML", String.class).invoke(shown, drawing.toHtml());
    }
}
