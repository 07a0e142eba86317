package io.juggler.bench;

import io.juggler.server.engine.whole.CompiledCells;
import io.juggler.wire.ClassBytes;
import io.juggler.worker.Weaving;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Loads cells' classes as the worker does: woven, each top-level class by a loader of its own. */
final class CellsLoader {
    private static final String BIND = "$bind";

    private final Map<String, Group> groups = new HashMap<>();

    /**
     * Loads and binds.
     *
     * @return the class of the last cell
     */
    Class<?> load(List<String> cells) throws ReflectiveOperationException {
        var compiled = CompiledCells.of(cells);
        for (var each : compiled.classes()) {
            groups.computeIfAbsent(groupOf(each.name()), _ -> new Group()).offer(each);
        }
        for (var each : compiled.classes()) {
            var type = groups.get(groupOf(each.name())).loadClass(each.name());
            for (var method : type.getDeclaredMethods()) {
                if (method.getName().equals(BIND)) {
                    method.invoke(null);
                }
            }
        }
        return groups.get(groupOf(compiled.last())).loadClass(compiled.last());
    }

    private static String groupOf(String className) {
        int dollar = className.indexOf('$');
        return dollar < 0 ? className : className.substring(0, dollar);
    }

    private final class Group extends ClassLoader {
        private final Map<String, byte[]> own = new HashMap<>();

        Group() {
            super(CellsLoader.class.getClassLoader());
        }

        void offer(ClassBytes bytes) {
            own.put(bytes.name(), bytes.bytes());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            var group = groups.get(groupOf(name));
            if (group == null) {
                return super.loadClass(name, resolve);
            }
            synchronized (group) {
                var loaded = group.findLoadedClass(name);
                return loaded != null ? loaded : group.define(name);
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            var bytes = own.get(name);
            if (bytes == null) {
                throw new ClassNotFoundException(name);
            }
            var woven = Weaving.weave(bytes);
            return defineClass(name, woven, 0, woven.length);
        }
    }
}
