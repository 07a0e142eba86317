package io.juggler.worker;

import io.juggler.worker.Table.Column;

import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.BaseStream;

/** Values that have rows: collections, arrays, matrices, maps, streams, records and beans. */
final class Tables {
    private static final int ROWS = 50;
    private static final int COLUMNS = 20;
    private static final int LONGEST = 200;

    private final Function<Object, String> texts;

    /**
     * @param texts how a value is written
     */
    Tables(Function<Object, String> texts) {
        this.texts = texts;
    }

    /** A table of the value; null where its text says it better. */
    Table of(Object value) {
        return switch (value) {
            case Map<?, ?> map -> map.isEmpty() ? null : ofMap(map);
            case Collection<?> all ->
                    all.isEmpty() ? null : ofElements(all.iterator(), all.size(), value);
            case BaseStream<?, ?> stream -> ofElements(stream.iterator(), -1, value);
            case Record each -> ofParts(each);
            default ->
                    value.getClass().isArray()
                            ? Array.getLength(value) == 0 ? null : ofArray(value)
                            : isBean(value.getClass()) ? ofParts(value) : null;
        };
    }

    private Table ofMap(Map<?, ?> map) {
        var rows = new ArrayList<List<Object>>();
        for (var entry : map.entrySet()) {
            if (rows.size() == ROWS) {
                break;
            }
            rows.add(Arrays.asList(entry.getKey(), entry.getValue()));
        }
        return table(
                counted(map.size(), "entry", "entries", rows.size(), typeOf(map)),
                List.of("key", "value"),
                rows);
    }

    private Table ofArray(Object array) {
        int length = Array.getLength(array);
        var elements = new ArrayList<Object>();
        for (int i = 0; i < Math.min(length, ROWS); i++) {
            elements.add(Array.get(array, i));
        }
        return ofElements(elements.iterator(), length, array);
    }

    private Table ofElements(Iterator<?> elements, int size, Object value) {
        var shown = new ArrayList<Object>();
        while (shown.size() < ROWS && elements.hasNext()) {
            shown.add(elements.next());
        }
        boolean more = size < 0 && shown.size() == ROWS && elements.hasNext();
        var parts = new LinkedHashSet<String>();
        boolean parted = !shown.isEmpty();
        for (var each : shown) {
            var names = each == null ? null : parts(each);
            if (names == null) {
                parted = false;
                break;
            }
            parts.addAll(names.keySet());
        }
        int all = size >= 0 ? size : shown.size();
        var caption =
                more
                        ? "%s, the first %d elements".formatted(typeOf(value), shown.size())
                        : counted(all, "row", "rows", shown.size(), typeOf(value));
        if (parted) {
            var columns = parts.stream().limit(COLUMNS).toList();
            var rows = new ArrayList<List<Object>>();
            for (var each : shown) {
                var values = parts(each);
                var row = new ArrayList<Object>();
                for (var name : columns) {
                    row.add(values.containsKey(name) ? values.get(name) : "");
                }
                rows.add(row);
            }
            return table(
                    caption
                            + (parts.size() > COLUMNS
                                    ? "; the first %d of %d columns"
                                            .formatted(COLUMNS, parts.size())
                                    : ""),
                    shown.getFirst().getClass().isArray() ? blank(columns.size()) : columns,
                    rows);
        }
        var rows = new ArrayList<List<Object>>();
        for (int i = 0; i < shown.size(); i++) {
            rows.add(Arrays.asList(i, shown.get(i)));
        }
        return sequence(table(caption, List.of("", "value"), rows));
    }

    private static Table sequence(Table table) {
        return new Table(table.caption(), table.columns(), table.rows(), table.numeric(), true);
    }

    private static List<String> blank(int count) {
        return java.util.Collections.nCopies(count, "");
    }

    private Table ofParts(Object value) {
        var parts = parts(value);
        if (parts == null || parts.isEmpty()) {
            return null;
        }
        var rows = new ArrayList<List<Object>>();
        parts.forEach((name, part) -> rows.add(Arrays.asList(name, part)));
        return table(
                typeName(value.getClass()),
                List.of("", "value"),
                rows.subList(0, Math.min(ROWS, rows.size())));
    }

