package io.juggler.worker;

import java.io.File;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.nio.charset.Charset;
import java.nio.file.FileSystems;
import java.util.List;

/**
 * The folder from which relative paths are meant: the system's for this process, and what the JDK
 * keeps of it from the start. Cells of magics call it, between others.
 *
 * <p>Java has no such call. The system has one ({@code chdir}), which what opens files follows at
 * once; {@code toAbsolutePath} and {@code getAbsolutePath} follow two fields of the JDK's.
 */
public final class WorkingFolder {
    private static final String DIRECTORY = "defaultDirectory";

    private WorkingFolder() {}

    /**
     * Changes the folder.
     *
     * @param folder an absolute path
     * @throws UnsupportedOperationException where this system or JDK does not allow it; nothing is
     *     changed then
     */
    public static void change(String folder) {
        Field newer;
        Field older;
        Object files;
        MethodHandle chdir;
        var name = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
        try {
            open("java.io", "java.lang.invoke", "sun.nio.fs");
            newer = field(FileSystems.getDefault().getClass(), DIRECTORY);
            files = field(File.class, "FS").get(null);
            older = field(files.getClass(), "userDir");
            chdir = chdir();
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new UnsupportedOperationException("not with this JDK: " + e, e);
        }
        try (var arena = Arena.ofConfined()) {
            if ((int) chdir.invoke(arena.allocateFrom(folder, name)) != 0) {
                throw new UnsupportedOperationException("the system refused it");
            }
            newer.set(FileSystems.getDefault(), folder.getBytes(name));
            older.set(files, folder);
            System.setProperty("user.dir", folder);
        } catch (RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new UnsupportedOperationException(e);
        }
    }

    private static void open(String... packages) throws ReflectiveOperationException {
        // java.lang is open to the worker.
        var open = Module.class.getDeclaredMethod("implAddOpens", String.class, Module.class);
        open.setAccessible(true);
        for (var each : packages) {
            open.invoke(Object.class.getModule(), each, WorkingFolder.class.getModule());
        }
    }

    private static Field field(Class<?> type, String name) throws NoSuchFieldException {
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            for (var field : each.getDeclaredFields()) {
                if (field.getName().equals(name)) {
                    field.setAccessible(true);
                    return field;
                }
            }
        }
        throw new NoSuchFieldException(type.getName() + "." + name);
    }

    /** In the JDK's own name, so that no cell may call native code without a warning. */
    private static MethodHandle chdir() throws ReflectiveOperationException {
        var all = (MethodHandles.Lookup) field(MethodHandles.Lookup.class, "IMPL_LOOKUP").get(null);
        var function =
                Linker.nativeLinker()
                        .defaultLookup()
                        .find("chdir")
                        .orElseThrow(() -> new NoSuchMethodException("chdir"));
        try {
            return (MethodHandle)
                    all.findVirtual(
                                    Linker.class,
                                    "downcallHandle",
                                    MethodType.methodType(
                                            MethodHandle.class,
                                            MemorySegment.class,
                                            FunctionDescriptor.class,
                                            Linker.Option[].class))
                            .invokeWithArguments(
                                    List.of(
                                            Linker.nativeLinker(),
                                            function,
                                            FunctionDescriptor.of(
                                                    ValueLayout.JAVA_INT, ValueLayout.ADDRESS)));
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
