package io.github.spencerpark.jupyter.kernel.magic.registry;

import io.juggler.api.Display;
import io.juggler.api.Magic;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Magics by name; those that are registered here can be called in cells, and the kernel's here. */
public class Magics {
    private final Map<String, LineMagicFunction<?>> line = new ConcurrentHashMap<>();
    private final Map<String, CellMagicFunction<?>> cell = new ConcurrentHashMap<>();

    public Magics() {}

    /**
     * Runs a line magic.
     *
     * @param <T> what the caller takes its value for
     */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public <T> T applyLineMagic(String name, List<String> args) throws Exception {
        var own = line.get(name);
        return (T) (own != null ? own.execute(args) : Display.frontEnd().magic(name, args, null));
    }

    /**
     * Runs a cell magic.
     *
     * @param <T> what the caller takes its value for
     */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public <T> T applyCellMagic(String name, List<String> args, String body) throws Exception {
        var own = cell.get(name);
        return (T)
                (own != null
                        ? own.execute(args, body)
                        : Display.frontEnd().magic(name, args, body));
    }

    /** Makes a line magic known. */
    public void registerLineMagic(String name, LineMagicFunction<?> magic) {
        line.put(name, magic);
        tell(name);
    }

    /** Makes a cell magic known. */
    public void registerCellMagic(String name, CellMagicFunction<?> magic) {
        cell.put(name, magic);
        tell(name);
    }

    /** Makes one known that is both. */
    public <T extends LineMagicFunction<?> & CellMagicFunction<?>> void registerLineCellMagic(
            String name, T magic) {
        registerLineMagic(name, magic);
        registerCellMagic(name, magic);
    }

    /** Makes the methods known that are annotated so. */
    public void registerMagics(Object magics) {
        register(magics.getClass(), magics);
    }

    /** Makes the static methods known that are annotated so. */
    public void registerMagics(Class<?> magicsClass) {
        register(magicsClass, null);
    }

    private void register(Class<?> type, Object instance) {
        for (var method : type.getDeclaredMethods()) {
            var asLine = method.getAnnotation(LineMagic.class);
            var asCell = method.getAnnotation(CellMagic.class);
            if (asLine == null && asCell == null) {
                continue;
            }
            check(method, asLine != null, asCell != null);
            method.setAccessible(true);
            if (asLine != null) {
                LineMagicFunction<Object> magic = args -> call(method, instance, args, null);
                registerLineMagic(nameOf(asLine.value(), method), magic);
                for (var alias : asLine.aliases()) {
                    registerLineMagic(alias, magic);
                }
            }
            if (asCell != null) {
                CellMagicFunction<Object> magic =
                        (args, body) -> call(method, instance, args, body);
                registerCellMagic(nameOf(asCell.value(), method), magic);
                for (var alias : asCell.aliases()) {
                    registerCellMagic(alias, magic);
                }
            }
        }
    }

    private static void check(Method method, boolean isLine, boolean isCell) {
        var types = method.getParameterTypes();
        boolean fits =
                types.length == 0
                        || (types[0].isAssignableFrom(List.class)
                                && types.length == (isCell ? 2 : 1)
                                && (!isCell || types[1].isAssignableFrom(String.class)));
        if (!fits) {
            throw new IllegalArgumentException(
                    method
                            + (isLine && !isCell
                                    ? ": a line magic takes a List<String>"
                                    : ": a cell magic takes a List<String> and a String"));
        }
    }

    private static String nameOf(String written, Method method) {
        return written.isEmpty() ? method.getName() : written;
    }

    private static Object call(Method method, Object instance, List<String> args, String body)
            throws Exception {
        try {
            return switch (method.getParameterCount()) {
                case 0 -> method.invoke(instance);
                case 1 -> method.invoke(instance, args);
                default -> method.invoke(instance, args, body);
            };
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Exception thrown) {
                throw thrown;
            }
            if (e.getCause() instanceof Error thrown) {
                throw thrown;
            }
            throw e;
        }
    }

    private void tell(String name) {
        if (Display.isAvailable()) {
            io.juggler.api.Magics.define(new Registered(name));
        }
    }

    /** One name of this registry, as Juggler sees it. */
    private final class Registered implements Magic {
        private final String name;

        Registered(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Object run(List<String> arguments, String body) throws Exception {
            if (body == null) {
                var magic = line.get(name);
                if (magic == null) {
                    throw new UndefinedMagicException(name, true);
                }
                return magic.execute(arguments);
            }
            var magic = cell.get(name);
            if (magic == null) {
                throw new UndefinedMagicException(name, false);
            }
            return magic.execute(arguments, body);
        }
    }
}
