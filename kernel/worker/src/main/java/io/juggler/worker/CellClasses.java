package io.juggler.worker;

import io.juggler.wire.ClassBytes;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.constant.ClassDesc;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The classes of cells and the class path behind them.
 *
 * <p>Each package of cells' classes has a class loader of its own, so that a package that nobody
 * needs any more can be {@link #forget forgotten} and collected while the others stay; one package
 * for everything works as well. They see one another through this class, and below them the user's
 * jars, and below those the worker's own class path.
 *
 * <p>The cell thread defines; any thread may look up.
 */
final class CellClasses {
    private static final String WHOLE_CELLS = "notebook.";
    private static final String CLASS_FILE = ".class";

    private final Map<String, PackageLoader> packages = new ConcurrentHashMap<>();
    private final Jars jars = new Jars(CellClasses.class.getClassLoader());
    private final ContextLoader contextLoader = new ContextLoader();
    private final Weaver weaver =
            new Weaver(
                    ClassHierarchyResolver.ofResourceParsing(this::offered)
                            .orElse(ClassHierarchyResolver.ofClassLoading(contextLoader)));

    /**
     * The class file of a cell's class as the compiler made it, not woven: what another JVM needs
     * to run the same code. Null for what is no class of a cell.
     */
    private InputStream classFile(String resource) {
        if (!resource.endsWith(CLASS_FILE)) {
            return null;
        }
        var name = resource.substring(0, resource.length() - CLASS_FILE.length()).replace('/', '.');
        var loader = packages.get(groupOf(name));
        byte[] bytes = loader == null ? null : loader.classFiles.get(name);
        return bytes == null ? null : new ByteArrayInputStream(bytes);
    }

    /** The loader that sees everything, for {@link Thread#getContextClassLoader}. */
    ClassLoader contextLoader() {
        return contextLoader;
    }

    /** Defines classes that may refer to one another in any order. */
    void define(CellTag cell, List<ClassBytes> classes) throws ClassNotFoundException {
        for (var bytes : classes) {
            packages.computeIfAbsent(groupOf(bytes.name()), PackageLoader::new).offer(cell, bytes);
        }
        for (var bytes : classes) {
            contextLoader.loadClass(bytes.name());
        }
    }

    /**
     * Finds a class of a cell, of the user's jars or of the worker's class path; does not
     * initialise it.
     */
    Class<?> find(String name) throws ClassNotFoundException {
        return contextLoader.loadClass(name);
    }

    void addToClassPath(List<Path> entries) throws MalformedURLException {
        for (var entry : entries) {
            jars.addURL(entry.toUri().toURL());
        }
    }

    void forget(List<String> names) {
        names.forEach(packages::remove);
    }

    /** The cell that a class came with; null for those that no cell defined. */
    CellTag cellOf(Class<?> type) {
        if (!(type.getClassLoader() instanceof PackageLoader loader)) {
            return null;
        }
        return loader.cellOf(type.isHidden() ? type.getNestHost() : type);
    }

    /** The cell that the class of that name came with; null for those that no cell defined. */
    CellTag cellOf(String className) {
        var loader = packages.get(groupOf(className));
        return loader == null ? null : loader.cells.get(className);
    }

    /**
     * The class file of a class that is about to be defined, which must not be loaded to look at
     * it; or null.
     */
    private InputStream offered(ClassDesc type) {
        String name =
                type.packageName().isEmpty()
                        ? type.displayName()
                        : type.packageName() + "." + type.displayName();
        var loader = packages.get(groupOf(name));
        var bytes = loader == null ? null : loader.offered.get(name);
        return bytes == null ? null : new ByteArrayInputStream(bytes.bytes());
    }

    /**
     * What has one loader: a package; of the package in which whole cells live, which has to be one
     * for the compiler, each top-level class with what is nested in it.
     */
    private static String groupOf(String className) {
        if (className.startsWith(WHOLE_CELLS)) {
            int dollar = className.indexOf('$');
            return dollar < 0 ? className : className.substring(0, dollar);
        }
        int dot = className.lastIndexOf('.');
        return dot < 0 ? "" : className.substring(0, dot);
    }

    /** The user's jars and folders. */
    private static final class Jars extends URLClassLoader {
        static {
            registerAsParallelCapable();
        }

        Jars(ClassLoader parent) {
            super("jars", new URL[0], parent);
        }

        @Override
        protected void addURL(URL url) {
            super.addURL(url);
        }
    }

    /** Sees every package, now and later. */
    private final class ContextLoader extends ClassLoader {
        ContextLoader() {
            super("cells", jars);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            var loader = packages.get(groupOf(name));
            return loader != null ? loader.loadClass(name) : jars.loadClass(name);
        }

        @Override
        public InputStream getResourceAsStream(String name) {
            var own = classFile(name);
            return own != null ? own : super.getResourceAsStream(name);
        }
    }

    /** The classes of one package. */
    private final class PackageLoader extends ClassLoader {
        static {
            registerAsParallelCapable();
        }

        private final Map<String, ClassBytes> offered = new ConcurrentHashMap<>();
        private final Map<String, CellTag> cells = new ConcurrentHashMap<>();
        private final Map<String, byte[]> classFiles = new ConcurrentHashMap<>();

        PackageLoader(String name) {
            super("cells:" + name, jars);
        }

        void offer(CellTag cell, ClassBytes bytes) {
            if (cells.putIfAbsent(bytes.name(), cell) != null) {
                throw new LinkageError("a class named " + bytes.name() + " was defined before");
            }
            offered.put(bytes.name(), bytes);
            classFiles.put(bytes.name(), bytes.bytes());
        }

        @Override
        public InputStream getResourceAsStream(String name) {
            var own = classFile(name);
            return own != null ? own : super.getResourceAsStream(name);
        }

        CellTag cellOf(Class<?> type) {
            return cells.get(type.getName());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            var mine = findLoadedClass(name);
            if (mine != null) {
                return mine;
            }
            if (cells.containsKey(name)) {
                synchronized (getClassLoadingLock(name)) {
                    mine = findLoadedClass(name);
                    return mine != null ? mine : findClass(name);
                }
            }
            var other = packages.get(groupOf(name));
            return other != null && other != this && other.cells.containsKey(name)
                    ? other.loadClass(name, resolve)
                    : super.loadClass(name, resolve);
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            var bytes = offered.get(name);
            if (bytes == null) {
                throw new ClassNotFoundException(name);
            }
            try {
                byte[] woven = weaver.weave(bytes.bytes());
                return defineClass(name, woven, 0, woven.length);
            } finally {
                offered.remove(name);
            }
        }

        @Override
        protected URL findResource(String name) {
            return null;
        }

        @Override
        protected Enumeration<URL> findResources(String name) throws IOException {
            return java.util.Collections.enumeration(new ArrayList<>());
        }
    }
}
