package io.juggler.worker;

import java.lang.reflect.Method;
import java.util.Map;

/**
 * The environment variables of this process, for {@code %env}: what is set is seen by {@link
 * System#getenv} and by processes whose {@link ProcessBuilder#environment} was looked at; others
 * inherit the variables that this process was started with. Java has no call for it, but the worker
 * may look into {@code java.lang}.
 */
@SuppressWarnings("OrphanedFormatString") // a percent sign begins a magic
public final class Environment {
    private Environment() {}

    /**
     * Sets a variable.
     *
     * @throws IllegalStateException where this JDK does not let us
     */
    public static void set(String name, String value) {
        try {
            var type = Class.forName("java.lang.ProcessEnvironment");
            var field = type.getDeclaredField("theEnvironment");
            field.setAccessible(true);
            @SuppressWarnings("unchecked")
            var map = (Map<Object, Object>) field.get(null);
            map.put(
                    made("java.lang.ProcessEnvironment$Variable", name),
                    made("java.lang.ProcessEnvironment$Value", value));
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new IllegalStateException(
                    "this JDK does not let %env change the variables of a running process; programs"
                            + " that magics start see the change",
                    e);
        }
    }

    private static Object made(String type, String text) throws ReflectiveOperationException {
        Method valueOf = Class.forName(type).getDeclaredMethod("valueOf", String.class);
        valueOf.setAccessible(true);
        return valueOf.invoke(null, text);
    }
}
