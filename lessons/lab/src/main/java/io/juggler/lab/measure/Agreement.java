package io.juggler.lab.measure;

import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Whether two results are the same: arrays, lists and records by their content, everything else by
 * its own equals.
 */
public final class Agreement {

    private Agreement() {}

    /**
     * The first index at which the results differ, or -1 when there is none.
     *
     * @param skipped indexes that are not compared, because the task failed
     */
    public static int firstDifference(List<?> expected, List<?> actual, Set<Integer> skipped) {
        for (int i = 0; i < expected.size(); i++) {
            if (!skipped.contains(i) && !same(expected.get(i), actual.get(i))) {
                return i;
            }
        }
        return -1;
    }

    /** Whether these two are the same result. */
    static boolean same(Object a, Object b) {
        if (Objects.equals(a, b)) {
            return true;
        }
        if (a == null || b == null) {
            return false;
        }
        if (a.getClass().isArray() && b.getClass().isArray()) {
            return sameArrays(a, b);
        }
        if (a instanceof Record && a.getClass() == b.getClass()) {
            return sameRecords(a, b);
        }
        if (a instanceof List<?> x && b instanceof List<?> y) {
            return sameInOrder(x, y);
        }
        if (a instanceof Map<?, ?> x && b instanceof Map<?, ?> y) {
            return x.size() == y.size()
                    && x.keySet().stream()
                            .allMatch(key -> y.containsKey(key) && same(x.get(key), y.get(key)));
        }
        return false;
    }

    /**
     * Whether the value says itself what equals it; if not, two equal ones cannot be told from two
     * that differ.
     */
    public static boolean comparable(Object value) {
        if (value == null
                || value.getClass().isArray()
                || value instanceof Collection
                || value instanceof Map) {
            return true;
        }
        try {
            return value.getClass().getMethod("equals", Object.class).getDeclaringClass()
                    != Object.class;
        } catch (NoSuchMethodException e) {
            throw new AssertionError("every object has equals", e);
        }
    }

    private static boolean sameArrays(Object a, Object b) {
        if (a instanceof Object[] x && b instanceof Object[] y) {
            return sameInOrder(Arrays.asList(x), Arrays.asList(y));
        }
        return Objects.deepEquals(a, b);
    }

    private static boolean sameInOrder(List<?> a, List<?> b) {
        if (a.size() != b.size()) {
            return false;
        }
        Iterator<?> others = b.iterator();
        for (var one : a) {
            if (!same(one, others.next())) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameRecords(Object a, Object b) {
        for (var component : a.getClass().getRecordComponents()) {
            var accessor = component.getAccessor();
            if (!accessor.trySetAccessible()) {
                return false;
            }
            try {
                if (!same(accessor.invoke(a), accessor.invoke(b))) {
                    return false;
                }
            } catch (ReflectiveOperationException e) {
                return false;
            }
        }
        return true;
    }
}
