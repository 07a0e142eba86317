package notebook;

import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.SoftReference;
import java.lang.ref.WeakReference;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where calls of cells' methods meet the methods' latest definitions. Runs in the worker, where the
 * engine loads it with the first cell, so it may use nothing but the JDK.
 *
 * <p>All call sites of one method share one {@link MutableCallSite}: setting its target reaches
 * every caller at once, and the JIT compiles a call through it as a direct one. A method is its
 * name and descriptor; one with another descriptor is another method, for which the engine compiles
 * the callers anew.
 */
public final class Links {
    private static final MethodHandles.Lookup LOOKUP = MethodHandles.publicLookup();
    private static final Map<String, Site> SITES = new HashMap<>();
    private static final ReferenceQueue<MutableCallSite> DEAD = new ReferenceQueue<>();

    /** The sites of the methods that a class defines, for as long as it is loaded. */
    private static final ClassValue<List<MutableCallSite>> DEFINED =
            new ClassValue<>() {
                @Override
                protected List<MutableCallSite> computeValue(Class<?> definition) {
                    return new ArrayList<>();
                }
            };

    private static final MethodHandle MISSING;

    /** What part of a cell returns that came to its end. */
    public static final Object GO_ON = new Object();

    /** So many values are kept, and none of them from the collector. */
    public static final int KEPT = 100;

    private static final Map<Integer, SoftReference<Object>> VALUES =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(
                        Map.Entry<Integer, SoftReference<Object>> eldest) {
                    return size() > KEPT;
                }
            };

    static {
        try {
            MISSING =
                    MethodHandles.lookup()
                            .findStatic(
                                    Links.class,
                                    "missing",
                                    MethodType.methodType(Object.class, String.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private Links() {}

    /** Keeps a cell's value for as long as there is memory; returns it. */
    public static synchronized Object keep(int cell, Object value) {
        VALUES.remove(cell);
        if (value != null) {
            VALUES.put(cell, new SoftReference<>(value));
        }
        return value;
    }

    /** The value that a cell showed. */
    public static synchronized Object value(int cell) {
        var kept = VALUES.get(cell);
        var value = kept == null ? null : kept.get();
        if (value == null) {
            throw new IllegalStateException(
                    "the value of cell [" + cell + "] is not there any more: run that cell again");
        }
        return value;
    }

    /** The bootstrap method of calls across cells. */
    public static CallSite call(MethodHandles.Lookup caller, String name, MethodType type) {
        return site(name, type);
    }

    /** Makes a class's public static methods the latest ones of their names and types. */
    public static void bind(Class<?> definition) throws IllegalAccessException {
        var bound = DEFINED.get(definition);
        bound.clear();
        for (var method : definition.getDeclaredMethods()) {
            int modifiers = method.getModifiers();
            if (Modifier.isPublic(modifiers)
                    && Modifier.isStatic(modifiers)
                    && !method.isSynthetic()
                    && !method.getName().startsWith("$")) {
                var handle = LOOKUP.unreflect(method).asFixedArity();
                var site = site(method.getName(), handle.type());
                site.setTarget(handle);
                bound.add(site);
            }
        }
        MutableCallSite.syncAll(bound.toArray(MutableCallSite[]::new));
    }

    private static synchronized MutableCallSite site(String name, MethodType type) {
        for (var dead = DEAD.poll(); dead != null; dead = DEAD.poll()) {
            SITES.remove(((Site) dead).key, dead);
        }
        var key = name + type.toMethodDescriptorString();
        var known = SITES.get(key);
        var site = known == null ? null : known.get();
        if (site == null) {
            var missing =
                    MethodHandles.dropArguments(MISSING.bindTo(name), 0, type.parameterList());
            site = new MutableCallSite(missing.asType(type));
            SITES.put(key, new Site(key, site));
        }
        return site;
    }

    /** Those who call it and those who define it keep a site. */
    private static final class Site extends WeakReference<MutableCallSite> {
        private final String key;

        Site(String key, MutableCallSite site) {
            super(site, DEAD);
            this.key = key;
        }
    }

    @SuppressWarnings("UnusedMethod") // by its name, above
    private static Object missing(String name) {
        throw new IllegalStateException("the method " + name + " is not defined");
    }
}
