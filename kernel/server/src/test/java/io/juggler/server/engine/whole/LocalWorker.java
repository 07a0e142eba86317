package io.juggler.server.engine.whole;

import io.juggler.api.MimeBundle;
import io.juggler.server.worker.CellRunner;
import io.juggler.server.worker.Invocation;
import io.juggler.server.worker.Worker;
import io.juggler.wire.ClassBytes;
import io.juggler.wire.CommEvent;
import io.juggler.wire.Spent;
import io.juggler.wire.ThrownInfo;

import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A worker inside the test's own process, with a class loader for each top-level class. It weaves
 * nothing.
 */
final class LocalWorker implements Worker {
    private final Map<String, Group> groups = new ConcurrentHashMap<>();
    private final Jars jars = new Jars();

    /** Where {@link #invoke} ended last: the value itself, which a real worker keeps to itself. */
    Object value;

    private static final class Jars extends URLClassLoader {
        Jars() {
            super(new URL[0], LocalWorker.class.getClassLoader());
        }

        @Override
        protected void addURL(URL url) {
            super.addURL(url);
        }
    }

    private final class Group extends ClassLoader {
        private final Map<String, byte[]> own = new ConcurrentHashMap<>();

        Group() {
            super(jars);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            var loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            var bytes = own.get(name);
            if (bytes != null) {
                return defineClass(name, bytes, 0, bytes.length);
            }
            var other = groups.get(groupOf(name));
            return other != null && other != this && other.own.containsKey(name)
                    ? other.loadClass(name, false)
                    : super.loadClass(name, resolve);
        }
    }

    private static String groupOf(String name) {
        return name.contains("$") ? name.substring(0, name.indexOf('$')) : name;
    }

    int groups() {
        return groups.size();
    }

    @Override
    public CellRunner aside() {
        return this;
    }

    @Override
    public CompletableFuture<Void> comm(int cell, CommEvent event) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void begin(int cell, String title) {}

    @Override
    public Invocation.Threw load(List<ClassBytes> classes) {
        for (var each : classes) {
            groups.computeIfAbsent(groupOf(each.name()), _ -> new Group())
                    .own
                    .put(each.name(), each.bytes());
        }
        try {
            for (var each : classes) {
                Class.forName(each.name(), false, groups.get(groupOf(each.name())));
            }
            return null;
        } catch (ReflectiveOperationException | LinkageError e) {
            return new Invocation.Threw(info(e));
        }
    }

    @Override
    public Invocation invoke(String className, String methodName, boolean render) {
        try {
            var type = groups.get(groupOf(className)).loadClass(className, false);
            value = type.getMethod(methodName).invoke(null);
            return new Invocation.Returned(
                    render && value != null ? MimeBundle.text(String.valueOf(value)) : null,
                    value == null,
                    Spent.NOTHING);
        } catch (InvocationTargetException e) {
            return new Invocation.Threw(info(e.getCause()));
        } catch (ReflectiveOperationException | LinkageError e) {
            return new Invocation.Threw(info(e));
        }
    }

    @Override
    public Invocation run(
            int cell,
            String title,
            List<ClassBytes> classes,
            String className,
            String methodName,
            boolean render) {
        var threw = load(classes);
        return threw != null ? threw : invoke(className, methodName, render);
    }

    @Override
    public void kill(String reason) {}

    @Override
    public String variable(String className, String fieldName) {
        try {
            var type = groups.get(groupOf(className)).loadClass(className, false);
            return String.valueOf(type.getField(fieldName).get(null));
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Override
    public void addToClassPath(List<Path> entries) {
        entries.forEach(
                entry -> {
                    try {
                        jars.addURL(entry.toUri().toURL());
                    } catch (MalformedURLException e) {
                        throw new IllegalArgumentException(e);
                    }
                });
    }

    @Override
    public void forget(List<String> names) {
        names.forEach(groups::remove);
    }

    @Override
    public void end(int cell) {}

    @Override
    public boolean interrupt(int cell) {
        return false;
    }

    @Override
    public String threadDump() {
        return "";
    }

    @Override
    public void replace() {
        groups.clear();
    }

    @Override
    public void close() {}

    private static ThrownInfo info(Throwable thrown) {
        return new ThrownInfo(
                thrown.getClass().getName(),
                thrown.getLocalizedMessage(),
                List.of(thrown.getStackTrace()),
                thrown.getCause() == null ? null : info(thrown.getCause()),
                new ArrayList<>());
    }
}
