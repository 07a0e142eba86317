package io.juggler.server.engine.whole;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardLocation;

/**
 * The classes of earlier cells as the compiler sees them, which is not always as they were loaded:
 * of a method there is a class with that method alone. All are in one package, so that they see
 * each other's package-private members as in JShell; a task is only shown those that its cell uses
 * and what those refer to, so that its cost does not grow with the notebook.
 */
final class CellClasses extends ForwardingJavaFileManager<JavaFileManager> {
    /** Where all cells live. */
    static final String PACKAGE = "notebook";

    private final TreeMap<String, Entry> classes = new TreeMap<>();
    private final List<Output> outputs = new ArrayList<>();
    private final Set<String> visible = new LinkedHashSet<>();

    private record Entry(byte[] bytes, Set<String> references) {}

    CellClasses(JavaFileManager standard) {
        super(standard);
    }

    /** Makes a class known, under its binary name. */
    void put(String name, byte[] bytes) {
        classes.put(name, new Entry(bytes, References.in(bytes)));
    }

    void removeAll(Collection<String> names) {
        classes.keySet().removeAll(names);
    }

    /** A class as the compiler sees it, or null. */
    byte[] bytes(String name) {
        var entry = classes.get(name);
        return entry == null ? null : entry.bytes();
    }

    /** Drops these groups of classes, and the views of methods that were replaced. */
    void forget(Collection<String> groups, Names names) {
        var views = new HashSet<String>();
        names.all().forEach(each -> views.add(each.seen()));
        classes.keySet()
                .removeIf(
                        name ->
                                groups.contains(LoadedClasses.groupOf(name))
                                        || (name.startsWith(PACKAGE + ".M")
                                                && !views.contains(name)));
    }

    int size() {
        return classes.size();
    }

    /**
     * Says which classes the next task's sources name; those that these refer to come with them.
     */
    void show(Collection<String> used) {
        visible.clear();
        var open = new ArrayDeque<>(used);
        while (!open.isEmpty()) {
            var name = open.pop();
            var entry = classes.get(name);
            if (entry != null && visible.add(name)) {
                open.addAll(entry.references());
                int dollar = name.indexOf('$');
                if (dollar > 0) {
                    open.add(name.substring(0, dollar));
                }
            }
        }
    }

    /** What the last task wrote, by binary name. */
    Map<String, byte[]> written() {
        var written = new LinkedHashMap<String, byte[]>();
        outputs.forEach(output -> written.put(output.name, output.bytes.toByteArray()));
        outputs.clear();
        return written;
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
            Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
        var output = new Output(className);
        outputs.add(output);
        return output;
    }

    @Override
    public Iterable<JavaFileObject> list(
            Location location, String packageName, Set<JavaFileObject.Kind> kinds, boolean recurse)
            throws IOException {
        if (location != StandardLocation.CLASS_PATH || !packageName.equals(PACKAGE)) {
            return super.list(location, packageName, kinds, recurse);
        }
        var files = new ArrayList<JavaFileObject>();
        visible.forEach(name -> files.add(new Input(name, classes.get(name).bytes())));
        return files;
    }

    @Override
    public String inferBinaryName(Location location, JavaFileObject file) {
        return file instanceof Input input ? input.name : super.inferBinaryName(location, file);
    }

    @Override
    public boolean isSameFile(FileObject a, FileObject b) {
        boolean cells = a instanceof SimpleJavaFileObject || b instanceof SimpleJavaFileObject;
        return cells ? a.equals(b) : super.isSameFile(a, b);
    }

    /** A generated source. Any name is right for any class: cells have no files. */
    static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String className, String text) {
            super(URI.create("cell:///" + className + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }

        @Override
        public boolean isNameCompatible(String simpleName, Kind kind) {
            return !simpleName.contains("-");
        }
    }

    private static final class Input extends SimpleJavaFileObject {
        private final String name;
        private final byte[] bytes;

        Input(String name, byte[] bytes) {
            super(URI.create("cell:///" + name.replace('.', '/') + ".class"), Kind.CLASS);
            this.name = name;
            this.bytes = bytes;
        }

        @Override
        public InputStream openInputStream() {
            return new ByteArrayInputStream(bytes);
        }
    }

    private static final class Output extends SimpleJavaFileObject {
        private final String name;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Output(String name) {
            super(URI.create("cell:///" + name.replace('.', '/') + ".class"), Kind.CLASS);
            this.name = name;
        }

        @Override
        public OutputStream openOutputStream() {
            return bytes;
        }
    }

    /**
     * Classes of the cells' package that a class file names anywhere: in code too, which is more
     * than javac asks for.
     */
    static final class References {
        private static final String PREFIX = PACKAGE + "/";

        private References() {}

        static Set<String> in(byte[] classFile) {
            var found = new LinkedHashSet<String>();
            var pool = new HashMap<String, Boolean>();
            ConstantPool.of(classFile)
                    .texts()
                    .forEach(
                            text -> {
                                if (text.contains(PREFIX) && pool.put(text, true) == null) {
                                    add(text, found);
                                }
                            });
            return found;
        }

        private static void add(String text, Set<String> found) {
            int from = text.indexOf(PREFIX);
            while (from >= 0) {
                int end = from + PREFIX.length();
                while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
                    end++;
                }
                if (from == 0
                        || !Character.isJavaIdentifierPart(text.charAt(from - 1))
                        || text.charAt(from - 1) == 'L') {
                    found.add(text.substring(from, end).replace('/', '.'));
                }
                from = text.indexOf(PREFIX, end);
            }
        }
    }
}
