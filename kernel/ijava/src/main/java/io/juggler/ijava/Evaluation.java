package io.juggler.ijava;

import io.juggler.api.Magics;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Runs code in the notebook's scope for code in a cell. The kernel compiles it into a cell of its
 * own, which leaves its value here.
 */
public final class Evaluation {
    private static final AtomicLong IDS = new AtomicLong();
    private static final Map<Long, Object> VALUES = new ConcurrentHashMap<>();
    private static final Object NULL = new Object();

    private Evaluation() {}

    /** The value of some code; null where it has none. */
    public static Object of(String code) throws Exception {
        long id = IDS.incrementAndGet();
        try {
            Magics.line("eval", String.valueOf(id), code);
            var value = VALUES.get(id);
            if (value instanceof Thrown(var thrown)) {
                throw thrown instanceof Exception exception
                        ? exception
                        : new ExecutionException(thrown);
            }
            return value == NULL ? null : value;
        } finally {
            VALUES.remove(id);
        }
    }

    private record Thrown(Throwable thrown) {}

    /** What the kernel has the code call, with an expression. */
    public static void take(long id, Callable<?> code) {
        try {
            var value = code.call();
            VALUES.put(id, value == null ? NULL : value);
        } catch (Throwable e) {
            VALUES.put(id, new Thrown(e));
        }
    }
}