    /** What a value consists of, by name; null where it is one thing. */
    private Map<String, Object> parts(Object value) {
        var parts = new LinkedHashMap<String, Object>();
        switch (value) {
            case Record each -> {
                for (var component : each.getClass().getRecordComponents()) {
                    parts.put(component.getName(), read(component, each));
                }
            }
            case Map<?, ?> map -> map.forEach((key, part) -> parts.put(String.valueOf(key), part));
            default -> {
                if (value.getClass().isArray()) {
                    int length = Math.min(Array.getLength(value), COLUMNS + 1);
                    for (int i = 0; i < length; i++) {
                        parts.put(String.valueOf(i), Array.get(value, i));
                    }
                } else if (isBean(value.getClass())) {
                    for (var getter : getters(value.getClass())) {
                        parts.put(property(getter), read(getter, value));
                    }
                } else {
                    return null;
                }
            }
        }
        return parts;
    }

    private static Object read(RecordComponent component, Object from) {
        return read(component.getAccessor(), from);
    }

    private static Object read(Method method, Object from) {
        try {
            method.setAccessible(true);
            return method.invoke(from);
        } catch (java.lang.reflect.InvocationTargetException e) {
            if (e.getCause() instanceof CellInterrupted interrupted) {
                throw interrupted;
            }
            return "(threw " + e.getCause().getClass().getSimpleName() + ")";
        } catch (ReflectiveOperationException | RuntimeException e) {
            return "(cannot be read)";
        }
    }

    /** A class of the user's that has getters, and no text of its own. */
    static boolean isBean(Class<?> type) {
        if (type.getName().startsWith("java.") || type.getName().startsWith("jdk.")) {
            return false;
        }
        try {
            return type.getMethod("toString").getDeclaringClass() == Object.class
                    && !getters(type).isEmpty();
        } catch (NoSuchMethodException e) {
            return false;
        }
    }

    private static List<Method> getters(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(
                        method ->
                                method.getParameterCount() == 0
                                        && !Modifier.isStatic(method.getModifiers())
                                        && method.getReturnType() != void.class
                                        && method.getDeclaringClass() != Object.class
                                        && method.getName().matches("(get|is)[A-Z_].*"))
                .sorted(Comparator.comparing(Method::getName))
                .toList();
    }

    private static String property(Method getter) {
        var name = getter.getName().replaceFirst("^(get|is)", "");
        return name.length() > 1 && Character.isUpperCase(name.charAt(1))
                ? name
                : Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    private Table table(String caption, List<String> names, List<List<Object>> rows) {
        var columns = new ArrayList<Column>();
        var numeric = new ArrayList<Boolean>();
        for (int i = 0; i < names.size(); i++) {
            int column = i;
            var types = new LinkedHashSet<String>();
            boolean numbers = true;
            boolean any = false;
            for (var row : rows) {
                var value = row.get(column);
                if (value != null) {
                    any = true;
                    numbers &= value instanceof Number;
                    types.add(typeName(value.getClass()));
                }
            }
            boolean index = names.get(i).isEmpty();
            columns.add(
                    new Column(names.get(i), index || types.size() != 1 ? "" : types.getFirst()));
            numeric.add(any && numbers);
        }
        return new Table(
                caption,
                columns,
                rows.stream().map(row -> row.stream().map(this::text).toList()).toList(),
                numeric,
                false);
    }

    private String text(Object value) {
        var text =
                value instanceof Duration duration
                        ? BuiltInRenderers.said(duration)
                        : texts.apply(value);
        return Table.cut(text, LONGEST);
    }

    private static String counted(int all, String one, String many, int shown, String type) {
        var count = "%s of %,d %s".formatted(type, all, all == 1 ? one : many);
        return shown < all ? count + ", the first %d".formatted(shown) : count;
    }

    private static String typeOf(Object value) {
        return typeName(value.getClass());
    }

    /** As the user would write it: {@code List} for what only the JDK calls otherwise. */
    private static String typeName(Class<?> type) {
        if (type.isArray()) {
            return typeName(type.componentType()) + "[]";
        }
        if (!Modifier.isPublic(type.getModifiers()) && type.getName().startsWith("java.")) {
            for (var wide :
                    List.of(
                            List.class,
                            java.util.Set.class,
                            Map.class,
                            BaseStream.class,
                            Collection.class)) {
                if (wide.isAssignableFrom(type)) {
                    return wide == BaseStream.class ? "Stream" : wide.getSimpleName();
                }
            }
        }
        var name = type.getSimpleName();
        return name.isEmpty() ? type.getName() : name;
    }
}
