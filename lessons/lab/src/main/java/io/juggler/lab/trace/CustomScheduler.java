package io.juggler.lab.trace;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.util.concurrent.Executor;

/**
 * The JDK's way to give virtual threads a scheduler of one's own. It is not public in JDK 25, so it
 * needs {@code --add-opens java.base/java.lang=ALL-UNNAMED}.
 */
final class CustomScheduler {
    private static final Constructor<?> BUILDER = builder();

    private CustomScheduler() {}

    static boolean available() {
        return BUILDER != null;
    }

    /** A builder of virtual threads that run on that scheduler. */
    static Thread.Builder.OfVirtual threadsOn(Executor scheduler) {
        try {
            return (Thread.Builder.OfVirtual) BUILDER.newInstance(scheduler);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "this JDK no longer takes a scheduler for virtual threads", e);
        }
    }

    /**
     * The virtual thread that such a continuation belongs to, or null where this JDK does not show
     * it. The continuation is a lambda that captures its thread and nothing else.
     */
    static Thread threadOf(Runnable continuation) {
        return Captured.IN.get(continuation.getClass()).of(continuation);
    }

    private static Constructor<?> builder() {
        if (!Thread.class.getModule().isOpen("java.lang", CustomScheduler.class.getModule())) {
            return null;
        }
        try {
            var constructor =
                    Class.forName("java.lang.ThreadBuilders$VirtualThreadBuilder")
                            .getDeclaredConstructor(Executor.class);
            constructor.setAccessible(true);
            return constructor;
        } catch (ReflectiveOperationException | InaccessibleObjectException e) {
            return null;
        }
    }

    /** The captured field of one continuation class. */
    private record Captured(Field field) {
        static final ClassValue<Captured> IN =
                new ClassValue<>() {
                    @Override
                    protected Captured computeValue(Class<?> type) {
                        return find(type);
                    }
                };

        private static Captured find(Class<?> type) {
            for (var field : type.getDeclaredFields()) {
                if (Thread.class.isAssignableFrom(field.getType()) && field.trySetAccessible()) {
                    return new Captured(field);
                }
            }
            return new Captured(null);
        }

        Thread of(Runnable continuation) {
            try {
                return field == null ? null : (Thread) field.get(continuation);
            } catch (IllegalAccessException e) {
                return null;
            }
        }
    }
}
