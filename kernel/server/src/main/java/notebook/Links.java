package notebook;

import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.lang.reflect.Modifier;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Where calls of cells' methods meet the methods' latest definitions. Runs in the worker, where the engine loads it with the
 * first cell, so it may use nothing but the JDK.
 *
 * <p>All call sites of one method share one {@link MutableCallSite}: setting its target reaches every caller at once, and the
 * JIT compiles a call through it as a direct one. A method is its name and descriptor; one with another descriptor is another
 * method, for which the engine compiles the callers anew.
 */
public final class Links {
    private static final MethodHandles.Lookup LOOKUP = MethodHandles.publicLookup();
    private static final ConcurrentMap<String, MutableCallSite> SITES = new ConcurrentHashMap<>();
    private static final MethodHandle MISSING;

    static {
        try {
            MISSING = MethodHandles.lookup()
                    .findStatic(Links.class, "missing", MethodType.methodType(Object.class, String.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private Links() {}

    /** The bootstrap method of calls across cells. */
    public static CallSite call(MethodHandles.Lookup caller, String name, MethodType type) {
        return site(name, type);
    }

    /** Makes a class's public static methods the latest ones of their names and types. */
    public static void bind(Class<?> definition) throws IllegalAccessException {
        var bound = new java.util.ArrayList<MutableCallSite>();
        for (var method : definition.getDeclaredMethods()) {
            int modifiers = method.getModifiers();
            if (Modifier.isPublic(modifiers) && Modifier.isStatic(modifiers) && !method.isSynthetic()
                    && !method.getName().startsWith("$")) {
                var handle = LOOKUP.unreflect(method).asFixedArity();
                var site = site(method.getName(), handle.type());
                site.setTarget(handle);
                bound.add(site);
            }
        }
        MutableCallSite.syncAll(bound.toArray(MutableCallSite[]::new));
    }

    /** Drops a method that nothing new will call: those that still call it go on doing so. */
    public static void drop(String nameAndDescriptor) {
        SITES.remove(nameAndDescriptor);
    }

    private static MutableCallSite site(String name, MethodType type) {
        return SITES.computeIfAbsent(name + type.toMethodDescriptorString(), _ -> {
            var missing = MethodHandles.dropArguments(MISSING.bindTo(name), 0, type.parameterList());
            return new MutableCallSite(missing.asType(type));
        });
    }

    @SuppressWarnings("UnusedMethod") // by its name, above
    private static Object missing(String name) {
        throw new IllegalStateException("the method " + name + " is not defined");
    }
}
