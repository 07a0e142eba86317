package io.juggler.worker;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Opens packages of {@code java.base} to the worker, with what only {@code java.lang} may do; the
 * worker's {@code --add-opens java.base/java.lang} lets it.
 */
final class JavaBase {
    private JavaBase() {}

    /**
     * Opens the package of a class to reflection.
     *
     * @throws IllegalAccessException where java.lang is not opened
     */
    static void open(Class<?> type) throws ReflectiveOperationException {
        var open =
                MethodHandles.privateLookupIn(Module.class, MethodHandles.lookup())
                        .findVirtual(
                                Module.class,
                                "implAddOpens",
                                MethodType.methodType(void.class, String.class, Module.class));
        try {
            open.invokeExact(
                    Object.class.getModule(), type.getPackageName(), JavaBase.class.getModule());
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }
}
