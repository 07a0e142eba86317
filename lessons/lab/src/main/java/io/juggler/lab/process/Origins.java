package io.juggler.lab.process;

import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Where the classes of this JVM come from: the class path, which another JVM is given as well, or
 * memory, as those of a notebook's cells, of JShell and of a program started from source. Those a
 * class loader hands out as resources without a place on disk.
 */
final class Origins {
    private static final Set<String> ON_DISK = Set.of("file", "jar", "jrt");

    private final Set<ClassLoader> loaders = new LinkedHashSet<>();

    /** Those of the calling thread. */
    Origins() {
        add(Thread.currentThread().getContextClassLoader());
    }

    /** Knows the loaders of these as well. */
    void add(Collection<Class<?>> classes) {
        classes.forEach(type -> add(type.getClassLoader()));
    }

    private void add(ClassLoader loader) {
        if (loader != null) {
            loaders.add(loader);
        }
    }

    /** The class file of a class that exists in memory alone; null for any other. */
    byte[] inMemory(String name) {
        var file = name.replace('.', '/') + ".class";
        for (var loader : loaders) {
            var place = loader.getResource(file);
            if (place != null && ON_DISK.contains(place.getProtocol())) {
                return null;
            }
            try (var in = loader.getResourceAsStream(file)) {
                if (in != null) {
                    return in.readAllBytes();
                }
            } catch (IOException e) {
                // Another loader may have it.
            }
        }
        return null;
    }

    /** The class file of any class that the other JVM asks for; empty where there is none. */
    byte[] bytes(String name) {
        for (var loader : loaders) {
            try (var in = loader.getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (in != null) {
                    return in.readAllBytes();
                }
            } catch (IOException e) {
                // Another loader may have it.
            }
        }
        return new byte[0];
    }

    Class<?> load(String name) throws ClassNotFoundException {
        for (var loader : loaders) {
            var found = Cargo.find(name, loader);
            if (found != null) {
                return found;
            }
        }
        throw new ClassNotFoundException(name);
    }

    /** A class of that name, or null. */
    Class<?> find(String name) {
        try {
            return load(name);
        } catch (ClassNotFoundException e) {
            return null;
        }
    }

    /** The class path of another JVM that is to see the same classes. */
    List<String> classPath() {
        var path = new LinkedHashSet<String>();
        addAll(path, System.getProperty("java.class.path", ""));
        addAll(path, System.getProperty("jdk.module.path", ""));
        for (var loader : loaders) {
            for (var at = loader; at != null; at = at.getParent()) {
                if (at instanceof URLClassLoader urls) {
                    for (var url : urls.getURLs()) {
                        if ("file".equals(url.getProtocol())) {
                            path.add(Path.of(java.net.URI.create(url.toString())).toString());
                        }
                    }
                }
            }
        }
        var lab = Origins.class.getProtectionDomain().getCodeSource();
        if (lab != null
                && lab.getLocation() != null
                && "file".equals(lab.getLocation().getProtocol())) {
            path.add(Path.of(java.net.URI.create(lab.getLocation().toString())).toString());
        }
        return List.copyOf(path);
    }

    private static void addAll(Set<String> path, String entries) {
        for (var entry : entries.split(java.io.File.pathSeparator)) {
            if (!entry.isEmpty()) {
                path.add(Path.of(entry).toAbsolutePath().toString());
            }
        }
    }
}
