package io.juggler.worker;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.lang.ref.Reference;
import java.util.List;
import java.util.stream.Stream;

/**
 * The threads of this JVM, virtual ones included, and the cell that each inherited. Nothing public
 * tells either, so this reads the JDK's own records; that is what the worker's {@code --add-opens
 * java.base/java.lang} is for. Any thread calls.
 */
final class LiveThreads {
    private final MethodHandle platformThreads;
    private final MethodHandle rootContainer;
    private final MethodHandle threadsOfContainer;
    private final MethodHandle childrenOfContainer;
    private final VarHandle inheritableLocals;
    private final VarHandle tableOfLocals;
    private final VarHandle valueOfEntry;
    private final InheritableThreadLocal<CellTag> key;

    /**
     * @param key under which the threads' tags are
     * @throws IllegalStateException where java.lang is not opened
     */
    LiveThreads(InheritableThreadLocal<CellTag> key) {
        this.key = key;
        try {
            var lookup = MethodHandles.privateLookupIn(Thread.class, MethodHandles.lookup());
            var locals = lookup.findClass("java.lang.ThreadLocal$ThreadLocalMap");
            var entry = lookup.findClass("java.lang.ThreadLocal$ThreadLocalMap$Entry");
            inheritableLocals =
                    lookup.findVarHandle(Thread.class, "inheritableThreadLocals", locals);
            tableOfLocals =
                    MethodHandles.privateLookupIn(locals, MethodHandles.lookup())
                            .findVarHandle(locals, "table", entry.arrayType());
            valueOfEntry =
                    MethodHandles.privateLookupIn(entry, MethodHandles.lookup())
                            .findVarHandle(entry, "value", Object.class);
            platformThreads =
                    lookup.findStatic(
                            Thread.class, "getAllThreads", MethodType.methodType(Thread[].class));

            var containers = Class.forName("jdk.internal.vm.ThreadContainers");
            var container = Class.forName("jdk.internal.vm.ThreadContainer");
            JavaBase.open(container);
            var ours = MethodHandles.lookup();
            rootContainer =
                    ours.findStatic(containers, "root", MethodType.methodType(container))
                            .asType(MethodType.methodType(Object.class));
            threadsOfContainer = streamOf(ours, container, "threads");
            childrenOfContainer = streamOf(ours, container, "children");
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "the worker needs JDK 25 and --add-opens java.base/java.lang=ALL-UNNAMED", e);
        }
    }

    /** Every live platform thread. */
    List<Thread> platform() {
        try {
            return List.of((Thread[]) platformThreads.invokeExact());
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Every live virtual thread, as far as the JDK keeps track of them. */
    List<Thread> virtual() {
        try {
            return under((Object) rootContainer.invokeExact()).filter(Thread::isVirtual).toList();
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** The cell whose thread started this one, or started the one that did; null where none. */
    CellTag inherited(Thread thread) {
        var locals = inheritableLocals.get(thread);
        if (locals == null) {
            return null;
        }
        // The map is another thread's. It is only read here: its own get would tidy it up as well.
        var table = (Object[]) tableOfLocals.get(locals);
        for (var entry : table) {
            if (entry instanceof Reference<?> reference && refersToKey(reference)) {
                return (CellTag) valueOfEntry.get(entry);
            }
        }
        return null;
    }

    @SuppressWarnings("unchecked")
    private boolean refersToKey(Reference<?> reference) {
        return ((Reference<Object>) reference).refersTo(key);
    }

    private Stream<Thread> under(Object container) {
        try {
            var threads = (Stream<?>) threadsOfContainer.invokeExact(container);
            var children = ((Stream<?>) childrenOfContainer.invokeExact(container)).toList();
            return Stream.concat(
                    threads.map(Thread.class::cast), children.stream().flatMap(this::under));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    private static MethodHandle streamOf(
            MethodHandles.Lookup lookup, Class<?> container, String name)
            throws ReflectiveOperationException {
        return lookup.findVirtual(container, name, MethodType.methodType(Stream.class))
                .asType(MethodType.methodType(Stream.class, Object.class));
    }

    private static RuntimeException unexpected(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        return new IllegalStateException(thrown);
    }
}
